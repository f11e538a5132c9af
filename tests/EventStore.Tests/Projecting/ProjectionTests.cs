using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EventAgents.EventStore.Tests.Projecting;

public sealed class ProjectionTests
{
    private const string Rows = "select string_agg(stream_id || ' ' || events || ' ' || total || ' ' || coalesce(name, '-'), E'\n' order by stream_id) from read.{0}";

    private const string KillOwner = """
        select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
          and (classid::bigint << 32) | objid::bigint = hashtextextended('eventagents shard counts', 0)
        """;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_inline_projection_can_be_read_as_soon_as_the_append_is_answered()
    {
        var counts = new CountProjection();
        await using var log = await TestLog.NewAsync(_cancellation, inline: [counts]);
        await using var runtime = Runtime(log, inline: [counts]);
        await runtime.BuildMissingAsync(cancellation: _cancellation);

        for (var i = 1; i <= 5; i++)
        {
            await log.AppendAsync(TestLog.NewStream(), 0, new Counted(i), new Named("x"));
            Assert.Equal((long)i, await log.ScalarAsync("select count(*) from read.counts where name = 'x'"));
        }
    }

    [Fact]
    public async Task Live_inline_live_asynchronous_and_rebuilt_rows_are_the_same()
    {
        var (inline, asynchronous) = (new CountProjection("inline_counts"), new CountProjection("async_counts"));
        await using var log = await TestLog.NewAsync(_cancellation, inline: [inline]);
        await using var runtime = Runtime(log, [inline], [asynchronous]);
        await runtime.BuildMissingAsync(cancellation: _cancellation);
        runtime.Start();
        await AppendSomeAsync(log, streams: 20, rounds: 10);
        await runtime.CatchUpAsync(_cancellation);

        var live = await log.ScalarAsync(Rows.Replace("{0}", "inline_counts", StringComparison.Ordinal));
        Assert.Equal(live, await log.ScalarAsync(Rows.Replace("{0}", "async_counts", StringComparison.Ordinal)));
        await runtime.RebuildAsync("inline_counts", cancellation: _cancellation);
        await runtime.RebuildAsync("async_counts", cancellation: _cancellation);
        Assert.Equal(live, await log.ScalarAsync(Rows.Replace("{0}", "inline_counts", StringComparison.Ordinal)));
        Assert.Equal(live, await log.ScalarAsync(Rows.Replace("{0}", "async_counts", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_rebuild_under_load_never_shows_fewer_rows_and_misses_none()
    {
        var (inline, asynchronous) = (new CountProjection("inline_counts"), new CountProjection("async_counts"));
        await using var log = await TestLog.NewAsync(_cancellation, inline: [inline]);
        await using var runtime = Runtime(log, [inline], [asynchronous]);
        await runtime.BuildMissingAsync(cancellation: _cancellation);
        runtime.Start();
        await AppendSomeAsync(log, streams: 50, rounds: 4);
        await runtime.CatchUpAsync(_cancellation);

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var watching = new TaskCompletionSource();
        var fewest = WatchFewestRowsAsync(log, watching, stopping.Token);
        await watching.Task;
        var writing = AppendSomeAsync(log, streams: 50, rounds: 20);
        var reports = new List<RebuildProgress>();
        await runtime.RebuildAsync("inline_counts", new Collect(reports), _cancellation);
        await runtime.RebuildAsync("async_counts", cancellation: _cancellation);
        await writing;
        await runtime.CatchUpAsync(_cancellation);
        await stopping.CancelAsync();

        Assert.Equal(50, await fewest);
        Assert.NotEmpty(reports);
        Assert.Equal(reports[^1].Target, reports[^1].Position);
        Assert.Equal((100L, 1_200L), (await log.ScalarAsync("select count(*) from read.inline_counts"), await log.ScalarAsync("select sum(events)::bigint from read.inline_counts")));
        Assert.Equal((100L, 1_200L), (await log.ScalarAsync("select count(*) from read.async_counts"), await log.ScalarAsync("select sum(events)::bigint from read.async_counts")));
    }

    [Fact]
    public async Task A_new_version_is_built_before_it_is_used()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await AppendSomeAsync(log, streams: 3, rounds: 2);
        await using (var old = Runtime(log, asynchronous: [new CountProjection()])) await old.BuildMissingAsync(cancellation: _cancellation);
        await using var runtime = Runtime(log, asynchronous: [new CountProjection(version: 2, step: 10)]);
        await runtime.BuildMissingAsync(cancellation: _cancellation);

        Assert.Equal(60L, await log.ScalarAsync("select sum(events)::bigint from read.counts"));
        Assert.Equal(["counts:V2:All"], (string[])(await log.ScalarAsync("select array_agg(name order by name) from events.mt_event_progression"))!);
    }

    [Fact]
    public async Task A_host_of_the_version_before_does_not_write_into_the_new_versions_rows()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var old = Runtime(log, asynchronous: [new CountProjection()]);
        await old.BuildMissingAsync(cancellation: _cancellation);
        old.Start();
        await AppendSomeAsync(log, streams: 3, rounds: 2);
        await old.CatchUpAsync(_cancellation);

        await using var runtime = Runtime(log, asynchronous: [new CountProjection(version: 2, step: 10)]);
        await runtime.BuildMissingAsync(cancellation: _cancellation);
        await AppendSomeAsync(log, streams: 3, rounds: 2);
        runtime.Start();
        await runtime.CatchUpAsync(_cancellation).WaitAsync(TimeSpan.FromSeconds(30), _cancellation);
        Assert.Equal(120L, await log.ScalarAsync("select sum(events)::bigint from read.counts"));
    }

    [Theory]
    [InlineData(PoisonPolicy.Park, 2)]
    [InlineData(PoisonPolicy.Stop, 1)]
    public async Task An_event_that_cannot_be_projected_is_parked_with_its_error(PoisonPolicy policy, int rows)
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var runtime = Runtime(log, asynchronous: [new CountProjection()], options: new EventStoreOptions { OnPoisonEvent = policy });
        await runtime.BuildMissingAsync(cancellation: _cancellation);
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(CountProjection.Poison));
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(3));
        runtime.Start();

