using System.Globalization;
using System.Text;

namespace EventAgents.Host.Load;

/// <summary>What a load measured. Latencies are milliseconds from when a request was due.</summary>
/// <param name="TargetRate">Requests a second that were wanted; null for as many as possible.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Sent">Requests that were sent and have ended.</param>
/// <param name="Missed">Requests that were due and not sent, since every slot was taken.</param>
/// <param name="Rate">Requests a second that ended.</param>
/// <param name="Failed">Requests that failed, of those sent.</param>
/// <param name="P50">Half of them took no longer.</param>
/// <param name="P95">19 of 20 took no longer.</param>
/// <param name="P99">99 of 100 took no longer.</param>
/// <param name="Operations">The same by operation.</param>
/// <param name="Failures">What failed, by operation and kind.</param>
internal sealed record LoadReport(
    double? TargetRate, double Seconds, long Sent, long Missed, double Rate, long Failed, double P50, double P95, double P99,
    IReadOnlyList<LoadReport.Operation> Operations, IReadOnlyList<LoadReport.Failure> Failures)
{
    /// <summary>One kind of request.</summary>
    internal sealed record Operation(string Name, long Sent, double Rate, double P50, double P95, double P99);

    /// <summary>One kind of failure.</summary>
    internal sealed record Failure(string Operation, string Kind, long Count);

    public static LoadReport Of(LoadOptions options, LoadFigures figures, TimeSpan elapsed)
    {
        var seconds = Math.Max(elapsed.TotalSeconds, 0.001);
        var all = figures.All;
        var due = options.Rate is { } rate ? (long)Math.Ceiling(rate * Math.Min(seconds, options.Duration.TotalSeconds)) : all.Count;
        var missed = Math.Max(0, due - all.Count - options.Concurrency);
        return new LoadReport(
            options.Rate, Math.Round(seconds, 3), all.Count, missed, Math.Round(all.Count / seconds, 1), figures.FailureCount, all.Percentile(0.50), all.Percentile(0.95),
            all.Percentile(0.99),
            [.. figures.Operations.Select(o => new Operation(
                o.Key, o.Value.Count, Math.Round(o.Value.Count / seconds, 1), o.Value.Percentile(0.50), o.Value.Percentile(0.95), o.Value.Percentile(0.99)))],
            [.. figures.Failures.Select(f => new Failure(f.Key.Operation, f.Key.Kind, f.Value))]);
    }

    /// <summary>How it goes, on one line.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Sent:N0} sent, {Rate:N0}/s, p99 {P99:N1} ms, {Failed:N0} failed, {Missed:N0} missed");

    /// <summary>A table for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"{"",-26} {"sent",9} {"per s",9} {"p50 ms",9} {"p95 ms",9} {"p99 ms",9}");
        foreach (var o in Operations) Line($"{o.Name,-26} {o.Sent,9:N0} {o.Rate,9:N1} {o.P50,9:N1} {o.P95,9:N1} {o.P99,9:N1}");
        Line($"{"all",-26} {Sent,9:N0} {Rate,9:N1} {P50,9:N1} {P95,9:N1} {P99,9:N1}");
        foreach (var f in Failures) Line($"failed: {f.Operation}: {f.Kind}: {f.Count:N0}");
        if (Missed > 0) Line($"{Missed:N0} requests were due and not sent: every slot waited for an answer. The host, or this machine, is slower than the rate.");
        return text.ToString();
    }
}
