using System.Net;
using EventAgents.Host.Workers;

namespace EventAgents.Host.Tests.Lifecycles;

/// <summary>What workers live through.</summary>
public class JobTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly Work _work = new(host);

    [Fact]
    public async Task A_job_that_fails_twice_succeeds_on_the_third_attempt()
    {
        var (issue, job) = await _work.SubmitAsync();
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            Assert.Equal(attempt, await _work.ClaimAsync(job));
            await (await _work.FailAsync(job, attempt)).ReadAsync();
            host.Clock.Advance(TimeSpan.FromSeconds(20));
        }
        Assert.Equal(3, await _work.ClaimAsync(job));
        await (await _work.CompleteAsync(job, attempt: 3)).ReadAsync();
        Assert.Equal("completed", (await _work.ReadAsync($"issues/{issue}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_fourth_attempt_never_starts()
    {
        var (issue, job) = await _work.SubmitAsync();
        await _work.ExhaustAsync(job);
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await _work.ClaimAsync(job));
        Assert.Equal("failed", (await _work.ReadAsync($"issues/{issue}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_failed_attempt_waits_before_it_is_tried_again()
    {
        var (_, job) = await _work.SubmitAsync();
        await _work.ClaimAsync(job);
        var failed = await (await _work.FailAsync(job)).ReadAsync();
        var retryAt = failed.GetProperty("retryAt").GetDateTimeOffset();
        Assert.InRange(retryAt, host.Clock.GetUtcNow(), host.Clock.GetUtcNow().AddSeconds(4));
        host.Clock.Advance(retryAt - host.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await _work.ClaimAsync(job));
    }

    [Fact]
    public async Task A_worker_that_was_too_slow_is_fenced_off()
    {
        var (_, job) = await _work.SubmitAsync();
        await _work.ClaimAsync(job, "slow", leaseSeconds: 5);
        host.Clock.Advance(TimeSpan.FromSeconds(6));
        await host.Service<LeaseSweeper>().SweepAsync(_cancellation);
        Assert.Equal(2, await _work.ClaimAsync(job, "fast"));

        await (await _work.CompleteAsync(job, attempt: 1, "slow")).ReadProblemAsync(HttpStatusCode.Conflict, "lease-lost");
        await (await _work.CompleteAsync(job, attempt: 1, "fast")).ReadProblemAsync(HttpStatusCode.Conflict, "lease-lost");
        await (await _work.CompleteAsync(job, attempt: 2, "fast")).ReadAsync();
    }

    [Fact]
    public async Task A_worker_that_renews_keeps_its_job()
    {
        var (_, job) = await _work.SubmitAsync();
        await _work.ClaimAsync(job, leaseSeconds: 5);
        for (var i = 0; i < 5; i++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(3));
            await (await host.Ours.Agent.PutAsJsonAsync($"/api/v1/jobs/{job}/heartbeat", new { workerId = Work.Worker, attempt = 1, leaseSeconds = 5 }, _cancellation)).ReadAsync();
            await host.Service<LeaseSweeper>().SweepAsync(_cancellation);
        }
        await (await _work.CompleteAsync(job)).ReadAsync();
    }

    [Fact]
    public async Task A_cancel_during_the_run_ends_cancelled_whatever_the_worker_says()
    {
        var (issue, job) = await _work.SubmitAsync();
        await _work.ClaimAsync(job);
        await (await _work.PostAsync($"issues/{issue}/cancel")).ReadAsync();

        await (await _work.CompleteAsync(job)).ReadProblemAsync(HttpStatusCode.Conflict, "job-cancelled");
        await (await _work.FailAsync(job)).ReadProblemAsync(HttpStatusCode.Conflict, "job-cancelled");
        foreach (var (route, body) in Reports) await (await SendReportAsync(job, route, body)).ReadProblemAsync(HttpStatusCode.Conflict, "job-cancelled");
        Assert.Equal("cancelled", (await _work.ReadAsync($"jobs/{job}")).GetProperty("status").GetString());
    }

    private static readonly (string Route, object Body)[] Reports =
    [
        ("PUT heartbeat", new { workerId = Work.Worker, attempt = 1 }),
        ("POST logs", new { workerId = Work.Worker, attempt = 1, lines = new[] { new { level = "info", message = "m" } } }),
        ("POST artifacts", new { workerId = Work.Worker, attempt = 1, type = "analysis", name = "n", content = "c" }),
    ];

    [Fact]
    public async Task Logs_and_artifacts_are_read_back_as_they_were_written()
    {
        var (issue, job) = await _work.SubmitAsync();
        await _work.ClaimAsync(job);
        var lines = Enumerable.Range(1, 30).Select(i => new { level = i % 2 == 0 ? "info" : "warn", message = $"line {i}" });
        await (await SendReportAsync(job, "POST logs", new { workerId = Work.Worker, attempt = 1, lines })).ReadAsync();
        const string Content = "naïve — \"quotes\"\r\n\ttab \\ \u2028 𝄞 </script>";
        var made = await (await SendReportAsync(job, "POST artifacts", new { workerId = Work.Worker, attempt = 1, type = "code_change", name = "a.txt", content = Content })).ReadAsync(HttpStatusCode.Created);

        var artifact = await _work.ReadAsync($"jobs/{job}/artifacts/{made.GetProperty("id")}");
        Assert.Equal(Content, artifact.GetProperty("content").GetString());
        var shown = (await _work.ReadAsync($"issues/{issue}")).GetProperty("job");
        Assert.Equal(Enumerable.Range(11, 20).Select(i => $"line {i}"), shown.GetProperty("logs").EnumerateArray().Select(line => line.GetProperty("message").GetString()));
        Assert.Single(shown.GetProperty("artifacts").EnumerateArray());

        var warnings = await _work.ReadAsync($"jobs/{job}/logs?level=warn&limit=10");
        Assert.Equal(10, warnings.GetProperty("items").GetArrayLength());
        var rest = await _work.ReadAsync($"jobs/{job}/logs?level=warn&after={warnings.GetProperty("nextCursor").GetString()}");
        Assert.Equal(5, rest.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_most_urgent_job_comes_first_and_of_equals_the_oldest()
    {
        var agentType = $"agent-{Guid.NewGuid():n}";
        var jobs = new Dictionary<string, Guid>();
        foreach (var (name, priority) in new[] { ("low", "low"), ("medium 1", "medium"), ("medium 2", "medium"), ("critical", "critical") })
        {
            var body = new { type = "bug", title = name, priority, agentType };
            jobs[name] = (await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", body, _cancellation)).ReadAsync(HttpStatusCode.Created)).GetProperty("jobId").GetGuid();
        }
        var claimed = await (await host.Ours.Agent.PostAsJsonAsync("/api/v1/jobs/claim", new { workerId = "w", agentTypes = new[] { agentType }, max = 50 }, _cancellation)).ReadAsync();
        string[] order = ["critical", "medium 1", "medium 2", "low"];
        Assert.Equal(order.Select(name => jobs[name]), claimed.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task A_waiting_claim_is_woken_by_a_new_job()
    {
        var agentType = $"agent-{Guid.NewGuid():n}";
        var claim = host.Ours.Agent.PostAsJsonAsync("/api/v1/jobs/claim", new { workerId = "w", agentTypes = new[] { agentType }, waitSeconds = 30 }, _cancellation);
        await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "t", agentType }, _cancellation);
        // The clock stands still, so only the new job can have ended the wait.
        Assert.Single((await (await claim).ReadAsync()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Another_organisation_gets_none_of_our_jobs()
    {
        await _work.SubmitAsync();
        var answer = await host.Theirs.Agent.PostAsJsonAsync("/api/v1/jobs/claim", new { workerId = "w", max = 50 }, _cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendReportAsync(Guid job, string route, object body)
    {
        var parts = route.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), $"/api/v1/jobs/{job}/{parts[1]}") { Content = JsonContent.Create(body) };
        return await host.Ours.Agent.SendAsync(request, _cancellation);
    }
}
