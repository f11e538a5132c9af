namespace EventAgents.Host.Tests.Telemetry;

public class DashboardTests
{
    public static TheoryData<string> Names => [.. Dashboards.All.Keys.Order()];

    [Fact]
    public void There_is_a_dashboard_for_each_part() =>
        Assert.Equal(["commands-events", "feedback", "guard", "jobs-agents", "llm", "projections", "thresholds"], Dashboards.All.Keys.Order());

    [Fact]
    public void No_two_dashboards_share_an_id_or_a_title()
    {
        Assert.Distinct(Dashboards.All.Values.Select(one => one.GetProperty("uid").GetString()));
        Assert.Distinct(Dashboards.All.Values.Select(one => one.GetProperty("title").GetString()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dashboard_says_what_it_shows_and_takes_any_data_source_and_environment(string name)
    {
        var dashboard = Dashboards.All[name];
        Assert.NotEmpty(dashboard.GetProperty("description").GetString()!);
        var variables = dashboard.GetProperty("templating").GetProperty("list").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);
        Assert.Equal("datasource", variables["datasource"].GetProperty("type").GetString());
        Assert.Equal("query", variables["environment"].GetProperty("type").GetString());
        Assert.DoesNotMatch("(?i)(production|staging|development)", dashboard.GetRawText());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_panel_has_a_title_a_description_a_unit_and_its_own_place(string name)
    {
        var panels = Dashboards.Panels.Where(panel => panel.Dashboard == name).ToList();
        Assert.Distinct(panels.Select(panel => panel.Title));
        Assert.Distinct(panels.Select(panel => panel.Json.GetProperty("id").GetInt32()));
        Assert.Distinct(panels.Select(panel => (Place(panel, "x"), Place(panel, "y"))));
        Assert.All(panels, panel =>
        {
            Assert.NotEmpty(panel.Title);
            Assert.NotEmpty(panel.Json.GetProperty("description").GetString()!);
            Assert.NotEmpty(panel.Json.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString()!);
            Assert.InRange(Place(panel, "x") + Place(panel, "w"), 1, 24);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_query_asks_the_chosen_data_source_for_the_chosen_environments_over_a_fitting_interval(string name) => Assert.All(
        Dashboards.Panels.Where(panel => panel.Dashboard == name).SelectMany(panel => panel.Json.GetProperty("targets").EnumerateArray(), (panel, target) => (panel, target)), one =>
        {
            var expression = one.target.GetProperty("expr").GetString()!;
            Assert.Equal("${datasource}", one.target.GetProperty("datasource").GetProperty("uid").GetString());
            Assert.Equal("${datasource}", one.panel.Json.GetProperty("datasource").GetProperty("uid").GetString());
            Assert.NotEmpty(one.target.GetProperty("legendFormat").GetString()!);
            if (expression != "up{job=\"eventagents\"}") Assert.Contains("environment=~\"$environment\"", expression, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"rate\([^\]]*\[(?!\$__rate_interval\])", expression);
        });

    [Fact]
    public void Each_limit_is_drawn_beside_its_value_with_the_time_until_it_is_reached()
    {
        var panels = Dashboards.Panels.Where(panel => panel.Dashboard == "thresholds").ToList();
        foreach (var limit in new[] { "hook_duration_p99_seconds", "agent_failure_ratio", "errors_per_hour", "hook_failure_ratio", "llm_tokens_per_day" })
        {
            var drawn = panels.Where(panel => panel.Expressions.Any(one => one.Contains($"name=\"{limit}\"", StringComparison.Ordinal))).ToList();
            Assert.Equal(2, drawn.Count);
            Assert.Equal(2, drawn[0].Expressions.Count);
            Assert.Contains("deriv(", Assert.Single(drawn[1].Expressions), StringComparison.Ordinal);
        }
    }

    private static int Place(Panel panel, string side) => panel.Json.GetProperty("gridPos").GetProperty(side).GetInt32();
}
