using EventAgents.Events;

namespace EventAgents.Commands.Jobs;

/// <summary>A job, as far as its rules need it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IssueId">The issue that it works on.</param>
/// <param name="AgentType">The type of agent that may do it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="MaxAttempts">After so many failed attempts it fails.</param>
/// <param name="NeedsReview">Whether a person has to approve the result.</param>
/// <param name="Attempt">How often it was started; the number that fences.</param>
/// <param name="WorkerId">Who holds the lease; null unless running.</param>
/// <param name="LeaseUntil">The lease's end as it was stated at the start; null unless running. The queue knows of renewals.</param>
/// <param name="FailedAttempts">How often a worker said that it failed.</param>
/// <param name="LostLeases">How often a worker was not heard of in time.</param>
/// <param name="RetryAt">Before this it must not be started again.</param>
public sealed record Job(
    Guid Id, Guid IssueId, string AgentType, JobStatus Status, int MaxAttempts, bool NeedsReview, int Attempt = 0, string? WorkerId = null,
    DateTimeOffset? LeaseUntil = null, int FailedAttempts = 0, int LostLeases = 0, DateTimeOffset? RetryAt = null) : IAggregate<Job, JobEvent>
{
    /// <summary>A job whose workers vanish so often is given up.</summary>
    public const int MaxLostLeases = 10;

    /// <inheritdoc/>
    public static string StreamType => "job";

    /// <summary>The legal edges between a job's states.</summary>
    public static Lifecycle<JobStatus> Lifecycle { get; } = new(
        "job",
        (JobStatus.Pending, "start", JobStatus.Running),
        (JobStatus.Pending, "pause", JobStatus.Paused),
        (JobStatus.Pending, "cancel", JobStatus.Cancelled),
        (JobStatus.Running, "complete", JobStatus.Completed),
        (JobStatus.Running, "fail", JobStatus.Failed),
        (JobStatus.Running, "fail", JobStatus.Pending),
        (JobStatus.Running, "expire", JobStatus.Failed),
        (JobStatus.Running, "expire", JobStatus.Pending),
        (JobStatus.Running, "cancel", JobStatus.Cancelled),
        (JobStatus.Running, "pause", JobStatus.Paused),
        (JobStatus.Paused, "resume", JobStatus.Pending),
        (JobStatus.Paused, "cancel", JobStatus.Cancelled));

    /// <inheritdoc/>
    public static Job? Evolve(Job? state, JobEvent happened) => (state, happened) switch
    {
        (null, JobCreated e) => new Job(e.JobId, e.IssueId, e.AgentType, JobStatus.Pending, e.MaxAttempts, JobConfig.NeedsReview(e.Config)),
        ({ } job, JobStarted e) => job with
        {
            Status = JobStatus.Running,
            Attempt = e.Attempt,
            WorkerId = e.WorkerId,
            LeaseUntil = e.LeaseUntil,
            RetryAt = null,
        },
        ({ } job, JobAttemptFailed e) => job.PutBack(e.RetryAt) with { FailedAttempts = job.FailedAttempts + 1 },
        ({ } job, JobLeaseExpired e) => job.PutBack(e.RetryAt) with { LostLeases = job.LostLeases + 1 },
        ({ } job, JobPaused) => job with { Status = JobStatus.Paused, WorkerId = null, LeaseUntil = null },
        ({ } job, JobResumed) => job with { Status = JobStatus.Pending },
        ({ } job, JobCompleted) => job with { Status = JobStatus.Completed, WorkerId = null, LeaseUntil = null },
        ({ } job, JobFailed) => job with { Status = JobStatus.Failed, WorkerId = null, LeaseUntil = null },
        ({ } job, JobCancelled) => job with { Status = JobStatus.Cancelled, WorkerId = null, LeaseUntil = null },
        ({ } job, JobLogged or ArtifactProduced) => job,
        _ => throw IAggregate<Job, JobEvent>.CannotFollow(state, happened),
    };

    /// <summary>Why an event cannot happen now, or null when it can.</summary>
    internal Refusal? Check(string @event) => Lifecycle.Check(Status, @event);

    /// <summary>Why a worker's report is not taken, or null when the worker holds the lease of this attempt.</summary>
    internal Refusal? Fence(string workerId, int attempt, string report) => Status switch
    {
        JobStatus.Cancelled => JobRefusals.Cancelled,
        JobStatus.Running when WorkerId == workerId && Attempt == attempt => null,
        JobStatus.Running => JobRefusals.LeaseLost(attempt),
        _ => Lifecycle.Refuse(Status, report),
    };

    /// <summary>Without a time the job stays as it is until the event that ends it, which follows.</summary>
    private Job PutBack(DateTimeOffset? retryAt) =>
        retryAt is null ? this : this with { Status = JobStatus.Pending, WorkerId = null, LeaseUntil = null, RetryAt = retryAt };
}
