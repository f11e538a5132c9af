using System.Net;
using EventAgents.Events;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Tests.Telemetry;

public class MetricsTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string PlainText = "text/plain; version=0.0.4; charset=utf-8", OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_and_events_are_counted_by_name_and_outcome()
    {
        var before = await ScrapeAsync();
        await SubmitIssueAsync("Count me");
        await (await host.Ours.Member.PostAsJsonAsync($"/api/v1/issues/{Guid.NewGuid()}/cancel", new { reason = "none" }, _cancellation)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");

        var after = await ScrapeAsync();
        double Rise(string name, params (string, string)[] labels) => after.Sum(name, labels) - before.Sum(name, labels);
        Assert.Equal(1, Rise("eventagents_commands_total", ("command", "submit_issue"), ("outcome", "accepted")));
        Assert.Equal(1, Rise("eventagents_command_duration_seconds_count", ("command", "submit_issue"), ("outcome", "accepted")));
        Assert.Equal(1, Rise("eventagents_commands_total", ("command", "cancel_issue"), ("outcome", "not_found")));
        Assert.Equal(1, Rise("eventagents_events_appended_total", ("event_type", "issue_submitted")));
        Assert.Equal(1, Rise("eventagents_events_appended_total", ("event_type", "job_created")));
        Assert.True(Rise("eventagents_append_duration_seconds_count") >= 1);
        Assert.True(Rise("eventagents_append_batch_size_sum") >= 3);
    }

    [Fact]
    public async Task Every_series_carries_the_environment() =>
        Assert.All((await ScrapeAsync()).Series, series => Assert.Equal("development", series.Labels["environment"]));

    [Theory]
    [InlineData(null, PlainText)]
    [InlineData("text/plain", PlainText)]
    [InlineData("*/*", PlainText)]
    [InlineData("application/openmetrics-text; version=1.0.0; q=0.5, text/plain; version=0.0.4; q=0.7", PlainText)]
    [InlineData("application/openmetrics-text; version=1.0.0, text/plain; version=0.0.4; q=0.5", OpenMetrics)]
    public async Task A_scraper_gets_the_form_that_it_asks_for(string? accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await host.Anonymous.SendAsync(request, _cancellation);
        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
        Assert.Equal(type == OpenMetrics, (await response.Content.ReadAsStringAsync(_cancellation)).EndsWith("# EOF\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Promtool_finds_nothing_wrong()
    {
        Promtool.SkipUnlessInstalled();
        await SubmitIssueAsync("Look at me");
        await Promtool.ApprovesAsync((await ScrapeAsync()).Text, _cancellation, "check", "metrics");
    }

    [Fact]
    public async Task The_hooks_buckets_hold_the_limits_exactly()
    {
        await CallGuardAsync("hello");
        var bounds = (await ScrapeAsync()).BoundsOf("eventagents_hook_duration_seconds");
        Assert.Contains("0.01", bounds);
        Assert.Contains("0.02", bounds);
        Assert.Equal("+Inf", bounds[^1]);
    }

    [Fact]
    public async Task A_histograms_buckets_only_grow_and_end_with_its_count()
    {
        await SubmitIssueAsync("Measure me");
        var scrape = await ScrapeAsync();
        var histograms = scrape.Series.Where(one => one.Name.EndsWith("_bucket", StringComparison.Ordinal)).GroupBy(one => (one.Name, Others: LabelsWithout(one, "le"))).ToList();
        Assert.NotEmpty(histograms);
        Assert.All(histograms, histogram =>
        {
            var counts = histogram.Select(bucket => bucket.Value).ToList();
            Assert.Equal(counts.Order(), counts);
            var count = scrape.Series.Single(one => one.Name == histogram.Key.Name.Replace("_bucket", "_count", StringComparison.Ordinal) && LabelsWithout(one, "le") == histogram.Key.Others);
            Assert.Equal(count.Value, counts[^1]);
        });
    }

    [Fact]
    public async Task Development_has_no_limits_and_a_limit_that_is_set_is_shown()
    {
        Assert.Empty((await ScrapeAsync()).Find("eventagents_threshold"));
        await using var limited = await host.StartAnotherAsync(("Thresholds:ErrorsPerHour", "7"));
        var limit = Assert.Single((await Scrape.OfAsync(limited.ApiAddress, _cancellation)).Find("eventagents_threshold"));
        Assert.Equal(("errors_per_hour", 7), (limit.Labels["name"], limit.Value));
    }

    [Theory]
    [InlineData("Staging", "hook_duration_p99_seconds=0.02 agent_failure_ratio=0.06 errors_per_hour=20 hook_failure_ratio=0.1 llm_tokens_per_day=100000")]
    [InlineData("Production", "hook_duration_p99_seconds=0.01 agent_failure_ratio=0.03 errors_per_hour=10 hook_failure_ratio=0.05")]
    public void Each_environment_has_its_limits(string environment, string limits)
    {
        var settings = EffectiveSettings.Load(new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = environment });
        var thresholds = SettingsRegistration.Bind<EventAgents.Host.Telemetry.ThresholdOptions>(settings.Configuration, "Thresholds");
        Assert.Equal(limits, string.Join(' ', thresholds.Limits().Select(limit => FormattableString.Invariant($"{limit.Key}={limit.Value}"))));
    }

    [Theory]
    [InlineData("Thresholds:AgentFailureRatio", "1.5", "AgentFailureRatio")]
    [InlineData("Thresholds:HookDurationP99Seconds", "0", "HookDurationP99Seconds")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier-pigeon", "OTEL_EXPORTER_OTLP_PROTOCOL")]
    public void A_wrong_setting_is_named(string key, string value, string named)
    {
        var settings = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317", [key] = value };
        Assert.Contains(named, Assert.Throws<SettingsException>(() => EffectiveSettings.Load(settings)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("guard")]
    [InlineData("worker")]
    [InlineData("projections")]
    public async Task Every_kind_of_process_shows_its_metrics_and_whether_it_is_well(string role)
    {
        await using var process = await host.StartAnotherAsync((ProcessOptions.RolesKey, role));
        Assert.NotEmpty((await Scrape.OfAsync(process.ApiAddress, _cancellation)).Find("eventagents_errors_total", ("source", "store"), ("severity", "critical")));
        using var client = new HttpClient { BaseAddress = process.ApiAddress };
        foreach (var path in new[] { "/livez", "/readyz" }) Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, _cancellation)).StatusCode);
    }

    [Fact]
    public async Task More_ids_and_texts_make_no_more_series()
    {
        await UseAsync(5);
        await ScrapeAsync();  // reading the metrics is a request too, with a series of its own
        var before = await ScrapeAsync();
        await UseAsync(15);
        Assert.Equal(Names(before), Names(await ScrapeAsync()));

        static IEnumerable<string> Names(Scrape scrape) => scrape.Series.Select(one => $"{one.Name} {LabelsWithout(one, "")}").Where(name => !name.StartsWith("dotnet_", StringComparison.Ordinal)).Order();
    }

    [Fact]
    public async Task Names_that_callers_choose_are_labels_up_to_a_limit()
    {
        for (var i = 0; i < 130; i++) await CallGuardAsync("hello", model: $"model-{i}");
        var models = (await ScrapeAsync()).Find("gen_ai_client_token_usage_count").Select(one => one.Labels["gen_ai_request_model"]).Distinct().ToList();
        Assert.Contains("other", models);
        Assert.InRange(models.Count, 2, 101);
    }

    private async Task UseAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await SubmitIssueAsync($"Issue {Guid.NewGuid()}");
            await (await host.Ours.Admin.PostAsJsonAsync("/api/v1/sessions", new { agentRole = $"role-{Guid.NewGuid():n}" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
            await (await host.Ours.Admin.GetAsync($"/api/v1/issues/{Guid.NewGuid()}", _cancellation)).ReadAsync(HttpStatusCode.NotFound);
            await host.Anonymous.GetAsync($"/nothing/{Guid.NewGuid()}", _cancellation);
            await CallGuardAsync($"Mail {Guid.NewGuid():n}@example.com");
        }
    }

    private static string LabelsWithout(Series series, string label) =>
        string.Join(',', series.Labels.Where(one => one.Key != label).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"));

    private Task<Scrape> ScrapeAsync() => Scrape.OfAsync(host.Address, _cancellation);

    private async Task SubmitIssueAsync(string title) =>
        await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title, priority = "low" }, _cancellation)).ReadAsync(HttpStatusCode.Created);

    private async Task CallGuardAsync(string text, string model = "echo")
    {
        using var guard = host.Ours.GuardClientOf(Role.Agent);
        await (await guard.PostAsJsonAsync("/builtin/v1/chat/completions", new { model, messages = new[] { new { role = "user", content = text } } }, _cancellation)).ReadAsync(HttpStatusCode.OK);
    }
}
