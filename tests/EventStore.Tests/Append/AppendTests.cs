using Npgsql;

namespace EventAgents.EventStore.Tests.Append;

public sealed class AppendTests(AppendTests.OneLog log) : IClassFixture<AppendTests.OneLog>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private TestLog Log => log.Log;

    [Fact]
    public async Task A_new_stream_starts_at_version_one()
    {
        var stream = TestLog.NewStream();
        var result = await Log.AppendAsync(stream, 0, new Counted(1), new Named("two"));

        var stored = await Log.Store.ReadStreamAsync(stream, cancellation: _cancellation).ToListAsync(_cancellation);
        Assert.Equal([2L], result.Versions);
        Assert.Equal([1L, 2L], stored.Select(s => s.Version));
        Assert.Equal([new Counted(1), new Named("two")], stored.Select(s => s.Data));
        Assert.Equal(result.LastPosition, stored[^1].Position);
    }

    [Fact]
    public async Task Who_and_why_are_kept()
    {
        var stream = TestLog.NewStream();
        var metadata = new EventMetadata
        {
            CorrelationId = "conversation",
            CausationId = "command",
            UserName = "user-7",
            Headers = new Dictionary<string, string> { ["traceparent"] = "00-abc-def-01" },
        };
        await Log.Store.AppendAsync(new AppendRequest([new StreamAppend(stream, "counter", 0, [new Counted(1)])], metadata), _cancellation);

        var stored = await Log.Store.ReadStreamAsync(stream, cancellation: _cancellation).SingleAsync(_cancellation);
        Assert.Equal(("conversation", "command", "user-7"), (stored.Metadata.CorrelationId, stored.Metadata.CausationId, stored.Metadata.UserName));
        Assert.Equal("00-abc-def-01", stored.Metadata.Headers["traceparent"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Another_version_than_expected_is_a_conflict(long expected)
    {
        var stream = TestLog.NewStream();
        await Log.AppendAsync(stream, 0, new Counted(1), new Counted(2));

        var conflict = await Assert.ThrowsAsync<ConcurrencyException>(() => Log.AppendAsync(stream, expected, new Counted(3)));
        Assert.Equal(2, conflict.ActualVersion);
        Assert.Equal(2, await Log.Store.ReadStreamAsync(stream, cancellation: _cancellation).CountAsync(_cancellation));
    }

    [Fact]
    public async Task Any_version_appends_behind_whatever_is_there()
    {
        var stream = TestLog.NewStream();
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Log.AppendAsync(stream, StreamAppend.AnyVersion, new Counted(i))));

        Assert.Equal(Enumerable.Range(1, 50).Select(v => (long)v), results.Select(r => r.Versions[0]).Order());
    }

    [Fact]
    public async Task Of_two_streams_in_one_append_both_or_none_are_written()
    {
        var (known, other) = (TestLog.NewStream(), TestLog.NewStream());
        await Log.AppendAsync(known, 0, new Counted(1));

        var stale = new AppendRequest([new StreamAppend(other, "counter", 0, [new Counted(1)]), new StreamAppend(known, "counter", 0, [new Counted(2)])], EventMetadata.None);
        await Assert.ThrowsAsync<ConcurrencyException>(() => Log.Store.AppendAsync(stale, _cancellation));
        Assert.Empty(await Log.Store.ReadStreamAsync(other, cancellation: _cancellation).ToListAsync(_cancellation));

        var right = stale with { Streams = [stale.Streams[0], stale.Streams[1] with { ExpectedVersion = 1 }] };
        Assert.Equal([1L, 2L], (await Log.Store.AppendAsync(right, _cancellation)).Versions);
    }

    [Fact]
    public async Task Of_many_callers_that_saw_the_same_version_one_wins_and_no_position_is_lost()
    {
        await using var alone = await TestLog.NewAsync(_cancellation);
        var stream = TestLog.NewStream();
        for (var round = 0; round < 20; round++)
        {
            var attempts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => TryAsync(() => alone.AppendAsync(stream, round, new Counted(i)))));
            Assert.Equal(1, attempts.Count(won => won));
        }

        var positions = (await alone.ReadAllAsync()).Select(e => e.Position);
        Assert.Equal(Enumerable.Range(1, 20).Select(p => (long)p), positions);
    }

    [Fact]
    public async Task A_row_that_breaks_a_constraint_fails_its_own_append_alone()
    {
        await using var alone = await TestLog.NewAsync(_cancellation);
        await alone.ScalarAsync("create table ops.unique_names (name text constraint unique_names_pkey primary key)");
        Task<AppendResult> Append(int i, string name) => alone.Store.AppendAsync(
            TestLog.Request(TestLog.NewStream(), 0, new Counted(i)) with { Also = sql => sql.Add("insert into ops.unique_names (name) values ($1)", name) }, _cancellation);

        var attempts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => TryAsync(() => Append(i, i % 2 == 0 ? "same" : $"own {i}"))));

        Assert.Equal(21, attempts.Count(done => done));
        Assert.Equal(21L, await alone.ScalarAsync("select count(*) from ops.unique_names"));
        await alone.Store.Mark.CatchUpAsync(_cancellation);
        Assert.Equal(21, (await alone.ReadAllAsync()).Count);
        var refused = await Assert.ThrowsAsync<ConstraintViolatedException>(() => Append(99, "same"));
        Assert.Equal("unique_names_pkey", refused.Constraint);
    }

    [Fact]
    public async Task Rows_that_cannot_be_made_fail_their_own_append_alone()
    {
        await using var alone = await TestLog.NewAsync(_cancellation, options: new EventStoreOptions { PollInterval = TimeSpan.FromHours(1) });
        Task<AppendResult> Append(int i) => alone.Store.AppendAsync(
            TestLog.Request(TestLog.NewStream(), 0, new Counted(i)) with { Also = _ => { if (i % 2 == 0) throw new FormatException(); } }, _cancellation);

        var attempts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => TryAsync(() => Append(i))));
        Assert.Equal(20, attempts.Count(done => done));
        Assert.False(alone.Store.Status.IsDown);
    }

    [Fact]
    public async Task An_event_that_postgresql_refuses_is_no_sign_that_the_log_is_down()
    {
        await using var alone = await TestLog.NewAsync(_cancellation, options: new EventStoreOptions { PollInterval = TimeSpan.FromHours(1) });
        await Assert.ThrowsAsync<PostgresException>(() => alone.AppendAsync(TestLog.NewStream(), 0, new Named("a\0b")));
        Assert.False(alone.Store.Status.IsDown);
    }

    [Fact]
    public async Task Large_appends_do_not_all_share_one_transaction()
    {
        await using var alone = await TestLog.NewAsync(_cancellation);
        var text = new string('x', 1_048_576);
        await using (await alone.HoldAppendsAsync())
        {
            _ = Enumerable.Range(0, 40).Select(_ => alone.AppendAsync(TestLog.NewStream(), 0, new Named(text))).ToArray();
        }

        await alone.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
        var largest = await alone.ScalarAsync("select max(bytes) from (select sum(octet_length(data::text)) as bytes from events.mt_events group by xmin::text) as batch");
        Assert.InRange((long)largest!, 1, 18 * 1_048_576);
        Assert.Equal(41L, await alone.ScalarAsync("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task Rows_can_be_written_without_events()
    {
        await Log.ScalarAsync("create table if not exists ops.notes (note text)");
        var result = await Log.Store.AppendAsync(new AppendRequest([], EventMetadata.None, sql => sql.Add("insert into ops.notes values ($1)", "only this")), _cancellation);

        Assert.Equal(0, result.LastPosition);
        Assert.Equal(1L, await Log.ScalarAsync("select count(*) from ops.notes where note = 'only this'"));
    }

    [Fact]
    public async Task An_archived_stream_takes_no_more_events_and_can_still_be_read()
    {
        var stream = TestLog.NewStream();
        await Log.AppendAsync(stream, 0, new Counted(1));
        Assert.True(await Log.Store.ArchiveAsync([new(stream)], cancellation: _cancellation));
        Assert.False(await Log.Store.ArchiveAsync([new(stream)], cancellation: _cancellation));

        await Assert.ThrowsAsync<StreamArchivedException>(() => Log.AppendAsync(stream, 1, new Counted(2)));
        await Assert.ThrowsAsync<StreamArchivedException>(() => Log.AppendAsync(stream, StreamAppend.AnyVersion, new Counted(2)));
        Assert.Single(await Log.Store.ReadStreamAsync(stream, cancellation: _cancellation).ToListAsync(_cancellation));
    }

    [Fact]
    public async Task What_forbids_to_archive_counts_up_to_the_last_moment()
    {
        const string Forbidden = "select from ops.parked_events where projection = $1 and $2 is not null";
        var (held, moved) = (TestLog.NewStream(), TestLog.NewStream());
        foreach (var stream in new[] { held, moved }) await Log.AppendAsync(stream, 0, new Counted(1));
        Assert.False(await Log.Store.ArchiveAsync([new(moved, Version: 2, Forbidden)], cancellation: _cancellation));

        Task<bool> archiving;
        await using (await Log.HoldAppendsAsync())
        {
            archiving = Log.Store.ArchiveAsync([new(held, Version: 1, Forbidden)], cancellation: _cancellation);
            await Log.SomebodyWaitsAsync();
            await Log.ScalarAsync($"insert into ops.parked_events (projection, seq_id, error) values ('{TestLog.Tenant}', 1, 'a hold, say')");
        }
        Assert.False(await archiving);
        await Log.AppendAsync(held, 1, new Counted(2));
        Assert.Equal(0L, await Log.ScalarAsync($"select count(*) from events.mt_events where stream_id = '{held.Id}' and is_archived"));

        await Log.ScalarAsync("delete from ops.parked_events");
        Assert.True(await Log.Store.ArchiveAsync([new(held, Version: 2, Forbidden)], cancellation: _cancellation));
    }

    [Fact]
    public async Task An_event_over_the_limit_is_refused_before_it_is_sent()
    {
        await using var small = await TestLog.NewAsync(_cancellation, options: new EventStoreOptions { MaxEventBytes = 1_024 });
        await Assert.ThrowsAsync<EventTooLargeException>(() => small.AppendAsync(TestLog.NewStream(), 0, new Named(new string('x', 1_024))));
        await small.AppendAsync(TestLog.NewStream(), 0, new Named(new string('x', 1_000)));
    }

    [Fact]
    public async Task The_same_stream_twice_in_one_append_is_a_mistake()
    {
        var stream = TestLog.NewStream();
        var twice = new AppendRequest([new StreamAppend(stream, "counter", 0, [new Counted(1)]), new StreamAppend(stream, "counter", 1, [new Counted(2)])], EventMetadata.None);
        await Assert.ThrowsAsync<ArgumentException>(() => Log.Store.AppendAsync(twice, _cancellation));
    }

    [Fact]
    public async Task Closing_the_log_waits_for_the_appends_that_it_has_taken()
    {
        var closing = await TestLog.NewAsync(_cancellation);
        var appends = Enumerable.Range(0, 200).Select(i => closing.AppendAsync(TestLog.NewStream(), 0, new Counted(i))).ToArray();
        await closing.Store.DisposeAsync();

        Assert.Equal(200, (await Task.WhenAll(appends)).Length);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closing.AppendAsync(TestLog.NewStream(), 0, new Counted(1)));
        await closing.Database.DisposeAsync();
    }

    [Fact]
    public async Task Who_comes_while_the_log_is_closing_is_told_so()
    {
        await using var closing = await TestLog.NewAsync(_cancellation, options: new EventStoreOptions { MaxQueuedAppends = 1 });
        Task<AppendResult> taken, late;
        ValueTask closed;
        await using (await closing.HoldAppendsAsync())
        {
            taken = closing.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
            closed = closing.Store.DisposeAsync();
            late = closing.AppendAsync(TestLog.NewStream(), 0, new Counted(2));
        }

        await taken.WaitAsync(TimeSpan.FromSeconds(30), _cancellation);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late.WaitAsync(TimeSpan.FromSeconds(30), _cancellation));
        await closed;
    }

    private static async Task<bool> TryAsync(Func<Task<AppendResult>> append)
    {
        try
        {
            await append();
            return true;
        }
        catch (Exception refused) when (refused is ConcurrencyException or ConstraintViolatedException or FormatException)
        {
            return false;
        }
    }

    public sealed class OneLog : IAsyncLifetime
    {
        public TestLog Log { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Log = await TestLog.NewAsync(CancellationToken.None);

        public ValueTask DisposeAsync() => Log.DisposeAsync();
    }
}
