using EventAgents.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace EventAgents.Host.Tests.Telemetry;

/// <summary>A rule of Prometheus: one that records or one that alerts.</summary>
internal sealed record Rule
{
    public string? Record { get; init; }

    public string? Alert { get; init; }

    public string Expr { get; init; } = "";

    public string? For { get; init; }

    public Dictionary<string, string> Labels { get; init; } = [];

    public Dictionary<string, string> Annotations { get; init; } = [];
}

/// <summary>The rules in <c>ops/prometheus</c>.</summary>
internal static class Rules
{
    public static IReadOnlyList<string> Files { get; } = Directory.GetFiles(Repository.PathOf("ops", "prometheus", "rules"), "*.yml");

    public static IReadOnlyList<Rule> All { get; } = [.. Files.SelectMany(file => Read(file).Groups).SelectMany(group => group.Rules)];

    public static IEnumerable<Rule> Alerts => All.Where(rule => rule.Alert is not null);

    private static RuleFile Read(string file)
    {
        var parser = new MergingParser(new Parser(new StringReader(File.ReadAllText(file))));
        return new DeserializerBuilder().WithNamingConvention(YamlDotNet.Serialization.NamingConventions.CamelCaseNamingConvention.Instance).Build().Deserialize<RuleFile>(parser);
    }

    private sealed class RuleFile
    {
        public List<RuleGroup> Groups { get; set; } = [];
    }

    private sealed class RuleGroup
    {
        public string Name { get; set; } = "";

        public List<Rule> Rules { get; set; } = [];
    }
}
