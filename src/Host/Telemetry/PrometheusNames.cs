using System.Text;
using OpenTelemetry.Metrics;

namespace EventAgents.Host.Telemetry;

/// <summary>Names of instruments as Prometheus has them, by OpenTelemetry's rules: the unit is written out at the end of the name, dots become underscores.</summary>
internal static class PrometheusNames
{
    /// <summary>The unit as it ends a name; null where it is none, such as <c>{token}</c>.</summary>
    public static string? UnitOf(string unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        _ => null,
    };

    /// <summary>The name of a metric's family: of its counter without <c>_total</c>, of its histogram without <c>_bucket</c>.</summary>
    public static string FamilyOf(Metric metric)
    {
        var name = Clean(metric.Name);
        return UnitOf(metric.Unit) is { } unit && !name.EndsWith($"_{unit}", StringComparison.Ordinal) ? $"{name}_{unit}" : name;
    }

    /// <summary>A name of letters, digits and underscores.</summary>
    public static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var c in name) clean.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return clean.ToString();
    }
}
