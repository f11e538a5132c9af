using System.Globalization;

namespace EventAgents.Host.Monitor;

/// <summary>A value beside its limit.</summary>
/// <param name="Name">The limit's name in <c>eventagents_threshold</c>.</param>
/// <param name="Value">Null while there is nothing to take it of.</param>
/// <param name="Limit">Null for none.</param>
/// <param name="Runs">Of how many runs a ratio is taken; null where that does not matter.</param>
internal sealed record ThresholdValue(string Name, double? Value, double? Limit, double? Runs = null)
{
    /// <summary>A ratio of fewer runs says nothing.</summary>
    public const int LeastRuns = 20;

    public bool IsAbove => Value > Limit && !(Runs < LeastRuns);
}

/// <summary>The values that limits are set for, as the rules in <c>ops/prometheus/rules</c> take them, from the looks that a monitor has had.</summary>
internal static class ThresholdValues
{
    private const string Hooks = "eventagents_hook_duration_seconds";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);

    public static IReadOnlyList<ThresholdValue> Of(MetricsHistory history, DateTimeOffset now)
    {
        var runs = history.Rise("eventagents_agent_runs_total", Hour, now);
        var failedRuns = history.Rise("eventagents_agent_runs_total", Hour, now, one => one.Label("outcome") is "failed" or "lost");
        var hookRuns = history.Rise($"{Hooks}_count", Hour, now);
        var failedHooks = history.Rise("eventagents_hook_failures_total", Hour, now);
        var errors = history.Rise("eventagents_errors_total", Hour, now, one => one.Label("severity") is "error" or "critical");
        var tokens = history.Rise("gen_ai_client_token_usage_sum", Day, now);
        double? Limit(string name) => history.Newest.Where(one => one.Name == "eventagents_threshold" && one.Label("name") == name).Select(one => (double?)one.Value).FirstOrDefault();
        return
        [
            new("hook_duration_p99_seconds", SlowestHook(history, now), Limit("hook_duration_p99_seconds")),
            new("agent_failure_ratio", runs > 0 ? failedRuns / runs : null, Limit("agent_failure_ratio"), runs),
            new("errors_per_hour", errors, Limit("errors_per_hour")),
            new("hook_failure_ratio", hookRuns > 0 ? failedHooks / hookRuns : null, Limit("hook_failure_ratio"), hookRuns),
            new("llm_tokens_per_day", tokens, Limit("llm_tokens_per_day")),
        ];
    }

    private static double? SlowestHook(MetricsHistory history, DateTimeOffset now) =>
        history.Newest.Where(one => one.Name == $"{Hooks}_bucket").Select(one => one.Label("hook")).Distinct().Select(hook => Quantile(history, hook, now)).Max();

    /// <summary>The 99th percentile as Prometheus' <c>histogram_quantile</c> has it: within a bucket, values lie evenly.</summary>
    private static double? Quantile(MetricsHistory history, string hook, DateTimeOffset now)
    {
        var bounds = history.Newest.Where(one => one.Name == $"{Hooks}_bucket" && one.Label("hook") == hook).Select(one => one.Label("le")).ToList();
        var counts = bounds.ConvertAll(bound => history.Rise($"{Hooks}_bucket", Hour, now, one => one.Label("hook") == hook && one.Label("le") == bound));
        if (counts.Count == 0 || counts[^1] <= 0) return null;
        var rank = 0.99 * counts[^1];
        var at = counts.FindIndex(count => count >= rank);
        if (at == counts.Count - 1) return Bound(bounds[^2]);
        var (below, from) = at == 0 ? (0, 0) : (counts[at - 1], Bound(bounds[at - 1]));
        return from + ((Bound(bounds[at]) - from) * (rank - below) / (counts[at] - below));
    }

    private static double Bound(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
