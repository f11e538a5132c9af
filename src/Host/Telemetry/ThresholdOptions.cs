using System.ComponentModel.DataAnnotations;

namespace EventAgents.Host.Telemetry;

/// <summary>
/// Limits above which somebody is told (section <c>Thresholds</c>). Each has a default per environment, in <c>appsettings.{Environment}.json</c>; empty: no
/// limit. They are only compared and reported: nothing is refused because of them.
/// </summary>
internal sealed class ThresholdOptions
{
    /// <summary>Time in seconds that 99 of 100 runs of a hook may take, over 1 h. Default: Staging 0.020, Production 0.010.</summary>
    [Range(0.000_1, 60)] public double? HookDurationP99Seconds { get; set; }

    /// <summary>Share of ended runs of agents that may fail, over 1 h. Default: Staging 0.06, Production 0.03.</summary>
    [Range(0, 1)] public double? AgentFailureRatio { get; set; }

    /// <summary>How many errors an hour may hold. Default: Staging 20, Production 10.</summary>
    [Range(0, 1_000_000)] public double? ErrorsPerHour { get; set; }

    /// <summary>Share of runs of hooks that may fail, over 1 h. Default: Staging 0.10, Production 0.05.</summary>
    [Range(0, 1)] public double? HookFailureRatio { get; set; }

    /// <summary>Tokens, in and out, that a day may use. Default: Staging 100,000.</summary>
    [Range(1, 1_000_000_000_000)] public long? LlmTokensPerDay { get; set; }

    /// <summary>The limits that are set, by their names in <c>eventagents_threshold</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Limits() =>
    [
        .. from limit in new Dictionary<string, double?>
           {
               ["hook_duration_p99_seconds"] = HookDurationP99Seconds,
               ["agent_failure_ratio"] = AgentFailureRatio,
               ["errors_per_hour"] = ErrorsPerHour,
               ["hook_failure_ratio"] = HookFailureRatio,
               ["llm_tokens_per_day"] = LlmTokensPerDay,
           }
           where limit.Value is not null
           select KeyValuePair.Create(limit.Key, limit.Value!.Value),
    ];
}