        await EventuallyAsync(async () => (long)(await log.ScalarAsync("select count(*) from ops.parked_events"))! == 1 && (long)(await log.ScalarAsync("select count(*) from read.counts"))! == rows);
        Assert.Equal("InvalidOperationException: No count is negative.", await log.ScalarAsync("select error from ops.parked_events where seq_id = 2"));
        var status = Assert.Single(await runtime.StatusAsync(_cancellation));
        Assert.Equal(policy == PoisonPolicy.Stop ? 1 : 3, status.Position);
    }

    [Fact]
    public async Task Rows_that_postgresql_refuses_are_parked_without_their_values()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var runtime = Runtime(log, asynchronous: [new CountProjection()]);
        await runtime.BuildMissingAsync(cancellation: _cancellation);
        runtime.Start();
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(-4_711));
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
        await runtime.CatchUpAsync(_cancellation);

        var error = (string)(await log.ScalarAsync("select error from ops.parked_events"))!;
        Assert.Contains("counts_total_check", error, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", error, StringComparison.Ordinal);
        Assert.Equal(1L, await log.ScalarAsync("select count(*) from read.counts"));
    }

    [Fact]
    public async Task A_rebuild_parks_what_it_cannot_take_as_the_shard_did()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(CountProjection.Poison));
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(3));
        await using var runtime = Runtime(log, asynchronous: [new CountProjection()]);
        for (var build = 0; build < 2; build++)
        {
            await runtime.RebuildAsync("counts", cancellation: _cancellation);
            Assert.Equal(2L, await log.ScalarAsync("select count(*) from read.counts"));
            Assert.Equal("counts 2", await log.ScalarAsync("select string_agg(projection || ' ' || seq_id, ', ') from ops.parked_events"));
        }

        await using var strict = Runtime(log, asynchronous: [new CountProjection()], options: new EventStoreOptions { OnPoisonEvent = PoisonPolicy.Stop });
        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => strict.RebuildAsync("counts", cancellation: _cancellation));
        Assert.Contains("position 2", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(2L, await log.ScalarAsync("select count(*) from read.counts"));
    }

    [Fact]
    public async Task A_shard_without_its_table_blames_no_event_and_goes_on_when_the_table_is_back()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var runtime = Runtime(log, asynchronous: [new CountProjection()]);
        await runtime.BuildMissingAsync(cancellation: _cancellation);
        await log.ScalarAsync("alter table read.counts rename to away");
        runtime.Start();
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));
        await EventuallyAsync(async () => (long)(await log.ScalarAsync("select xact_rollback from pg_stat_database where datname = current_database()"))! > 3);

        await log.ScalarAsync("alter table read.away rename to counts");
        await runtime.CatchUpAsync(_cancellation).WaitAsync(TimeSpan.FromSeconds(30), _cancellation);
        Assert.Equal(1L, await log.ScalarAsync("select count(*) from read.counts"));
        Assert.Equal(0L, await log.ScalarAsync("select count(*) from ops.parked_events"));
    }

    [Fact]
    public async Task A_long_query_delays_a_rebuild_but_no_append()
    {
        var counts = new CountProjection();
        await using var log = await TestLog.NewAsync(_cancellation, inline: [counts]);
        await using var runtime = Runtime(log, inline: [counts]);
        await runtime.BuildMissingAsync(cancellation: _cancellation);
        await using var query = await ForeignWriter.OpenAsync(log);
        await query.ExecuteAsync("select count(*) from read.counts");

        var rebuilding = runtime.RebuildAsync("counts", cancellation: _cancellation);
        await log.SomebodyWaitsAsync();
        await AppendSomeAsync(log, streams: 5, rounds: 2).WaitAsync(TimeSpan.FromSeconds(20), _cancellation);
        Assert.False(rebuilding.IsCompleted);
        await query.CommitAsync();
        await rebuilding;
        Assert.Equal(10L, await log.ScalarAsync("select sum(events)::bigint from read.counts"));
    }

    [Fact]
    public async Task One_host_runs_a_shard_and_another_takes_it_over_when_its_connection_dies()
    {
        await using var first = await TestLog.NewAsync(_cancellation);
        await using var second = await TestLog.OpenAsync(first.ConnectionString, _cancellation);
        await using var runtimes = new Both(Runtime(first, asynchronous: [new CountProjection()]), Runtime(second, asynchronous: [new CountProjection()]));
        await runtimes.First.BuildMissingAsync(cancellation: _cancellation);
        runtimes.First.Start();
        runtimes.Second.Start();

        for (var round = 1; round <= 5; round++)
        {
            await AppendSomeAsync(first, streams: 20, rounds: 2);
            await first.ScalarAsync(KillOwner);
            await AppendSomeAsync(second, streams: 20, rounds: 2);
        }

        await runtimes.Second.CatchUpAsync(_cancellation);
        Assert.Equal(5L * 2 * 20 * 2, await first.ScalarAsync("select sum(events)::bigint from read.counts"));
    }

    [Fact]
    public async Task Two_hosts_that_start_together_build_a_projection_once()
    {
        await using var first = await TestLog.NewAsync(_cancellation);
        await using var second = await TestLog.OpenAsync(first.ConnectionString, _cancellation);
        await AppendSomeAsync(first, streams: 5, rounds: 1);
        await Task.WhenAll(new[] { first, second }.Select(log => Runtime(log, asynchronous: [new CountProjection()]).BuildMissingAsync(cancellation: _cancellation)));

        Assert.Equal(5L, await first.ScalarAsync("select sum(events)::bigint from read.counts"));
        Assert.Equal(0L, await first.ScalarAsync("select count(*) from pg_namespace where nspname like 'rebuild%'"));
    }

    [Fact]
    public async Task An_unknown_projection_cannot_be_rebuilt()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var runtime = Runtime(log, asynchronous: [new CountProjection()]);
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => runtime.RebuildAsync("nothing", cancellation: _cancellation));
        Assert.Contains("counts", refused.Message, StringComparison.Ordinal);
    }

    private static ProjectionRuntime Runtime(TestLog log, IReadOnlyList<IProjection>? inline = null, IReadOnlyList<IProjection>? asynchronous = null, EventStoreOptions? options = null) =>
        new(log.Database, log.Store, inline ?? [], asynchronous ?? [], options ?? TestLog.FastPolling, NullLogger.Instance);

    private static async Task AppendSomeAsync(TestLog log, int streams, int rounds)
    {
        var keys = Enumerable.Range(0, streams).Select(_ => TestLog.NewStream()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            await Task.WhenAll(keys.Select((key, i) => log.AppendAsync(key, round, new Counted(i))));
        }
    }

    private static async Task<long> WatchFewestRowsAsync(TestLog log, TaskCompletionSource watching, CancellationToken cancellation)
    {
        var fewest = long.MaxValue;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                fewest = Math.Min(fewest, (long)(await log.ScalarAsync("select least((select count(*) from read.inline_counts), (select count(*) from read.async_counts))"))!);
                watching.TrySetResult();
            }
            catch (PostgresException swapped) when (swapped.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InternalError)
            {
                // A query that was being planned in the very moment of the swap; the next one reads the new table.
            }
        }

        return fewest;
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            if (await condition()) return;
            await Task.Delay(20);
        }

        Assert.Fail("It never came true.");
    }

    private sealed class Collect(List<RebuildProgress> reports) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => reports.Add(value);
    }

    private sealed class Both(ProjectionRuntime first, ProjectionRuntime second) : IAsyncDisposable
    {
        public ProjectionRuntime First => first;

        public ProjectionRuntime Second => second;

        public async ValueTask DisposeAsync()
        {
            await first.DisposeAsync();
            await second.DisposeAsync();
        }
    }
}
