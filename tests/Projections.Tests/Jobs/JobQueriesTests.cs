using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using EventAgents.Projections.Jobs;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests.Jobs;

public class JobQueriesTests(Product product) : IClassFixture<Product>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly JobQueries _jobs = new(product.Database);

    [Fact]
    public async Task A_completed_job_shows_its_result_and_how_long_it_took()
    {
        var job = await StartAsync("completed");
        product.Clock.Advance(TimeSpan.FromSeconds(3));
        await product.Do(new CompleteJob(job.JobId, "worker-1", job.Attempt, Product.Json("""{"files":2}""")), Product.Worker);

        var shown = await FindAsync(job.JobId);
        Assert.Equal((JobStatus.Completed, 1, 0, 3), (shown.Status, shown.Attempts, shown.FailedAttempts, shown.MaxAttempts));
        Assert.Equal((3_000, 2), (shown.DurationMs, shown.Result?.GetProperty("files").GetInt32()));
        Assert.Null(shown.WorkerId);
        Assert.Equal(3, shown.Version);
    }

    [Fact]
    public async Task A_running_job_shows_who_has_it_and_until_when()
    {
        var job = await StartAsync("running");
        var shown = await FindAsync(job.JobId);
        Assert.Equal((JobStatus.Running, "worker-1", product.Clock.GetUtcNow() + Product.Lease), (shown.Status, shown.WorkerId, shown.LeaseUntil));
        Assert.Null(shown.DurationMs);
    }

    [Fact]
    public async Task A_failed_attempt_shows_its_error_and_when_the_next_is_due()
    {
        var job = await StartAsync("failed");
        await product.Do(new FailJob(job.JobId, "worker-1", job.Attempt, "out of disk", Jitter: 1), Product.Worker);

        var shown = await FindAsync(job.JobId);
        Assert.Equal((JobStatus.Pending, "out of disk", 1), (shown.Status, shown.Error, shown.FailedAttempts));
        Assert.Equal(product.Clock.GetUtcNow().AddSeconds(2), shown.RetryAt);
    }

    [Fact]
    public async Task The_last_attempt_s_error_is_the_job_s()
    {
        var submit = await product.SubmitAsync(c => c with { AgentType = "given-up" });
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            product.Clock.Advance(TimeSpan.FromMinutes(5));
            var job = Assert.Single(await product.ClaimAsync(agentTypes: "given-up"));
            await product.Do(new FailJob(job.JobId, "worker-1", job.Attempt, $"error {attempt}", Jitter: 1), Product.Worker);
        }

        var shown = await FindAsync(submit.JobId);
        Assert.Equal((JobStatus.Failed, "error 3", 3, 3), (shown.Status, shown.Error, shown.Attempts, shown.FailedAttempts));
        Assert.NotNull(shown.CompletedAt);
    }

    [Fact]
    public async Task A_paused_job_has_no_worker_and_a_resumed_one_waits()
    {
        var job = await StartAsync("paused");
        await product.Do(new PauseJob(job.JobId, null));
        Assert.Equal((JobStatus.Paused, null), ((await FindAsync(job.JobId)).Status, (await FindAsync(job.JobId)).WorkerId));
        await product.Do(new ResumeJob(job.JobId, null));
        Assert.Equal(JobStatus.Pending, (await FindAsync(job.JobId)).Status);
    }

    [Fact]
    public async Task The_priority_follows_the_issue_s()
    {
        var submit = await product.SubmitAsync(c => c with { AgentType = "prioritized" });
        await product.Do(new ChangeIssuePriority(submit.IssueId, IssuePriority.Critical));
        Assert.Equal(1, (await FindAsync(submit.JobId)).Priority);
    }

    [Fact]
    public async Task A_log_is_read_in_order_page_by_page_and_by_level()
    {
        var job = await StartAsync("logged");
        var lines = Enumerable.Range(1, 25)
            .Select(i => new LogJob.Line(i % 5 == 0 ? JobLogLevel.Error : JobLogLevel.Info, $"line {i}", Product.Json($$"""{"i":{{i}}}""")));
        await product.Do(new LogJob(job.JobId, "worker-1", job.Attempt, [.. lines]), Product.Worker);

        Assert.Equal(Enumerable.Range(6, 20).Select(i => $"line {i}"), (await FindAsync(job.JobId)).Logs.Select(line => line.Message));

        var seen = new List<string>();
        long? after = 0;
        while (after is not null)
        {
            var page = await _jobs.ListLogAsync(Product.Tenant, job.JobId, level: null, after.Value, limit: 10, _cancellation);
            seen.AddRange(page.Items.Select(line => line.Message));
            after = page.NextCursor is null ? null : long.Parse(page.NextCursor, System.Globalization.CultureInfo.InvariantCulture);
        }

        Assert.Equal(Enumerable.Range(1, 25).Select(i => $"line {i}"), seen);
        var errors = await _jobs.ListLogAsync(Product.Tenant, job.JobId, JobLogLevel.Error, after: 0, limit: 100, _cancellation);
        Assert.Equal(["line 5", "line 10", "line 15", "line 20", "line 25"], errors.Items.Select(line => line.Message));
        Assert.Equal(5, errors.Items[0].Data?.GetProperty("i").GetInt32());
    }

    [Fact]
    public async Task An_artifact_comes_back_as_it_was()
    {
        var job = await StartAsync("artifacts");
        const string Content = "tab\t \"quotes\" \\ \r\n\u2028 é 漢 😀 \u0001 </script>";
        var produce = new ProduceArtifact(job.JobId, "worker-1", job.Attempt, Guid.CreateVersion7(), ArtifactType.CodeChange, "fix")
        {
            Content = Content,
            DiffPatch = "@@ -1 +1 @@\n",
            Metadata = Product.Json("""{"lines":1}"""),
        };
        await product.Do(produce, Product.Worker);

        var head = Assert.Single((await FindAsync(job.JobId)).Artifacts);
        Assert.Equal((produce.ArtifactId, ArtifactType.CodeChange, "fix"), (head.Id, head.Type, head.Name));
        var artifact = await _jobs.FindArtifactAsync(Product.Tenant, job.JobId, produce.ArtifactId, _cancellation);
        Assert.Equal((Content, "@@ -1 +1 @@\n"), (artifact?.Content, artifact?.DiffPatch));
        Assert.Null(await _jobs.FindArtifactAsync("other", job.JobId, produce.ArtifactId, _cancellation));
    }

    [Fact]
    public async Task Filters_hold_together()
    {
        var wanted = await product.SubmitAsync(c => c with { AgentType = "filtered" });
        await product.SubmitAsync(c => c with { AgentType = "filtered" });
        await product.SubmitAsync(c => c with { AgentType = "unfiltered" });

        var found = await _jobs.ListAsync(Product.Tenant, new JobFilter(JobStatus.Pending, "filtered", wanted.IssueId), new PageRequest(), _cancellation);
        Assert.Equal(wanted.JobId, Assert.Single(found.Items).Id);
        Assert.Equal(2, (await _jobs.ListAsync(Product.Tenant, new JobFilter(AgentType: "filtered"), new PageRequest(), _cancellation)).Items.Count);
        Assert.Empty((await _jobs.ListAsync(Product.Tenant, new JobFilter(JobStatus.Failed, "filtered"), new PageRequest(), _cancellation)).Items);
    }

    private async Task<ClaimedJob> StartAsync(string agentType)
    {
        product.QueueOptions.MaxRunningPerTenant = 100;
        await product.SubmitAsync(c => c with { AgentType = agentType });
        return Assert.Single(await product.ClaimAsync(agentTypes: agentType));
    }

    private async Task<JobDetails> FindAsync(Guid jobId)
    {
        var job = await _jobs.FindAsync(Product.Tenant, jobId, _cancellation);
        Assert.NotNull(job);
        return job;
    }
}
