using System.Net;
using System.Text.Json;

namespace EventAgents.Host.Tests.Lifecycles;

/// <summary>Feedback and the improvement board through HTTP.</summary>
public class FeedbackTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_must_be_finished_and_the_organisations_own()
    {
        var agentType = NewAgentType();
        var open = await SubmitAsync(agentType);
        await (await RateAsync(open, 4)).ReadProblemAsync(HttpStatusCode.Conflict, "job-not-finished");
        await (await RateAsync(Guid.NewGuid(), 4)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_user_rates_a_job_once_and_may_change_its_mind()
    {
        var job = await FinishAsync(NewAgentType());
        var id = (await (await RateAsync(job, 4)).ReadAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await (await RateAsync(job, 5)).ReadAsync(HttpStatusCode.Conflict);
        var revised = await host.Ours.Member.PutAsJsonAsync($"/api/v1/feedback/{id}", new { rating = 2, outcome = "partial" }, _cancellation);
        Assert.Equal(2, (await revised.ReadAsync()).GetProperty("rating").GetInt32());
        await (await host.Ours.Admin.PutAsJsonAsync($"/api/v1/feedback/{id}", new { rating = 5, outcome = "solved" }, _cancellation)).ReadAsync(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task A_rating_is_from_1_to_5(int rating)
    {
        var problem = await (await RateAsync(await FinishAsync(NewAgentType()), rating)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(["/rating"], problem.Pointers());
    }

    [Fact]
    public async Task Statistics_count_all_that_match_whatever_the_page()
    {
        var agentType = NewAgentType();
        foreach (var (rating, outcome) in new[] { (5, "solved"), (4, "solved"), (3, "partial") }) await (await RateAsync(await FinishAsync(agentType), rating, outcome)).ReadAsync(HttpStatusCode.Created);
        var page = await GetAsync($"/api/v1/feedback?agentType={agentType}&limit=1");
        var stats = page.GetProperty("stats");
        Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal((3, 4m, 2), (stats.GetProperty("total").GetInt32(), stats.GetProperty("average").GetDecimal(), stats.GetProperty("outcomes").GetProperty("solved").GetInt32()));
        Assert.Equal(4m, Assert.Single(stats.GetProperty("trend").EnumerateArray()).GetProperty("average").GetDecimal());
    }

    [Theory]
    [InlineData(1, "made_worse", "critical")]
    [InlineData(2, "partial", "high")]
    [InlineData(3, "partial", "medium")]
    [InlineData(4, "solved", null)]
    public async Task A_bad_rating_opens_a_card_as_urgent_as_it_is_bad(int rating, string outcome, string? priority)
    {
        var agentType = NewAgentType();
        await (await RateAsync(await FinishAsync(agentType), rating, outcome)).ReadAsync(HttpStatusCode.Created);
        var cards = (await GetAsync($"/api/v1/improvements?agentType={agentType}")).GetProperty("items").EnumerateArray();
        Assert.Equal(priority is null ? [] : [priority], cards.Select(card => card.GetProperty("priority").GetString()));
    }

    [Fact]
    public async Task A_card_is_done_only_when_three_later_ratings_are_better()
    {
        var agentType = NewAgentType();
        await (await RateAsync(await FinishAsync(agentType), 2, "partial")).ReadAsync(HttpStatusCode.Created);
        var card = (await GetAsync($"/api/v1/improvements?agentType={agentType}")).GetProperty("items")[0].GetProperty("id").GetGuid();
        foreach (var column in new[] { "analysis", "backlog", "in_progress", "testing" }) await (await MoveAsync(card, column)).ReadAsync();
        await (await MoveAsync(card, "done")).ReadAsync(HttpStatusCode.Conflict);

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++) await (await RateAsync(await FinishAsync(agentType), 5)).ReadAsync(HttpStatusCode.Created);
        await (await MoveAsync(card, "done")).ReadAsync();

        var shown = await GetAsync($"/api/v1/improvements/{card}");
        Assert.Equal(("done", 3), (shown.GetProperty("column").GetString(), shown.GetProperty("proof").GetProperty("laterRatings").GetInt32()));
    }

    private static string NewAgentType() => $"agent-{Guid.NewGuid():n}";

    private async Task<Guid> SubmitAsync(string agentType) =>
        (await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "t", agentType }, _cancellation)).ReadAsync(HttpStatusCode.Created)).GetProperty("jobId").GetGuid();

    private async Task<Guid> FinishAsync(string agentType)
    {
        var job = await SubmitAsync(agentType);
        await (await host.Ours.Agent.PostAsJsonAsync("/api/v1/jobs/claim", new { workerId = "w", agentTypes = new[] { agentType } }, _cancellation)).ReadAsync();
        await (await host.Ours.Agent.PostAsJsonAsync($"/api/v1/jobs/{job}/complete", new { workerId = "w", attempt = 1 }, _cancellation)).ReadAsync();
        return job;
    }

    private Task<HttpResponseMessage> RateAsync(Guid jobId, int rating, string outcome = "solved") =>
        host.Ours.Member.PostAsJsonAsync("/api/v1/feedback", new { jobId, rating, outcome }, _cancellation);

    private Task<HttpResponseMessage> MoveAsync(Guid card, string to) => host.Ours.Member.PostAsJsonAsync($"/api/v1/improvements/{card}/move", new { to }, _cancellation);

    private async Task<JsonElement> GetAsync(string path) => await (await host.Ours.Member.GetAsync(path, _cancellation)).ReadAsync();
}
