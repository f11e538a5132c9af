using System.Text.RegularExpressions;
using EventAgents.Testing;

namespace EventAgents.Host.Tests.Telemetry;

public partial class RuleTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public static TheoryData<string> Alerts => [.. Rules.Alerts.Select(alert => alert.Alert!)];

    [Fact]
    public async Task Promtool_takes_the_rules_and_the_configuration()
    {
        Promtool.SkipUnlessInstalled();
        await Promtool.ApprovesAsync(input: null, _cancellation, ["check", "rules", .. Rules.Files]);
        await Promtool.ApprovesAsync(input: null, _cancellation, "check", "config", Repository.PathOf("ops", "prometheus", "prometheus.yml"));
    }

    [Fact]
    public async Task Every_alert_is_silent_at_its_limit_and_fires_above_it()
    {
        Promtool.SkipUnlessInstalled();
        await Promtool.ApprovesAsync(input: null, _cancellation, ["test", "rules", .. Directory.GetFiles(Repository.PathOf("ops", "prometheus", "tests"), "*.yml")]);
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void An_alert_is_tested_to_fire_and_says_what_to_do(string name)
    {
        var alert = Rules.Alerts.Single(rule => rule.Alert == name);
        Assert.NotEmpty(alert.Labels["severity"]);
        Assert.NotEmpty(alert.Annotations["summary"]);
        Assert.NotEmpty(alert.Annotations["description"]);
        Assert.Contains(name, File.ReadLines(Repository.PathOf(alert.Annotations["runbook"])).First(), StringComparison.Ordinal);

        var tests = string.Join('\n', Directory.GetFiles(Repository.PathOf("ops", "prometheus", "tests"), "*.yml").Select(File.ReadAllText));
        Assert.Matches($@"alertname: {name}\s+exp_alerts:\s+- exp_labels", tests);
        if (name != "NoProcess") Assert.Matches($@"alertname: {name}\s+exp_alerts: \[\]", tests);
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void What_an_alert_compares_is_drawn_in_a_panel(string name)
    {
        var operands = Operands(Dashboards.Normalised(Rules.Alerts.Single(rule => rule.Alert == name).Expr));
        bool Draws(Panel panel, string operand) => panel.Expressions.Any(expression => Dashboards.Normalised(expression) == operand);
        Assert.Contains(Dashboards.Panels, panel => operands.Take(2).All(operand => Draws(panel, operand)));
        Assert.All(operands.Skip(2), operand => Assert.Contains(Dashboards.Panels, panel => Draws(panel, operand)));
    }

    [Fact]
    public void A_limit_is_compared_within_its_environment_and_a_ratio_from_twenty_runs_on() => Assert.All(Rules.Alerts, alert =>
    {
        if (alert.Expr.Contains("eventagents_threshold", StringComparison.Ordinal)) Assert.Contains("> on (environment)", alert.Expr, StringComparison.Ordinal);
        if (alert.Expr.Contains("_ratio:", StringComparison.Ordinal)) Assert.EndsWith(">= 20", alert.Expr.TrimEnd(), StringComparison.Ordinal);
    });

    [Fact]
    public void Every_limit_has_an_alert() => Assert.All(
        new[] { "hook_duration_p99_seconds", "agent_failure_ratio", "errors_per_hour", "hook_failure_ratio", "llm_tokens_per_day" },
        limit => Assert.Single(Rules.Alerts, alert => alert.Expr.Contains($"eventagents_threshold{{name=\"{limit}\"}}", StringComparison.Ordinal)));

    /// <summary>The vectors of an alert's comparison: value, limit, and what else must hold.</summary>
    private static List<string> Operands(string expression) =>
        [.. Comparison().Split(expression).Select(part => Absent().Replace(part, "$1").Trim()).Where(part => part.Length > 0)];

    [GeneratedRegex(@" > on \(environment\)(?: group_left \(\))? | and on \(environment\) | (?:==|>=) \d+")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^absent\((.*)\)$")]
    private static partial Regex Absent();
}
