namespace EventAgents.EventStore.Tests.Read;

public sealed class HighWaterMarkTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_waits_for_a_foreign_transaction_with_a_lower_number()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var foreign = await ForeignWriter.OpenAsync(log);
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
        var late = await foreign.BeginAsync();
        var ours = await log.AppendAsync(TestLog.NewStream(), 0, new Counted(3));

        Assert.Equal([1L], (await log.ReadAllAsync()).Select(e => e.Position));
        await foreign.CommitAsync();
        await log.Store.Mark.WaitBeyondAsync(ours.LastPosition - 1, _cancellation);
        Assert.Equal([1L, late, ours.LastPosition], (await log.ReadAllAsync()).Select(e => e.Position));
    }

    [Fact]
    public async Task A_number_that_was_rolled_back_is_a_hole_and_stops_nobody()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var foreign = await ForeignWriter.OpenAsync(log);
        await foreign.BeginAsync();
        var ours = await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
        await foreign.RollBackAsync();

        await log.Store.Mark.WaitBeyondAsync(ours.LastPosition - 1, _cancellation);
        Assert.Equal([ours.LastPosition], (await log.ReadAllAsync()).Select(e => e.Position));
    }

    [Fact]
    public async Task A_report_that_runs_for_long_holds_nobody_up_at_a_hole()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var report = await ForeignWriter.OpenAsync(log);
        await report.ExecuteAsync("select count(*) from events.mt_events");
        await using var foreign = await ForeignWriter.OpenAsync(log);
        await foreign.BeginAsync();
        await foreign.RollBackAsync();
        var ours = await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));

        await log.Store.Mark.WaitBeyondAsync(ours.LastPosition - 1, _cancellation).WaitAsync(TimeSpan.FromSeconds(30), _cancellation);
        Assert.Equal([ours.LastPosition], (await log.ReadAllAsync()).Select(e => e.Position));
    }

    [Fact]
    public async Task A_host_that_starts_over_a_gap_waits_for_it_too()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var foreign = await ForeignWriter.OpenAsync(log);
        var late = await foreign.BeginAsync();
        var ours = await log.AppendAsync(TestLog.NewStream(), 0, new Counted(2));

        var opening = TestLog.OpenAsync(log.ConnectionString, _cancellation);
        await foreign.CommitAsync();
        await using var second = await opening;
        Assert.Equal([late, ours.LastPosition], (await second.ReadAllAsync()).Select(e => e.Position));
    }

    [Fact]
    public async Task Subscribers_on_two_hosts_see_every_event_once_and_in_order_beside_foreign_writers()
    {
        const int perWriter = 150;
        await using var first = await TestLog.NewAsync(_cancellation);
        await using var second = await TestLog.OpenAsync(first.ConnectionString, _cancellation);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);

        var readers = new[] { first, second }.Select(log => Task.Run(async () =>
        {
            var seen = new List<long>();
            await foreach (var stored in log.Store.SubscribeAsync(EventFilter.All, 0, stopping.Token))
            {
                seen.Add(stored.Position);
                if (seen.Count == 4 * perWriter) break;
            }

            return seen;
        })).ToArray();

        await Task.WhenAll(WriteAsync(first), WriteAsync(second), WriteForeignAsync(1), WriteForeignAsync(2));
        var all = await first.ScalarAsync("select array_agg(seq_id order by seq_id) from events.mt_events");
        foreach (var reader in readers) Assert.Equal((long[])all!, await reader.WaitAsync(TimeSpan.FromSeconds(30), _cancellation));

        async Task WriteAsync(TestLog log)
        {
            for (var i = 0; i < perWriter; i++) await log.AppendAsync(TestLog.NewStream(), 0, new Counted(i));
        }

        async Task WriteForeignAsync(int seed)
        {
            var random = new Random(seed);
            await using var foreign = await ForeignWriter.OpenAsync(first);
            for (var i = 0; i < perWriter; i++)
            {
                await foreign.BeginAsync();
                if (random.Next(4) == 0) await Task.Delay(random.Next(5), _cancellation);  // holds its number back while others commit
                await foreign.CommitAsync();
                if (random.Next(10) != 0) continue;
                await foreign.BeginAsync();
                await foreign.RollBackAsync();
            }
        }
    }

    [Fact]
    public async Task An_append_on_one_host_wakes_a_reader_on_another()
    {
        var neverPolls = new EventStoreOptions { PollInterval = TimeSpan.FromHours(1) };
        await using var writer = await TestLog.NewAsync(_cancellation, options: neverPolls);
        await using var reader = await TestLog.OpenAsync(writer.ConnectionString, _cancellation, options: neverPolls);
        await using var events = reader.Store.SubscribeAsync(EventFilter.All, 0, _cancellation).GetAsyncEnumerator(_cancellation);

        for (var i = 0; i < 3; i++)
        {
            await writer.AppendAsync(TestLog.NewStream(), 0, new Counted(i));
            Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), _cancellation));
            Assert.Equal(new Counted(i), events.Current.Data);
        }
    }

    [Fact]
    public async Task A_host_that_appends_all_the_time_does_not_listen_and_misses_nothing()
    {
        await using var busy = await TestLog.NewAsync(_cancellation);
        await using var other = await TestLog.OpenAsync(busy.ConnectionString, _cancellation, options: new EventStoreOptions { PollInterval = TimeSpan.FromHours(1) });
        var last = 0L;
        while (!await LastSaidAsync("unlisten")) last = (await busy.AppendAsync(TestLog.NewStream(), 0, new Counted(1))).LastPosition;

        var others = await other.AppendAsync(TestLog.NewStream(), 0, new Counted(2));
        var own = await busy.AppendAsync(TestLog.NewStream(), 0, new Counted(3));
        await busy.Store.Mark.WaitBeyondAsync(own.LastPosition - 1, _cancellation).WaitAsync(TimeSpan.FromSeconds(30), _cancellation);
        Assert.Equal([last, others.LastPosition, own.LastPosition], (await busy.ReadAllAsync()).TakeLast(3).Select(e => e.Position));
        while (await LastSaidAsync("unlisten")) await Task.Delay(10, _cancellation);

        async Task<bool> LastSaidAsync(string word) =>
            (bool)(await busy.ScalarAsync($"select exists (select from pg_stat_activity where datname = current_database() and query = '{word} mt_events_appended')"))!;
    }
}
