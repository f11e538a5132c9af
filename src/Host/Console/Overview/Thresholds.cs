using System.Globalization;
using EventAgents.Host.Monitor;
using EventAgents.Host.Telemetry;
using EventAgents.Host.WebConsole.Shared;

namespace EventAgents.Host.WebConsole.Overview;

/// <summary>A value that may have a limit.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsOfThisProcess">Whether it is what this process measured, and not the organisation's from the store.</param>
/// <param name="Value">How much it is now, in words.</param>
/// <param name="Limit">Its limit in words; null for none.</param>
/// <param name="Percent">How much of the limit is used, 0 to 100; null without a limit or a value.</param>
/// <param name="IsOver">Whether it is above its limit.</param>
/// <param name="Caveat">Why it is not held against its limit; null when it is.</param>
public sealed record Threshold(string Name, bool IsOfThisProcess, string Value, string? Limit, double? Percent, bool IsOver, string? Caveat = null);

/// <summary>The values that limits are set for, beside the limits of this environment.</summary>
internal static class Thresholds
{
    /// <param name="hour">What this process measured in the last hour.</param>
    /// <param name="runs">How many runs of the organisation's agents ended in the last hour, and how many of them failed.</param>
    /// <param name="tokensToday">Tokens that the organisation used today; null for whom that is not shown to.</param>
    /// <param name="limits">The limits.</param>
    public static IReadOnlyList<Threshold> Of(Measured hour, (long Ended, long Failed) runs, long? tokensToday, ThresholdOptions limits)
    {
        Threshold[] ofTheHour =
        [
            Ratio("Failed runs of agents, last hour", runs.Ended, runs.Failed, limits.AgentFailureRatio, isOfThisProcess: false),
            Compare("Slowest hook, p99 of the hour", hour.HookP99Seconds, limits.HookDurationP99Seconds, Milliseconds, isOfThisProcess: true),
            Ratio("Failed runs of hooks, last hour", hour.HookRuns, hour.HookFailures, limits.HookFailureRatio, isOfThisProcess: true),
            Compare("Errors, last hour", hour.Errors, limits.ErrorsPerHour, Count, isOfThisProcess: true),
        ];
        return tokensToday is null ? ofTheHour : [Compare("Tokens today (UTC)", tokensToday, limits.LlmTokensPerDay, Count, isOfThisProcess: false), .. ofTheHour];
    }

    /// <summary>A share of runs. Of few runs it says nothing, and the alerts are silent too.</summary>
    private static Threshold Ratio(string name, long runs, long failed, double? limit, bool isOfThisProcess)
    {
        var share = Compare(name, runs == 0 ? null : (double)failed / runs, limit, Percent, isOfThisProcess);
        return runs is 0 or >= ThresholdValue.LeastRuns ? share : share with { Percent = null, IsOver = false, Caveat = $"of {Words.Count(runs)} runs, too few" };
    }

    private static Threshold Compare(string name, double? value, double? limit, Func<double, string> inWords, bool isOfThisProcess) => new(
        name, isOfThisProcess, value is { } known ? inWords(known) : "nothing ran", limit is { } set ? inWords(set) : null,
        value is { } now && limit is > 0 ? Math.Min(100, 100 * now / limit.Value) : null, value > limit);

    private static string Count(double number) => Words.Count((long)number);

    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1_000:0.##} ms");

    private static string Percent(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio * 100:0.##} %");
}
