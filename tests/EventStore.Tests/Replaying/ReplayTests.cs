using EventAgents.EventStore.Tests.Projecting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventAgents.EventStore.Tests.Replaying;

public sealed class ReplayTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("inline_counts")]
    [InlineData("async_counts")]
    public async Task Under_load_and_rebuilds_no_replay_finds_a_difference(string name)
    {
        await using var log = await OpenAsync();
        await using var runtime = await StartAsync(log);
        await AppendSomeAsync(log, streams: 20, rounds: 10);

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AppendUntilAsync(log, stopping.Token), CancellationToken.None)));
        var rebuilding = Task.Run(() => RebuildUntilAsync(runtime, name, stopping.Token), CancellationToken.None);
        var positions = new List<long>();
        for (var i = 0; i < 15; i++)
        {
            var result = await runtime.ReplayAsync(new ReplayScope(name), cancellation: _cancellation);
            Assert.True(result.IsEqual, $"round {i}: {result.Missing} missing, {result.Extra} extra, {result.Changed} changed at {result.Position}");
            Assert.True(result.Compared >= 20);
            positions.Add(result.Position);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(writing, rebuilding);
        Assert.True(positions[^1] > positions[0], "Nothing was appended while it replayed.");
    }

    [Fact]
    public async Task An_open_foreign_transaction_neither_blocks_a_replay_nor_confuses_it()
    {
        await using var log = await OpenAsync();
        await using var runtime = await StartAsync(log);
        await AppendSomeAsync(log, streams: 5, rounds: 2);
        await runtime.CatchUpAsync(_cancellation);
        await using var foreign = await ForeignWriter.OpenAsync(log);
        await foreign.BeginAsync();

        var result = await runtime.ReplayAsync(new ReplayScope("async_counts"), cancellation: _cancellation);
        Assert.True(result.IsEqual);
        await foreign.CommitAsync();
        await runtime.CatchUpAsync(_cancellation);
        result = await runtime.ReplayAsync(new ReplayScope("async_counts"), cancellation: _cancellation);
        Assert.True(result.IsEqual);
        Assert.Equal(6, result.Compared);
    }

    [Fact]
    public async Task One_tenant_is_compared_without_the_others()
    {
        await using var log = await OpenAsync();
        await using var runtime = await StartAsync(log);
        await log.AppendAsync(new StreamKey("acme", Guid.CreateVersion7()), 0, new Counted(1));
        await log.AppendAsync(new StreamKey("other", Guid.CreateVersion7()), 0, new Counted(1));
        await log.ScalarAsync("update read.inline_counts set total = 9 where tenant_id = 'other'");

        var acme = await runtime.ReplayAsync(new ReplayScope("inline_counts", TenantId: "acme"), cancellation: _cancellation);
        Assert.Equal((1, true), (acme.Compared, acme.IsEqual));
        var other = await runtime.ReplayAsync(new ReplayScope("inline_counts", TenantId: "other"), cancellation: _cancellation);
        Assert.Equal((1, 1), (other.Compared, other.Changed));
        Assert.Equal(["total"], other.Different[0].Columns);
        var all = await runtime.ReplayAsync(new ReplayScope("inline_counts"), cancellation: _cancellation);
        Assert.Equal((2, 1), (all.Compared, all.Changed));
    }

    [Fact]
    public async Task A_range_compares_the_rows_that_its_events_have_written_and_whatever_no_event_accounts_for()
    {
        await using var log = await OpenAsync();
        await using var runtime = await StartAsync(log);
        StreamKey[] streams = [TestLog.NewStream(), TestLog.NewStream(), TestLog.NewStream()];
        var positions = new List<long>();
        foreach (var stream in streams) positions.Add((await log.AppendAsync(stream, 0, new Counted(1))).LastPosition);
        var later = (await log.AppendAsync(streams[0], 1, new Counted(1))).LastPosition;
        await log.ScalarAsync($"update read.inline_counts set total = 9 where stream_id in ('{streams[0].Id}', '{streams[1].Id}')");

        async Task<(long Compared, long Changed)> CompareAsync(long? from, long? to)
        {
            var result = await runtime.ReplayAsync(new ReplayScope("inline_counts", FromPosition: from, ToPosition: to), cancellation: _cancellation);
            return (result.Compared, result.Changed);
        }

        Assert.Equal((3, 2), await CompareAsync(null, null));
        Assert.Equal((1, 1), await CompareAsync(positions[1], positions[1]));
        Assert.Equal((1, 0), await CompareAsync(positions[2], positions[2]));
        Assert.Equal((2, 1), await CompareAsync(positions[1], positions[2]));
        Assert.Equal((1, 1), await CompareAsync(later, null));
        Assert.Equal((1, 1), await CompareAsync(null, positions[0]));
        Assert.Equal((0, 0), await CompareAsync(later + 1, null));

        await log.ScalarAsync("insert into read.inline_counts (tenant_id, stream_id, events, total) values ('acme', gen_random_uuid(), 1, 1)");
        Assert.Equal((2, 0), await CompareAsync(positions[2], positions[2]));
    }

    [Fact]
    public async Task Equal_means_written_the_same_way()
    {
        await using var log = await OpenAsync();
        await using var runtime = await StartAsync(log);
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1), new Named("x"));
        await log.ScalarAsync("update read.inline_counts set name = ''");
        Assert.Equal(1, (await runtime.ReplayAsync(new ReplayScope("inline_counts"), cancellation: _cancellation)).Changed);
        await log.ScalarAsync("update read.inline_counts set name = null");
        Assert.Equal(1, (await runtime.ReplayAsync(new ReplayScope("inline_counts"), cancellation: _cancellation)).Changed);
    }

    [Fact]
    public async Task An_event_that_no_side_can_take_is_counted_and_no_difference()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var runtime = await StartAsync(log, inline: []);
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1), new Counted(CountProjection.Poison), new Counted(2));
        await runtime.CatchUpAsync(_cancellation);

        var result = await runtime.ReplayAsync(new ReplayScope("async_counts"), cancellation: _cancellation);
        Assert.True(result.IsEqual);
        Assert.Equal(1, result.Refused);
        Assert.Equal(1L, await log.ScalarAsync("select count(*) from ops.parked_events"));
    }

    [Fact]
    public async Task Many_differences_are_counted_and_some_are_shown()
    {
        await using var log = await OpenAsync();
        await using var runtime = await StartAsync(log);
        await AppendSomeAsync(log, streams: 50, rounds: 1);
        await log.ScalarAsync("update read.inline_counts set total = total + 1");

        var reports = new List<ReplayProgress>();
        var result = await runtime.ReplayAsync(new ReplayScope("inline_counts"), new Collect(reports), _cancellation);
        Assert.Equal((50, 50, ReplayResult.MaxShown), (result.Compared, result.Changed, result.Different.Count));
        Assert.Equal(ReplayPhase.Comparing, reports[^1].Phase);
        Assert.Contains(reports, r => r.Phase == ReplayPhase.Replaying && r.Position == r.Target);
    }

    [Fact]
    public async Task What_cannot_be_compared_says_why()
    {
        await using var log = await OpenAsync();
        await using var runtime = await StartAsync(log);
        await Assert.ThrowsAsync<ArgumentException>(() => runtime.ReplayAsync(new ReplayScope("no_such"), cancellation: _cancellation));

        await log.ScalarAsync("alter table read.inline_counts add column more text");
        Assert.Contains("columns", (await ImpossibleAsync(runtime, "inline_counts")).Message, StringComparison.Ordinal);
        await log.ScalarAsync("drop table read.inline_counts");
        Assert.Contains("missing", (await ImpossibleAsync(runtime, "inline_counts")).Message, StringComparison.Ordinal);
        await log.ScalarAsync("update ops.projections set version = 7 where name = 'async_counts'");
        Assert.Contains("version 7", (await ImpossibleAsync(runtime, "async_counts")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_whose_session_is_lost_leaves_nothing_behind()
    {
        await using var log = await OpenAsync();
        await using var runtime = await StartAsync(log);
        await AppendSomeAsync(log, streams: 20, rounds: 20);
        var replaying = runtime.ReplayAsync(new ReplayScope("inline_counts"), new Kill(log), _cancellation);
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => replaying);

        const string scratch = "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname like 'pg_temp%' or n.nspname like 'replay%'";
        while ((long)(await log.ScalarAsync(scratch))! > 0) await Task.Delay(10, _cancellation);
        Assert.True((await runtime.ReplayAsync(new ReplayScope("inline_counts"), cancellation: _cancellation)).IsEqual);
    }

    private static Task<ReplayImpossibleException> ImpossibleAsync(ProjectionRuntime runtime, string name) =>
        Assert.ThrowsAsync<ReplayImpossibleException>(() => runtime.ReplayAsync(new ReplayScope(name)));

    private Task<TestLog> OpenAsync() => TestLog.NewAsync(_cancellation, inline: [new CountProjection("inline_counts")]);

    private async Task<ProjectionRuntime> StartAsync(TestLog log, IReadOnlyList<IProjection>? inline = null)
    {
        var runtime = new ProjectionRuntime(log.Database, log.Store, inline ?? [new CountProjection("inline_counts")], [new CountProjection("async_counts")], TestLog.FastPolling, NullLogger.Instance);
        await runtime.BuildMissingAsync(cancellation: _cancellation);
        runtime.Start();
        return runtime;
    }

    private static async Task AppendSomeAsync(TestLog log, int streams, int rounds)
    {
        var keys = Enumerable.Range(0, streams).Select(_ => TestLog.NewStream()).ToList();
        for (var round = 0; round < rounds; round++) await Task.WhenAll(keys.Select(key => log.AppendAsync(key, round, new Counted(round + 1))));
    }

    private static async Task AppendUntilAsync(TestLog log, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1), new Named("x"));
            await Task.Delay(TimeSpan.FromMilliseconds(2), CancellationToken.None);  // else the log outgrows every replay
        }
    }

    private static async Task RebuildUntilAsync(ProjectionRuntime runtime, string name, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await runtime.RebuildAsync(name, cancellation: stopping);
                await Task.Delay(TimeSpan.FromMilliseconds(400), stopping);  // longer than a replay waits before it looks again
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }

    private sealed class Collect(List<ReplayProgress> reports) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => reports.Add(value);
    }

    /// <summary>Ends the session that replays, as a lost host would.</summary>
    private sealed class Kill(TestLog log) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value)
        {
            using var kill = log.Database.Pool.CreateCommand(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'eventagents replay inline_counts'");
            kill.ExecuteNonQuery();
        }
    }
}
