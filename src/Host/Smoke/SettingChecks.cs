using System.Globalization;
using EventAgents.Host.Features;
using EventAgents.Host.Settings;
using EventAgents.Host.Telemetry;

namespace EventAgents.Host.Smoke;

/// <summary>Is it set as its environment wants it, and can that be watched?</summary>
internal static class SettingChecks
{
    /// <summary>In Staging all flags are on; elsewhere they are known.</summary>
    public static async Task<string> FlagsAsync(SmokeTarget target)
    {
        var flags = (await target.ApiAsync(HttpMethod.Get, "feature-flags")).GetProperty("items").EnumerateArray()
            .ToDictionary(flag => flag.GetProperty("name").GetString()!, flag => flag.GetProperty("enabled").GetBoolean());
        var missing = FeatureFlagNames.All.Except(flags.Keys).ToList();
        if (missing.Count > 0) throw new SmokeException($"Unknown to the host: {string.Join(", ", missing)}.");
        var off = flags.Where(flag => !flag.Value).Select(flag => flag.Key).ToList();
        if (target.Environment == Environments.Staging && off.Count > 0) throw new SmokeException($"Off: {string.Join(", ", off)}. In Staging all are on.");
        return off.Count == 0 ? "all on" : $"as set; off: {string.Join(", ", off)}";
    }

    public static async Task<string> ThresholdsAsync(SmokeTarget target)
    {
        var wanted = SettingsRegistration.Bind<ThresholdOptions>(target.SettingsOfHost.Configuration, "Thresholds").Limits().Select(limit => Text(limit.Key, limit.Value)).Order(StringComparer.Ordinal).ToList();
        var found = (await target.ApiAsync(HttpMethod.Get, "thresholds")).GetProperty("items").EnumerateArray()
            .Select(item => Text(item.GetProperty("name").GetString()!, item.GetProperty("limit").GetDouble())).Order(StringComparer.Ordinal).ToList();
        if (!wanted.SequenceEqual(found)) throw new SmokeException($"The host is held to {Listed(found)}; {target.Environment} wants {Listed(wanted)}.");
        return Listed(found);
    }

    public static async Task<string> MetricsAsync(SmokeTarget target)
    {
        var page = await target.SendAsync(HttpMethod.Get, new Uri(target.Host.Api, MetricsPage.Path), withKey: false);
        var environment = $"environment=\"{target.Environment.ToLowerInvariant()}\"";
        var series = page.Split('\n').Count(line => line.StartsWith("eventagents_", StringComparison.Ordinal) && line.Contains(environment, StringComparison.Ordinal));
        return series > 0 ? $"{series} series" : throw new SmokeException($"{MetricsPage.Path} shows no series of {target.Environment}.");
    }

    private static string Text(string name, double limit) => string.Create(CultureInfo.InvariantCulture, $"{name} {limit:0.#####}");

    private static string Listed(List<string> limits) => limits.Count == 0 ? "no limit" : string.Join(", ", limits);
}
