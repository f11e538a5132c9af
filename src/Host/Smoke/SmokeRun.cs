using System.Diagnostics;
using System.Text.Json;
using EventAgents.Host.Settings;
using Npgsql;

namespace EventAgents.Host.Smoke;

/// <summary>Twelve checks of a running host, all at once: two seconds on a host that is well, more where it or its machine is busy.</summary>
internal static class SmokeRun
{
    public const string EmailKey = "EVENTAGENTS_SMOKE_EMAIL";
    public const string PasswordKey = "EVENTAGENTS_SMOKE_PASSWORD";

    /// <summary>How long any step of a check waits, in seconds.</summary>
    public const int PatienceSeconds = 10;

    private static readonly (string Name, Func<SmokeTarget, Task<string>> Check)[] Checks =
    [
        ("environment", PlaceChecks.EnvironmentAsync),
        ("settings file", PlaceChecks.SettingsFileAsync),
        ("store", PlaceChecks.StoreAsync),
        ("folders", PlaceChecks.FoldersAsync),
        ("projections", PlaceChecks.ProjectionsAsync),
        ("login", UseChecks.LoginAsync),
        ("issue", UseChecks.IssueAsync),
        ("session", UseChecks.SessionAsync),
        ("guard", UseChecks.GuardAsync),
        ("feature flags", SettingChecks.FlagsAsync),
        ("thresholds", SettingChecks.ThresholdsAsync),
        ("metrics", SettingChecks.MetricsAsync),
    ];

    public static async Task<SmokeReport> RunAsync(SmokeTarget target)
    {
        var begun = Stopwatch.GetTimestamp();
        var environment = await FindEnvironmentAsync(target);
        var known = target with { Environment = environment ?? target.Settings.Environment };
        var results = await Task.WhenAll(Checks.Select(check => Task.Run(() => TryAsync(check.Name, check.Check, known))));
        if (environment is null) results[0] = results[0] with { Ok = false, Detail = $"The host at {target.Host.Api} does not say what it is." };
        return new SmokeReport(results.All(result => result.Ok), Math.Round(Stopwatch.GetElapsedTime(begun).TotalSeconds, 3), known.Environment, results);
    }

    private static async Task<string?> FindEnvironmentAsync(SmokeTarget target)
    {
        try
        {
            var limits = await target.ApiAsync(HttpMethod.Get, "thresholds");
            return limits.TryGetProperty("environment", out var name) ? Settings.EnvironmentName.Parse(name.GetString()) : null;
        }
        catch (Exception e) when (IsFault(e))
        {
            return null;
        }
    }

    private static async Task<SmokeResult> TryAsync(string name, Func<SmokeTarget, Task<string>> check, SmokeTarget target)
    {
        var begun = Stopwatch.GetTimestamp();
        SmokeResult Result(bool ok, string detail) => new(name, ok, Math.Round(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 1), detail);
        try
        {
            return Result(ok: true, await check(target));
        }
        catch (TaskCanceledException)
        {
            return Result(ok: false, $"There was no answer within {PatienceSeconds} s.");
        }
        catch (Exception e) when (IsFault(e))
        {
            return Result(ok: false, e.Message);
        }
    }

    /// <summary>What a host that is not as it should be can lead to, a page that is no JSON included.</summary>
    private static bool IsFault(Exception e) => e is SmokeException or HttpRequestException or TaskCanceledException or NpgsqlException or IOException or JsonException
        or SettingsException or KeyNotFoundException or InvalidOperationException;
}
