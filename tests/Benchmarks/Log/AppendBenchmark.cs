namespace EventAgents.Benchmarks.Log;

/// <summary>How many durable appends a second, beside the same rows written by Npgsql alone. The budget and its reason: docs/adr/0002-group-commit.md.</summary>
internal static class AppendBenchmark
{
    public static async Task RunAsync()
    {
        await using var log = await BenchmarkLog.OpenAsync();
        foreach (var (callers, count) in new[] { (1, 1_000), (16, 4_000), (64, 16_000) })
        {
            Report.Title($"Append one event to a new stream, {callers} callers");
            await Report.CompareAsync(
                count, "appends",
                ("one prepared statement each", () => InParallelAsync(callers, count, share => PlainAppends.OneByOneAsync(log.Plain, share))),
                ("the log", () => InParallelAsync(callers, count, share => AppendNewAsync(log, share))),
                ("unnest of 100, one caller", () => PlainAppends.ByHundredAsync(log.Plain, count)),
                ("binary COPY, one caller", () => PlainAppends.CopyAsync(log.Plain, count)));
        }

        foreach (var callers in new[] { 1, 16, 64 })
        {
            Report.Title($"Append one event to a known stream at its expected version, {callers} callers");
            var count = callers * 200;
            var streams = await log.FillAsync(count, eventsEach: 1);
            var version = 1L;
            await Report.CompareAsync(
                count, "appends",
                ("one prepared statement each", () => ++version is var next ? InParallelAsync(callers, streams, share => PlainAppends.NextAsync(log.Plain, share, next)) : Task.CompletedTask),
                ("the log", () => version++ is var seen ? InParallelAsync(callers, streams, share => AppendNextAsync(log, share, seen)) : Task.CompletedTask));
        }

        Report.Title("Append 100 events to a new stream, one caller");
        await Report.CompareAsync(
            10_000, "events",
            ("unnest of 100", () => PlainAppends.ByHundredAsync(log.Plain, 10_000)),
            ("the log", () => log.FillOneByOneAsync(100, 100)));
    }

    private static async Task AppendNewAsync(BenchmarkLog log, int count)
    {
        for (var i = 0; i < count; i++) await log.AppendAsync(BenchmarkLog.NewStream(), 0, BenchmarkLog.NewEvent(i));
    }

    private static async Task AppendNextAsync(BenchmarkLog log, IReadOnlyList<EventStore.StreamKey> streams, long version)
    {
        foreach (var stream in streams) await log.AppendAsync(stream, version, BenchmarkLog.NewEvent(0));
    }

    private static async Task FillOneByOneAsync(this BenchmarkLog log, int streams, int eventsEach)
    {
        for (var i = 0; i < streams; i++) await log.FillAsync(1, eventsEach);
    }

    private static Task InParallelAsync(int callers, int count, Func<int, Task> share) => Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => share(count / callers))));

    private static Task InParallelAsync(int callers, List<EventStore.StreamKey> items, Func<IReadOnlyList<EventStore.StreamKey>, Task> share) =>
        Task.WhenAll(items.Chunk(items.Count / callers).Select(chunk => Task.Run(() => share(chunk))));
}
