using System.Net;
using System.Text;
using EventAgents.Events;
using EventAgents.Host.Hosting;

namespace EventAgents.Host.Tests.Telemetry;

public class OtlpTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Metrics_and_traces_are_sent_to_a_collector(string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync(isGrpc: protocol == "grpc", _cancellation);
        await using var traced = await StartAsync(collector, protocol);
        await SubmitIssueAsync(traced, "Trace me");
        await UntilAsync(collector, () => collector.Metrics.Any(metric => metric.Name == "eventagents_commands") && collector.Spans.Any(span => span.Name == "submit_issue"));

        var (_, resource) = collector.Metrics.First(metric => metric.Name == "eventagents_commands");
        Assert.Equal(("eventagents", "development"), (resource["service.name"], resource["environment"]));
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_over_command_and_append_to_the_read_models()
    {
        await using var collector = await OtlpCollector.StartAsync(isGrpc: false, _cancellation);
        await using var traced = await StartAsync(collector, "http/protobuf");
        await SubmitIssueAsync(traced, "Follow me");
        IEnumerable<Span> Ours() => collector.Spans.Where(span => span.TraceId == TraceId);
        await UntilAsync(collector, () => Ours().Any(span => span.Name == "project audit_log") && Ours().Any(span => span.Name.StartsWith("POST", StringComparison.Ordinal)));

        var request = Ours().Single(span => span.Name.StartsWith("POST", StringComparison.Ordinal));
        var command = Ours().Single(span => span.Name == "submit_issue");
        var append = Ours().Single(span => span.Name == "append");
        var projection = Ours().First(span => span.Name == "project audit_log");
        Assert.Equal((request.Id, command.Id, request.Id), (command.ParentId, append.ParentId, projection.ParentId));
        Assert.Equal("accepted", command.Attributes["eventagents.outcome"]);
    }

    [Fact]
    public async Task A_guarded_call_is_described_and_nothing_that_was_said_is_sent()
    {
        await using var collector = await OtlpCollector.StartAsync(isGrpc: false, _cancellation);
        await using var traced = await StartAsync(collector, "http/protobuf");
        using var client = new HttpClient { BaseAddress = traced.GuardAddress };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("ada-lovelace");
        client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
        client.DefaultRequestHeaders.Authorization = host.Ours.ClientOf(Role.Agent).DefaultRequestHeaders.Authorization;
        var call = new { model = "echo", messages = new[] { new { role = "user", content = "Mail ada@example.com" } } };
        await (await client.PostAsJsonAsync("/builtin/v1/chat/completions", call, _cancellation)).ReadAsync(HttpStatusCode.OK);
        using var api = Client(traced);
        await (await api.GetAsync("/api/v1/audit?q=ada@example.com", _cancellation)).ReadAsync(HttpStatusCode.OK);
        await UntilAsync(collector, () => collector.Spans.Any(span => span.Name == "complete_llm_call") && collector.Spans.Any(span => span.Name.EndsWith("/audit/", StringComparison.Ordinal)));

        var guarded = collector.Spans.Single(span => span.TraceId == TraceId && span.Attributes.ContainsKey("gen_ai.provider.name"));
        Assert.Equal(("builtin", "echo"), (guarded.Attributes["gen_ai.provider.name"], guarded.Attributes["gen_ai.request.model"]));
        Assert.Contains("gen_ai.usage.input_tokens", guarded.Attributes.Keys);
        var sent = string.Join('\n', collector.Received.Select(one => Encoding.UTF8.GetString(one.Message)));
        Assert.DoesNotContain("ada@example.com", sent, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ada-lovelace", sent, StringComparison.Ordinal);
    }

    private Task<ProductHost> StartAsync(OtlpCollector collector, string protocol) => host.StartAnotherAsync(
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), ("OTEL_METRIC_EXPORT_INTERVAL", "300"), ("OTEL_BSP_SCHEDULE_DELAY", "200"));

    private HttpClient Client(ProductHost traced)
    {
        var client = new HttpClient { BaseAddress = traced.ApiAddress };
        client.DefaultRequestHeaders.Authorization = host.Ours.Admin.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
        return client;
    }

    private async Task SubmitIssueAsync(ProductHost traced, string title)
    {
        using var client = Client(traced);
        await (await client.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title }, _cancellation)).ReadAsync(HttpStatusCode.Created);
    }

    private async Task UntilAsync(OtlpCollector collector, Func<bool> isSo)
    {
        var giveUp = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!isSo())
        {
            Assert.True(Environment.TickCount64 < giveUp, $"It was not so within {Patience}. Spans: {string.Join(", ", collector.Spans.Select(span => span.Name).Distinct())}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), _cancellation);
        }
    }
}
