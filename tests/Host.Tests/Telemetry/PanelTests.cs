using System.Text.RegularExpressions;

namespace EventAgents.Host.Tests.Telemetry;

/// <summary>What dashboards and rules ask for is really measured, as a real Prometheus sees it.</summary>
public partial class PanelTests(MeasuredHost host) : IClassFixture<MeasuredHost>
{
    private const string RateInterval = "60s";
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public static TheoryData<string> Panels => [.. Dashboards.Panels.Select(panel => panel.ToString())];

    public static TheoryData<string> Records => [.. Rules.All.Select(rule => rule.Record).OfType<string>()];

    [Theory]
    [MemberData(nameof(Panels))]
    public async Task A_panel_shows_data(string name)
    {
        Promtool.SkipUnlessInstalled();
        foreach (var expression in Dashboards.Panels.Single(panel => panel.ToString() == name).Expressions) await ShowsDataAsync(expression);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public async Task A_recorded_value_is_there(string record)
    {
        Promtool.SkipUnlessInstalled();
        await ShowsDataAsync(record);
    }

    [Fact]
    public void Every_metric_that_a_panel_or_a_rule_names_is_exported()
    {
        Promtool.SkipUnlessInstalled();
        var exported = host.Scrape.Series.Select(series => series.Name).Concat(Rules.All.Select(rule => rule.Record).OfType<string>()).Append("up").ToHashSet();
        var named = Dashboards.Panels.SelectMany(panel => panel.Expressions).Concat(Rules.All.Select(rule => rule.Expr)).SelectMany(MetricsOf).ToHashSet();
        Assert.True(named.Count > 20, $"Only {named.Count} metrics are named.");
        Assert.Subset(exported, named);
    }

    [Theory]
    [InlineData("eventagents_hook_duration_seconds", "0.0001 0.00025 0.0005 0.001 0.0025 0.005 0.0075 0.01 0.015 0.02 0.03 0.05 0.1 0.5 1 +Inf")]
    [InlineData("gen_ai_client_token_usage", "1 4 16 64 256 1024 4096 16384 65536 262144 1048576 4194304 16777216 67108864 +Inf")]
    [InlineData("gen_ai_client_operation_duration_seconds", "0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92 +Inf")]
    [InlineData("eventagents_feedback_rating", "1 2 3 4 5 +Inf")]
    public void A_histogram_has_its_buckets(string name, string bounds)
    {
        Promtool.SkipUnlessInstalled();
        Assert.Equal(bounds, string.Join(' ', host.Scrape.BoundsOf(name)));
    }

    private async Task ShowsDataAsync(string expression)
    {
        var query = expression.Replace("$environment", ".*", StringComparison.Ordinal).Replace("$__rate_interval", RateInterval, StringComparison.Ordinal);
        var series = await host.Prometheus.QueryAsync(query, host.From, host.To, _cancellation);
        Assert.True(series.Any(values => values.Any(value => double.IsFinite(value) && value != 0)), $"Nothing is shown by {query}: {series.Count} series, nothing but 0.");
    }

    private static IEnumerable<string> MetricsOf(string expression) => Metric().Matches(Quoted().Replace(expression, "")).Select(match => match.Value);

    [GeneratedRegex(@"\b(?:eventagents|gen_ai|http_server|dotnet|process)[a-z0-9_:]*(?=[\s{\[)]|$)(?!\s*(?:=|,))|\bup\b")]
    private static partial Regex Metric();

    [GeneratedRegex("""by \([^)]*\)|"[^"]*"|\{[^}]*\}""")]
    private static partial Regex Quoted();
}
