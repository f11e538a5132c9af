using System.Net;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>The overview of an installation with several hosts.</summary>
public sealed class OverviewTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_host_shows_the_same_runs_of_agents_and_says_what_is_its_own()
    {
        await RunAsync("complete", new { workerId = "w", attempt = 1 });
        await RunAsync("fail", new { workerId = "w", attempt = 1, error = "it stopped" });
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        await using var other = await host.StartAnotherAsync();
        var key = await host.Ours.NewKeyAsync([Role.Reviewer]);
        foreach (var address in new[] { host.Address, other.ApiAddress })
        {
            using var reviewer = new ConsoleClient(address, key);
            var page = await reviewer.ReadAsync("/");
            Assert.Contains("50 %", page, StringComparison.Ordinal);
            Assert.Contains("of 2 runs, too few", page, StringComparison.Ordinal);
            Assert.Contains("this process", page, StringComparison.Ordinal);
        }
    }

    private async Task RunAsync(string end, object report)
    {
        await (await host.Ours.Admin.PostAsJsonAsync("/api/v1/issues", new { type = "task", title = "Run once" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        var claimed = await (await host.Ours.Admin.PostAsJsonAsync("/api/v1/jobs/claim", new { workerId = "w", max = 1 }, _cancellation)).ReadAsync();
        var job = claimed.GetProperty("items")[0].GetProperty("id").GetGuid();
        await (await host.Ours.Admin.PostAsJsonAsync($"/api/v1/jobs/{job}/{end}", report, _cancellation)).ReadSuccessAsync();
    }
}
