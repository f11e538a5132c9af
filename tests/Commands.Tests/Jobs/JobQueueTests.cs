using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Testing;

namespace EventAgents.Commands.Tests.Jobs;

/// <summary>The queue on a real log. Every test has a tenant of its own.</summary>
public sealed class JobQueueTests(Product product) : IClassFixture<Product>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly Caller _caller = new(Guid.CreateVersion7().ToString(), "key-1", ActorKind.Agent);

    [Fact]
    public async Task The_most_urgent_goes_first_then_the_oldest()
    {
        var low = await SubmitAsync(IssuePriority.Low);
        var medium = await SubmitAsync(IssuePriority.Medium);
        var critical = await SubmitAsync(IssuePriority.Critical);
        var laterMedium = await SubmitAsync(IssuePriority.Medium);

        Assert.Equal([critical, medium], (await ClaimAsync(max: 2)).Select(job => job.JobId));
        Assert.Equal([laterMedium, low], (await ClaimAsync(max: 5)).Select(job => job.JobId));
        Assert.Empty(await ClaimAsync(max: 5));
    }

    [Fact]
    public async Task A_changed_priority_reorders_the_queue()
    {
        var first = await SubmitAsync();
        var issue = await product.SubmitAsync(caller: _caller);
        await product.Do(new ChangeIssuePriority(issue.IssueId, IssuePriority.High), _caller);
        Assert.Equal([issue.JobId, first], (await ClaimAsync(max: 2)).Select(job => job.JobId));
    }

    [Fact]
    public async Task A_worker_gets_what_it_can_do()
    {
        await SubmitAsync();
        var wanted = (await product.SubmitAsync(c => c with { AgentType = "tester" }, _caller)).JobId;
        Assert.Equal(wanted, Assert.Single(await product.ClaimAsync(max: 5, caller: _caller, agentTypes: ["tester", "writer"])).JobId);
    }

    [Fact]
    public async Task Another_tenant_s_jobs_are_not_claimed()
    {
        await SubmitAsync();
        Assert.Empty(await product.ClaimAsync(caller: _caller with { TenantId = "other" }));
    }

    [Fact]
    public async Task A_tenant_runs_so_many_jobs_at_once_and_no_more()
    {
        for (var i = 0; i < 7; i++) await SubmitAsync();
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync(max: 2)));
        var running = claims.SelectMany(claimed => claimed).ToList();
        Assert.Equal(5, running.Count);

        await product.Do(new CompleteJob(running[0].JobId, "worker-1", running[0].Attempt, Result: null), _caller);
        Assert.Single(await ClaimAsync(max: 5));
    }

    [Fact]
    public async Task Each_job_is_given_to_one_of_many_claims()
    {
        product.QueueOptions.MaxRunningPerTenant = 1_000;
        var jobs = new List<Guid>();
        for (var i = 0; i < 40; i++) jobs.Add(await SubmitAsync());

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => product.ClaimAsync(max: 4, worker: $"worker-{i}", caller: _caller)));
        var given = claims.SelectMany(claimed => claimed).Select(job => job.JobId).ToList();
        while ((await ClaimAsync(max: 50)) is { Count: > 0 } rest) given.AddRange(rest.Select(job => job.JobId));
        Assert.Equal(jobs.Order(), given.Order());
        product.QueueOptions.MaxRunningPerTenant = 5;
    }

    [Fact]
    public async Task A_job_that_was_marked_and_not_started_is_free_again_after_a_while()
    {
        var job = await SubmitAsync();
        var table = new JobQueueTable(product.Database);
        var now = product.Clock.GetUtcNow();
        Assert.Equal([job], await table.MarkAsync(_caller.TenantId, [], max: 1, maxRunning: 5, now, now.AddSeconds(10), _cancellation));
        Assert.Empty(await ClaimAsync());

        product.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(job, Assert.Single(await ClaimAsync()).JobId);
    }

    [Fact]
    public async Task A_retry_is_given_out_when_it_is_due_and_no_mark_is_left_over()
    {
        await SubmitAsync();
        var job = Assert.Single(await ClaimAsync());
        await product.Do(new FailJob(job.JobId, "worker-1", job.Attempt, "out of disk", Jitter: 1), _caller);
        Assert.Empty(await ClaimAsync());

        product.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, Assert.Single(await ClaimAsync()).Attempt);
    }

    [Fact]
    public async Task A_lost_lease_puts_the_job_back_and_fences_its_old_worker()
    {
        await SubmitAsync();
        var old = Assert.Single(await ClaimAsync());
        await ExpireAsync();
        Assert.Empty(await ClaimAsync());

        product.Clock.Advance(Product.Lease + TimeSpan.FromSeconds(1));
        await ExpireAsync();
        var taken = Assert.Single(await product.ClaimAsync(worker: "worker-2", caller: _caller));
        Assert.Equal((old.JobId, 2), (taken.JobId, taken.Attempt));

        var late = await product.Handler.HandleAsync(new CompleteJob(old.JobId, "worker-1", old.Attempt, null), _caller, cancellation: _cancellation);
        Assert.Equal("lease-lost", late.Refusal?.Slug);
        Assert.Equal("lease-lost", (await RenewAsync(old)).Refusal?.Slug);
    }

    [Fact]
    public async Task A_renewed_lease_is_kept_and_renewing_is_no_event()
    {
        await SubmitAsync();
        var job = Assert.Single(await ClaimAsync());
        product.Clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(product.Clock.GetUtcNow() + Product.Lease, (await RenewAsync(job)).LeaseUntil);

        product.Clock.Advance(TimeSpan.FromSeconds(50));
        await ExpireAsync();
        Assert.Equal(["job_created", "job_started"], await TypesAsync(job.JobId));

        product.Clock.Advance(TimeSpan.FromSeconds(11));
        await ExpireAsync();
        Assert.Equal(["job_created", "job_started", "job_lease_expired"], await TypesAsync(job.JobId));
    }

    [Fact]
    public async Task A_lease_expires_once_with_several_hosts()
    {
        await SubmitAsync();
        var job = Assert.Single(await ClaimAsync());
        product.Clock.Advance(Product.Lease + TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => product.NewQueue().ExpireLeasesAsync(_cancellation)));
        Assert.Single(await TypesAsync(job.JobId), "job_lease_expired");
    }

    [Fact]
    public async Task A_heartbeat_of_a_cancelled_job_says_so()
    {
        await SubmitAsync();
        var job = Assert.Single(await ClaimAsync());
        await product.Do(new CancelJob(job.JobId, null), _caller);
        Assert.Equal("job-cancelled", (await RenewAsync(job)).Refusal?.Slug);
        Assert.Equal("validation", (await product.Queue.RenewAsync(new RenewLease(job.JobId, "", 0, Product.Lease), _caller, _cancellation)).Refusal?.Slug);
        Assert.Equal("not-found", (await RenewAsync(job with { JobId = Guid.CreateVersion7() })).Refusal?.Slug);
    }

    [Fact]
    public async Task A_paused_job_is_kept_back()
    {
        var job = await SubmitAsync();
        await product.Do(new PauseJob(job, null), _caller);
        Assert.Empty(await ClaimAsync());
        await product.Do(new ResumeJob(job, null), _caller);
        Assert.Equal(job, Assert.Single(await ClaimAsync()).JobId);
    }

    [Fact]
    public async Task A_waiting_claim_gets_a_job_that_comes_later()
    {
        var claim = product.ClaimAsync(caller: _caller, wait: TimeSpan.FromHours(1));
        var job = await SubmitAsync();
        Assert.Equal(job, Assert.Single(await claim.WaitAsync(TimeSpan.FromSeconds(30), _cancellation)).JobId);
    }

    [Fact]
    public async Task A_waiting_claim_ends_empty_when_its_time_is_over()
    {
        var claim = product.ClaimAsync(caller: _caller, wait: TimeSpan.FromSeconds(1));
        while (!claim.IsCompleted)
        {
            product.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Empty(await claim);
    }

    [Fact]
    public async Task Notes_on_jobs_that_have_ended_are_forgotten()
    {
        await SubmitAsync();
        var job = Assert.Single(await ClaimAsync());
        await RenewAsync(job);
        await product.Do(new CompleteJob(job.JobId, "worker-1", job.Attempt, Result: null), _caller);
        product.Clock.Advance(TimeSpan.FromHours(2));
        await ExpireAsync();
        Assert.DoesNotContain(await product.DumpAsync("ops.job_claims"), row => row.Contains(job.JobId.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(await product.DumpAsync("job_queue"), row => row.Contains(job.JobId.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_claim_has_bounds()
    {
        Assert.Null(new Claim("worker-1", [], Max: 50, TimeSpan.FromSeconds(5)).Check());
        Assert.Equal("validation", new Claim("", [""], Max: 51, TimeSpan.FromSeconds(4)).Check()?.Slug);
        Assert.Equal("validation", new Claim("worker-1", [], Max: 0, Product.Lease).Check()?.Slug);
    }

    private async Task<Guid> SubmitAsync(IssuePriority priority = IssuePriority.Medium) => (await product.SubmitAsync(c => c with { Priority = priority }, _caller)).JobId;

    private Task<IReadOnlyList<ClaimedJob>> ClaimAsync(int max = 1) => product.ClaimAsync(max, caller: _caller);

    private Task<(DateTimeOffset? LeaseUntil, Refusal? Refusal)> RenewAsync(ClaimedJob job) =>
        product.Queue.RenewAsync(new RenewLease(job.JobId, "worker-1", job.Attempt, Product.Lease), _caller, _cancellation);

    private Task<int> ExpireAsync() => product.Queue.ExpireLeasesAsync(_cancellation);

    private async Task<List<string>> TypesAsync(Guid jobId) =>
        await product.Store.ReadStreamAsync(new StreamKey(_caller.TenantId, jobId), cancellation: _cancellation).Select(e => e.Type).ToListAsync(_cancellation);
}
