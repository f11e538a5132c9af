using System.Collections.Concurrent;
using Npgsql;

namespace EventAgents.EventStore.Tests.Read;

/// <summary>However many follow the log, with whatever filter and however slowly, each sees what a look at the whole log shows.</summary>
public sealed class LiveFeedTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_follower_sees_what_its_filter_lets_through_once_and_in_order_however_slow_it_is()
    {
        const int batches = 150, eventsOfBatch = 20;  // more than the feed keeps
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var other = await TestLog.OpenAsync(log.ConnectionString, _cancellation);
        var stream = TestLog.NewStream();
        await log.AppendAsync(stream, 0, new Counted(0));
        var middle = DateTimeOffset.UtcNow;
        EventFilter[] filters =
        [
            EventFilter.All, new() { TenantId = TestLog.Tenant }, new() { TenantId = "nobody" }, new() { Types = ["named"] }, new() { Types = ["counted", "no_such"] }, new() { StreamId = stream.Id },
            new() { UserName = "user-3" }, new() { CorrelationId = "talk-1", Types = ["counted"] }, new() { StreamType = "counter" }, new() { StreamType = "other", UserName = "user-2" },
            new() { From = middle }, new() { Until = middle },
        ];
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var followers = (from filter in filters from slow in new[] { false, true } from after in new[] { 0, 40 } select (filter, after, Seen: FollowAsync(log, filter, after, slow, stopping.Token))).ToList();

        await Task.WhenAll(new[] { log, other }.Select(async (host, number) =>
        {
            for (var batch = 0; batch < batches; batch++)
            {
                object[] events = [.. Enumerable.Range(0, eventsOfBatch).Select(i => i % 3 == 0 ? (object)new Named($"{i}") : new Counted(i))];
                var to = batch % 10 == 0 && number == 0 ? stream : TestLog.NewStream();
                var metadata = new EventMetadata { UserName = $"user-{batch % 5}", CorrelationId = $"talk-{batch % 7}" };
                await host.Store.AppendAsync(new AppendRequest([new StreamAppend(to, batch % 4 == 0 ? "other" : "counter", StreamAppend.AnyVersion, events)], metadata), _cancellation);
            }
        }));
        var late = followers.Concat([(EventFilter.All, 100, FollowAsync(log, EventFilter.All, 100, slow: false, stopping.Token))]).ToList();
        await log.Store.Mark.CatchUpAsync(_cancellation);

        foreach (var (filter, after, seen) in late)
        {
            var expected = (await log.ReadAllAsync(filter)).Select(e => e.Position).Where(position => position > after).ToList();
            while (seen.Positions.Count < expected.Count && !seen.Ended.IsCompleted) await Task.Delay(TimeSpan.FromMilliseconds(10), _cancellation);
            Assert.Equal(expected, seen.Positions.Take(expected.Count + 1));
        }

        await stopping.CancelAsync();
        foreach (var (_, _, seen) in late) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => seen.Ended);
    }

    [Fact]
    public async Task An_event_is_read_once_for_all_who_wait_for_it()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
        var start = log.Store.Mark.Position;
        var followers = Enumerable.Range(0, 5).Select(_ => log.Store.SubscribeAsync(EventFilter.All, start, _cancellation).GetAsyncEnumerator(_cancellation)).ToList();
        var waiting = followers.ConvertAll(follower => follower.MoveNextAsync().AsTask());
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(2));
        Assert.All(await Task.WhenAll(waiting), Assert.True);
        Assert.All(followers, follower => Assert.Same(followers[0].Current, follower.Current));
        foreach (var follower in followers) await follower.DisposeAsync();
    }

    [Fact]
    public async Task When_the_database_goes_away_every_follower_is_told_and_who_comes_back_misses_nothing()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
        var followers = Enumerable.Range(0, 3).Select(_ => log.Store.SubscribeAsync(EventFilter.All, 0, _cancellation).GetAsyncEnumerator(_cancellation)).ToList();
        foreach (var follower in followers) Assert.True(await follower.MoveNextAsync());
        var last = followers[0].Current.Position;
        var waiting = followers.ConvertAll(follower => follower.MoveNextAsync().AsTask());

        // From now on nobody can read the table; what comes is still announced.
        await log.ScalarAsync("alter table events.mt_events rename column data to gone");
        await using (var foreign = await log.OpenForeignAsync())
        {
            await using var insert = new NpgsqlCommand(
                """
                insert into events.mt_streams (tenant_id, id, type, version) values ('acme', '00000000-0000-0000-0000-000000000001', 'counter', 1);
                insert into events.mt_events (seq_id, id, stream_id, version, gone, type, tenant_id)
                values (nextval('events.mt_events_sequence'), gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 1, '{"value":2}', 'counted', 'acme')
                """,
                foreign);
            await insert.ExecuteNonQueryAsync(_cancellation);
        }

        foreach (var told in waiting) await Assert.ThrowsAnyAsync<NpgsqlException>(() => told);
        await log.ScalarAsync("alter table events.mt_events rename column gone to data");
        await using var again = log.Store.SubscribeAsync(EventFilter.All, last, _cancellation).GetAsyncEnumerator(_cancellation);
        Assert.True(await again.MoveNextAsync());
        Assert.Equal(new Counted(2), again.Current.Data);
        foreach (var follower in followers) await follower.DisposeAsync();
    }

    private static Seen FollowAsync(TestLog log, EventFilter filter, long after, bool slow, CancellationToken cancellation)
    {
        var positions = new ConcurrentQueue<long>();
        return new Seen(positions, Task.Run(
            async () =>
            {
                await foreach (var stored in log.Store.SubscribeAsync(filter, after, cancellation))
                {
                    positions.Enqueue(stored.Position);
                    if (slow && positions.Count % 200 == 0) await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
                }
            },
            CancellationToken.None));
    }

    private sealed record Seen(ConcurrentQueue<long> Positions, Task Ended);
}
