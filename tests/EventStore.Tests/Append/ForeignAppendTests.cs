namespace EventAgents.EventStore.Tests.Append;

/// <summary>Appends to a stream that somebody without our code is writing to at the same time.</summary>
public sealed class ForeignAppendTests
{
    private const string InsertEvent = """
        insert into events.mt_events (seq_id, id, tenant_id, stream_id, version, data, type)
        values (nextval('events.mt_events_sequence'), gen_random_uuid(), $1, $2, 2, '{"value": 2}', 'counted')
        """;

    private const string UpdateStream = "update events.mt_streams set version = 2 where tenant_id = $1 and id = $2";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deadlock_with_marten_which_updates_the_stream_last_is_a_conflict_like_any_other()
    {
        await using var log = await TestLog.NewAsync(_cancellation, options: new EventStoreOptions { PollInterval = TimeSpan.FromHours(1) });
        await using var foreign = await ForeignWriter.OpenAsync(log);
        var stream = TestLog.NewStream();
        await log.AppendAsync(stream, 0, new Counted(1));
        await foreign.ExecuteAsync("set deadlock_timeout = '1min'");  // so that the victim is ours
        await foreign.ExecuteAsync(InsertEvent, stream.TenantId, stream.Id);

        var ours = log.AppendAsync(stream, 1, new Counted(3));
        await log.SomebodyWaitsAsync();
        await foreign.ExecuteAsync(UpdateStream, stream.TenantId, stream.Id);
        await foreign.CommitAsync();

        var conflict = await Assert.ThrowsAsync<ConcurrencyException>(() => ours);
        Assert.Equal(2, conflict.ActualVersion);
        Assert.False(log.Store.Status.IsDown);
    }

    [Fact]
    public async Task Archiving_flags_the_events_of_an_append_that_was_just_ending()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var foreign = await ForeignWriter.OpenAsync(log);
        var stream = TestLog.NewStream();
        await log.AppendAsync(stream, 0, new Counted(1));
        await foreign.ExecuteAsync(UpdateStream, stream.TenantId, stream.Id);
        await foreign.ExecuteAsync(InsertEvent, stream.TenantId, stream.Id);

        var archiving = log.Store.ArchiveAsync([new(stream)], cancellation: _cancellation);
        await log.SomebodyWaitsAsync();
        await foreign.CommitAsync();

        Assert.True(await archiving);
        Assert.Equal(2L, await log.ScalarAsync("select count(*) from events.mt_events where is_archived"));
    }
}
