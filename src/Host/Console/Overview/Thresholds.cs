using System.Globalization;
using EventAgents.Host.Telemetry;
using EventAgents.Host.WebConsole.Shared;

namespace EventAgents.Host.WebConsole.Overview;

/// <summary>A value that may have a limit.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">How much it is now, in words.</param>
/// <param name="Limit">Its limit in words; null for none.</param>
/// <param name="Percent">How much of the limit is used, 0 to 100; null without a limit or a value.</param>
/// <param name="IsOver">Whether it is above its limit.</param>
public sealed record Threshold(string Name, string Value, string? Limit, double? Percent, bool IsOver);

/// <summary>The values that limits are set for, beside the limits of this environment.</summary>
internal static class Thresholds
{
    /// <param name="hour">What this process measured in the last hour.</param>
    /// <param name="tokensToday">Tokens that the organisation used today; null for whom that is not shown to.</param>
    /// <param name="limits">The limits.</param>
    public static IReadOnlyList<Threshold> Of(Measured hour, long? tokensToday, ThresholdOptions limits)
    {
        Threshold[] ofTheHour =
        [
            Compare("Slowest hook, p99 of the hour", hour.HookP99Seconds, limits.HookDurationP99Seconds, Milliseconds),
            Compare("Runs of agents that failed, last hour", hour.AgentFailureRatio, limits.AgentFailureRatio, Percent),
            Compare("Runs of hooks that failed, last hour", hour.HookFailureRatio, limits.HookFailureRatio, Percent),
            Compare("Errors, last hour", hour.Errors, limits.ErrorsPerHour, Count),
        ];
        return tokensToday is null ? ofTheHour : [.. ofTheHour, Compare("Tokens today (UTC), this organisation", tokensToday, limits.LlmTokensPerDay, Count)];
    }

    private static Threshold Compare(string name, double? value, double? limit, Func<double, string> inWords) => new(
        name, value is { } known ? inWords(known) : "nothing ran", limit is { } set ? inWords(set) : null,
        value is { } now && limit is > 0 ? Math.Min(100, 100 * now / limit.Value) : null, value > limit);

    private static string Count(double number) => Words.Count((long)number);

    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1_000:0.##} ms");

    private static string Percent(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio * 100:0.##} %");
}
