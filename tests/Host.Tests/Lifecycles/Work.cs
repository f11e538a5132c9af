using System.Net;
using System.Text.Json;

namespace EventAgents.Host.Tests.Lifecycles;

/// <summary>Issues and their jobs driven over HTTP. Each issue has an agent type of its own, so that a claim gets its job and no other.</summary>
internal sealed class Work(HostFixture host)
{
    public const string Worker = "worker-1";
    private readonly Dictionary<Guid, (Guid IssueId, string AgentType)> _jobs = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Client => host.Ours.Admin;

    /// <summary>Submits an issue.</summary>
    /// <returns>The issue and its job.</returns>
    public async Task<(Guid IssueId, Guid JobId)> SubmitAsync(bool review = false)
    {
        var agentType = $"agent-{Guid.NewGuid():n}";
        var body = new { type = "bug", title = "It stops", agentType, config = new { review } };
        var issue = await (await Client.PostAsJsonAsync("/api/v1/issues", body, Cancellation)).ReadAsync(HttpStatusCode.Created);
        Assert.Equal("queued", issue.GetProperty("status").GetString());
        var jobId = issue.GetProperty("jobId").GetGuid();
        _jobs[jobId] = (issue.GetProperty("id").GetGuid(), agentType);
        return (issue.GetProperty("id").GetGuid(), jobId);
    }

    /// <summary>Claims the job of an issue.</summary>
    /// <returns>The attempt, or null when the queue gives nothing.</returns>
    public async Task<int?> ClaimAsync(Guid jobId, string worker = Worker, int leaseSeconds = 60)
    {
        var answer = await SendClaimAsync(jobId, worker, leaseSeconds);
        if (answer.StatusCode == HttpStatusCode.NoContent) return null;
        var claimed = Assert.Single((await answer.ReadAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal(jobId, claimed.GetProperty("id").GetGuid());
        return claimed.GetProperty("attempt").GetInt32();
    }

    public async Task<HttpResponseMessage> SendClaimAsync(Guid jobId, string worker = Worker, int leaseSeconds = 60)
    {
        var agentTypes = new[] { _jobs[jobId].AgentType };
        return await host.Ours.Agent.PostAsJsonAsync("/api/v1/jobs/claim", new { workerId = worker, agentTypes, max = 5, leaseSeconds }, Cancellation);
    }

    public Task<HttpResponseMessage> CompleteAsync(Guid jobId, int attempt = 1, string worker = Worker) =>
        host.Ours.Agent.PostAsJsonAsync($"/api/v1/jobs/{jobId}/complete", new { workerId = worker, attempt, result = new { summary = "done" } }, Cancellation);

    public Task<HttpResponseMessage> FailAsync(Guid jobId, int attempt = 1, string worker = Worker) =>
        host.Ours.Agent.PostAsJsonAsync($"/api/v1/jobs/{jobId}/fail", new { workerId = worker, attempt, error = "the build failed" }, Cancellation);

    public Task<HttpResponseMessage> PostAsync(string path) => Client.PostAsync($"/api/v1/{path}", content: null, Cancellation);

    public async Task<JsonElement> ReadAsync(string path) => await (await Client.GetAsync($"/api/v1/{path}", Cancellation)).ReadAsync();

    /// <summary>Fails the job's three attempts; retries are waited for with the clock.</summary>
    public async Task ExhaustAsync(Guid jobId)
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt, await ClaimAsync(jobId));
            await (await FailAsync(jobId, attempt)).ReadAsync();
            host.Clock.Advance(TimeSpan.FromSeconds(20));
        }
    }
}
