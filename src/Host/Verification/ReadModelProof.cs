using EventAgents.EventStore;

namespace EventAgents.Host.Verification;

/// <summary>The rows of a read model are those that the log alone gives.</summary>
internal sealed class ReadModelProof(ProjectionRuntime projections, string projection) : IProof
{
    public string Name => projection;

    public async Task<Finding> RunAsync(IProgress<double> progress, CancellationToken cancellation)
    {
        try
        {
            var result = await projections.ReplayAsync(new ReplayScope(projection), new Share(progress), cancellation);
            return new Finding(Name, result.IsEqual, Describe(result), result);
        }
        catch (ReplayImpossibleException impossible)
        {
            return new Finding(Name, Holds: false, impossible.Message, Details: null);
        }
    }

    private static string Describe(ReplayResult result) => result.IsEqual
        ? $"{result.Compared:N0} rows equal at position {result.Position:N0}"
        : $"{result.Missing:N0} missing, {result.Extra:N0} extra, {result.Changed:N0} changed of {result.Compared:N0} rows at position {result.Position:N0}"
            + string.Concat(result.Different.Select(row => $"\n    {Describe(row)}"));

    private static string Describe(RowDifference row) =>
        $"{row.Kind.ToString().ToLowerInvariant()}: {row.Table} {string.Join(' ', row.Key.Select(k => $"{k.Key}={k.Value}"))}{(row.Columns.Count > 0 ? $" in {string.Join(", ", row.Columns)}" : "")}";

    // Reported in order, on the thread that replays.
    private sealed class Share(IProgress<double> progress) : IProgress<ReplayProgress>
    {
        // Comparing takes about as long as a tenth of the replay.
        private const double ReplayingShare = 0.9;

        public void Report(ReplayProgress value) =>
            progress.Report(value.Phase == ReplayPhase.Comparing ? ReplayingShare : ReplayingShare * value.Position / Math.Max(1, value.Target));
    }
}
