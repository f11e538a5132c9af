using EventAgents.Events;

namespace EventAgents.Commands.Jobs;

/// <summary>A job that a worker has now.</summary>
/// <param name="JobId">The job.</param>
/// <param name="IssueId">Its issue.</param>
/// <param name="Attempt">What the worker has to name in every report.</param>
/// <param name="LeaseUntil">Until then it has to report or to renew.</param>
/// <param name="Version">The job's version.</param>
public sealed record ClaimedJob(Guid JobId, Guid IssueId, int Attempt, DateTimeOffset LeaseUntil, long Version);

/// <summary>Hands jobs to workers: who gets which is settled by one short statement, what it means by the log.</summary>
/// <param name="table">The queue's rows.</param>
/// <param name="handler">Takes the commands.</param>
/// <param name="signal">Wakes waiting claims.</param>
/// <param name="options">Limits.</param>
/// <param name="clock">Times of leases and retries; hosts keep their clocks together.</param>
public sealed class JobQueue(JobQueueTable table, CommandHandler handler, JobSignal signal, JobQueueOptions options, TimeProvider clock)
{
    /// <summary>So long a job is kept for whoever marked it; then, had that host died, others may have it.</summary>
    private static readonly TimeSpan Mark = TimeSpan.FromSeconds(10);

    /// <summary>Starts as many jobs as there are and the claim and the tenant's limit allow; waits for the first one.</summary>
    /// <param name="claim">What is wanted, checked already.</param>
    /// <param name="caller">The worker's credential.</param>
    /// <param name="wait">For how long an empty answer is put off.</param>
    /// <param name="cancellation">Ends the wait. What was started by then stays started, and its lease expires.</param>
    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(Claim claim, Caller caller, TimeSpan wait, CancellationToken cancellation)
    {
        var end = clock.GetUtcNow() + wait;
        while (true)
        {
            var woken = signal.NextAsync(caller.TenantId);
            var claimed = await TryClaimAsync(claim, caller, cancellation);
            var left = end - clock.GetUtcNow();
            if (claimed.Count > 0 || left <= TimeSpan.Zero) return claimed;

            var pause = left < options.PollInterval ? left : options.PollInterval;
            await Task.WhenAny(woken, Task.Delay(pause, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Renews a worker's lease.</summary>
    /// <returns>The lease's new end, or why the worker has none.</returns>
    public async Task<(DateTimeOffset? LeaseUntil, Refusal? Refusal)> RenewAsync(RenewLease renewal, Caller caller, CancellationToken cancellation)
    {
        // The log is asked only when the queue says no, or the request is malformed: a job's stream is long, its queue row is short.
        var isValid = RenewLease.Validator.Validate(renewal).IsValid;
        var until = clock.GetUtcNow() + renewal.Lease;
        if (isValid && await table.RenewAsync(caller.TenantId, renewal.JobId, renewal.WorkerId, renewal.Attempt, until, cancellation)) return (until, null);

        var outcome = await handler.HandleAsync(renewal, caller, cancellation: cancellation);
        return outcome.Refusal is { } refusal ? (null, refusal) : (outcome.State!.LeaseUntil, null);
    }

    /// <summary>Puts back every job whose worker was not heard of in time. Any number of hosts may do this.</summary>
    /// <returns>How many leases were ended.</returns>
    public async Task<int> ExpireLeasesAsync(CancellationToken cancellation)
    {
        var ended = 0;
        foreach (var lease in await table.FindExpiredAsync(clock.GetUtcNow(), cancellation))
        {
            var expiry = new ExpireLease(lease.JobId, lease.Attempt);
            var outcome = await handler.HandleAsync(expiry, Caller.System(lease.TenantId, "job-queue"), cancellation: cancellation);
            if (outcome.IsAccepted) ended++;
        }

        await table.ForgetAsync(clock.GetUtcNow(), cancellation);
        return ended;
    }

    private async Task<IReadOnlyList<ClaimedJob>> TryClaimAsync(Claim claim, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var marked = await table.MarkAsync(caller.TenantId, claim.AgentTypes, claim.Max, options.MaxRunningPerTenant, now, now + Mark, cancellation);
        var started = await Task.WhenAll(marked.Select(jobId => TryStartAsync(jobId, claim, caller, cancellation)));  // they share a commit
        return [.. started.OfType<ClaimedJob>()];
    }

    /// <returns>Null when somebody was faster, or the job is not to be started any more.</returns>
    private async Task<ClaimedJob?> TryStartAsync(Guid jobId, Claim claim, Caller caller, CancellationToken cancellation)
    {
        var unmark = new CommandOptions<Job>(Also: _ => sql => JobQueueTable.Unmark(sql, caller.TenantId, jobId));
        var outcome = await handler.HandleAsync(new StartJob(jobId, claim.WorkerId, claim.Lease), caller, unmark, cancellation);
        return outcome.IsAccepted && outcome.Events is [JobStarted e] ? new ClaimedJob(jobId, e.IssueId, e.Attempt, e.LeaseUntil, outcome.Version) : null;
    }
}
