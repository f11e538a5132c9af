using System.Text.Json;
using EventAgents.Testing;

namespace EventAgents.Host.Tests.Telemetry;

/// <summary>One panel of a dashboard.</summary>
internal sealed record Panel(string Dashboard, string Title, JsonElement Json)
{
    public IReadOnlyList<string> Expressions { get; } = [.. Json.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!)];

    public override string ToString() => $"{Dashboard} / {Title}";
}

/// <summary>The dashboards in <c>ops/grafana</c>.</summary>
internal static class Dashboards
{
    public static IReadOnlyDictionary<string, JsonElement> All { get; } = Directory.GetFiles(Repository.PathOf("ops", "grafana", "dashboards"), "*.json")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => JsonDocument.Parse(File.ReadAllText(file)).RootElement);

    public static IReadOnlyList<Panel> Panels { get; } =
    [
        .. from dashboard in All
           from panel in dashboard.Value.GetProperty("panels").EnumerateArray()
           select new Panel(dashboard.Key, panel.GetProperty("title").GetString()!, panel),
    ];

    /// <summary>A query as a person would read it: for every environment, on one line.</summary>
    public static string Normalised(string expression) => string.Join(' ', expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Replace("{environment=~\"$environment\"}", "", StringComparison.Ordinal)
        .Replace("environment=~\"$environment\",", "", StringComparison.Ordinal);
}
