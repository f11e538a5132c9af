using System.Net;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.Host.Cli;
using EventAgents.Host.Hosting;
using EventAgents.Host.Load;
using EventAgents.Host.Tests.Api;

namespace EventAgents.Host.Tests.Load;

/// <summary>The load generator against a real host.</summary>
public class LoadTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_reaches_every_part_without_a_failure()
    {
        var report = await LoadRun.RunAsync(Options(rate: 60, seconds: 4), show: null, _cancellation);
        Assert.Empty(report.Failures);
        Assert.Equal(240, report.Sent + report.Missed);
        Assert.True(report.Missed < 60, $"{report.Missed} missed");  // a busy machine may be late for some
        Assert.Superset(
            new HashSet<string> { "issue submit", "job claim", "job heartbeat", "job complete", "session open", "session activate", "guard chat", "guard message" },
            report.Operations.Select(o => o.Name).ToHashSet());
        Assert.True(report.P50 > 0 && report.P50 <= report.P95 && report.P95 <= report.P99);
        Assert.Equal(report.Sent, report.Operations.Sum(o => o.Sent));
    }

    [Fact]
    public async Task What_was_counted_has_happened()
    {
        var key = await host.Theirs.NewKeyAsync([Role.Admin]);
        var report = await LoadRun.RunAsync(Options(rate: 80, seconds: 3, key, "issues=40,jobs=50,feedback=10"), show: null, _cancellation);
        var client = host.Theirs.WithKey(key);
        Assert.Equal(Count(report, "issue submit"), await CountAsync(client, "/api/v1/issues?limit=100"));
        Assert.Equal(Count(report, "feedback submit"), (await (await client.GetAsync("/api/v1/feedback", _cancellation)).ReadAsync()).GetProperty("stats").GetProperty("total").GetInt64());
        Assert.Equal(0, await CountAsync(client, "/api/v1/jobs?status=running&limit=100"));
    }

    [Fact]
    public async Task Equal_seeds_send_equal_requests()
    {
        var first = await LoadRun.RunAsync(Options(rate: 50, seconds: 1, mix: "guard=1,issues=1"), show: null, _cancellation);
        var second = await LoadRun.RunAsync(Options(rate: 50, seconds: 1, mix: "guard=1,issues=1"), show: null, _cancellation);
        Assert.Equal(first.Operations.Where(IsGuards).Select(o => (o.Name, o.Sent)), second.Operations.Where(IsGuards).Select(o => (o.Name, o.Sent)));

        static bool IsGuards(LoadReport.Operation operation) => operation.Name.StartsWith("guard", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stalled_answer_is_counted_for_all_who_were_due_meanwhile()
    {
        using var stalling = new StallingServer(stall: TimeSpan.FromSeconds(1));
        var running = new RunningHost(stalling.Address, stalling.Address, "ea_any");
        var report = await LoadRun.RunAsync(
            new LoadOptions(running, Rate: 20, TimeSpan.FromSeconds(2), Concurrency: 1, Tenants: 1, Seed: 1, LoadMix.Parse("guard=1")!), show: null, _cancellation);
        // One connection stood still for a second: about 20 requests were due in it, each of which waited for what was left of that second.
        Assert.True(report.P50 > 100, $"{report.P50} ms");
    }

    [Fact]
    public async Task Failures_are_named()
    {
        using var stalling = new StallingServer(stall: TimeSpan.Zero);
        var running = new RunningHost(stalling.Address, stalling.Address, "ea_any");
        var report = await LoadRun.RunAsync(
            new LoadOptions(running, Rate: 20, TimeSpan.FromSeconds(1), Concurrency: 4, Tenants: 1, Seed: 1, LoadMix.Parse("guard=1,issues=1")!), show: null, _cancellation);
        Assert.Contains(report.Failures, f => f is { Operation: "guard chat", Kind: "personal data left" });
        Assert.Contains(report.Failures, f => f is { Operation: "issue submit", Kind: "503 unavailable" });
    }

    [Fact]
    public async Task An_interrupted_load_ends_at_once_and_reports_what_it_did()
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var report = await LoadRun.RunAsync(Options(rate: 20, seconds: 600), now => { if (now.Sent > 5) interrupted.Cancel(); }, interrupted.Token);
        Assert.InRange(report.Seconds, 0, 60);
        Assert.Empty(report.Failures);
        Assert.True(report.Sent > 5);
    }

    [Fact]
    public async Task A_wrong_key_is_told_before_anything_is_sent()
    {
        var refused = await Assert.ThrowsAsync<StartException>(() => LoadRun.RunAsync(Options(rate: 10, seconds: 1, key: "ea_wrong"), show: null, _cancellation));
        Assert.Contains("does not know the key", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rate", "fast")]
    [InlineData("--rate", "-1")]
    [InlineData("--duration", "soon")]
    [InlineData("--mix", "issues")]
    [InlineData("--mix", "cooking=3")]
    [InlineData("--concurrency", "0")]
    public async Task A_wrong_option_is_a_usage_error(string option, string value)
    {
        var run = await Cli.Program.RunAsync(["load", option, value]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(option, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_prints_its_figures_as_json()
    {
        var run = await Cli.Program.RunAsync(["load", "--rate", "20", "--duration", "2s", "--json", "--url", $"{host.Address}", "--guard-url", $"{host.GuardAddress}"]);
        Assert.True(run.ExitCode == ExitCode.Done, run.Errors + run.Output);
        var report = JsonElement.Parse(run.Output);
        Assert.Equal(40, report.GetProperty("sent").GetInt64());
        Assert.True(report.GetProperty("p99").GetDouble() > 0);
        Assert.Contains("40 sent", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_rate_as_many_are_sent_as_the_host_takes()
    {
        var run = await Cli.Program.RunAsync(["load", "--rate", "max", "--concurrency", "4", "--duration", "2s", "--json", "--url", $"{host.Address}", "--guard-url", $"{host.GuardAddress}"]);
        Assert.True(run.ExitCode == ExitCode.Done, run.Errors + run.Output);
        Assert.True(JsonElement.Parse(run.Output).GetProperty("sent").GetInt64() > 4);
    }

    private LoadOptions Options(double rate, double seconds, string? key = null, string mix = LoadMix.Default) => new(
        new RunningHost(host.Address, host.GuardAddress, key), rate, TimeSpan.FromSeconds(seconds), Concurrency: 32, Tenants: 2, Seed: 1, LoadMix.Parse(mix)!);

    private static long Count(LoadReport report, string operation) => report.Operations.FirstOrDefault(o => o.Name == operation)?.Sent ?? 0;

    private async Task<long> CountAsync(HttpClient client, string address)
    {
        var count = 0L;
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var from = string.IsNullOrEmpty(cursor) ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await (await client.GetAsync(address + from, _cancellation)).ReadAsync(HttpStatusCode.OK);
            count += page.GetProperty("items").GetArrayLength();
            next = page.GetProperty("nextCursor").GetString();
        }
        return count;
    }
}

/// <summary>A host that takes five requests a minute is not loaded.</summary>
public class LimitedLoadTests(SlowHostFixture host) : IClassFixture<SlowHostFixture>
{
    [Fact]
    public async Task A_limit_below_the_rate_is_told_before_anything_is_measured()
    {
        var options = new LoadOptions(new RunningHost(host.Address, host.GuardAddress, ApiKey: null), Rate: 10, TimeSpan.FromSeconds(1), 4, 1, 1, LoadMix.Parse(LoadMix.Default)!);
        var refused = await Assert.ThrowsAsync<StartException>(() => LoadRun.RunAsync(options, show: null, TestContext.Current.CancellationToken));
        Assert.Contains("Api__RequestsPerMinute=0", refused.Message, StringComparison.Ordinal);
    }
}
