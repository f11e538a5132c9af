using EventAgents.Commands.Jobs;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Jobs;

/// <summary>Events that job tests begin with.</summary>
public static class JobFacts
{
    public const string Worker = "worker-1";
    public static readonly Guid JobId = Guid.Parse("0198f000-0000-7000-8000-000000000011");
    public static readonly Guid IssueId = Guid.Parse("0198f000-0000-7000-8000-000000000012");
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    public static readonly JobCreated Created = new(JobId, IssueId, "coder", Model: null, Priority: 5, MaxAttempts: 3, Config: null);
    public static readonly JobStarted Started = StartedAs(attempt: 1);
    public static readonly JobPaused Paused = new(JobId, IssueId, Reason: null);
    public static readonly JobCompleted Completed = new(JobId, IssueId, Attempt: 1, Result: null, NeedsReview: false);
    public static readonly JobFailed Failed = new(JobId, IssueId, "out of disk");
    public static readonly JobCancelled Cancelled = new(JobId, IssueId, Reason: null);

    public static JobStarted StartedAs(int attempt, string worker = Worker) => new(JobId, IssueId, attempt, worker, LeaseUntil: Times.Noon + Lease);

    public static JobAttemptFailed AttemptFailed(int attempt, DateTimeOffset? retryAt) => new(JobId, IssueId, attempt, "out of disk", retryAt);

    public static JobLeaseExpired LeaseLost(int attempt) => new(JobId, IssueId, attempt, Worker, RetryAt: Times.Noon);

    public static Spec<Job, JobEvent> Given(params JobEvent[] happened) => new(happened);
}
