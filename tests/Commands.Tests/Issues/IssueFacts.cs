using EventAgents.Commands.Issues;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Issues;

/// <summary>Events that issue tests begin with.</summary>
public static class IssueFacts
{
    public static readonly Guid IssueId = Guid.Parse("0198f000-0000-7000-8000-000000000001");
    public static readonly Guid JobId = Guid.Parse("0198f000-0000-7000-8000-000000000002");
    public static readonly Guid NextJobId = Guid.Parse("0198f000-0000-7000-8000-000000000003");

    public static readonly IssueSubmitted Submitted = new(
        IssueId, IssueType.Bug, IssuePriority.Medium, IssueSource.Manual, "Job 7 hangs", Description: null, Context: null, ExternalId: null);

    public static readonly IssueQueued Queued = new(IssueId, JobId, SubmitIssue.DefaultAgentType, Model: null, IssuePriority.Medium, Config: null);
    public static readonly IssueProcessingStarted Started = new(IssueId, JobId);
    public static readonly IssueSentToReview InReview = new(IssueId, JobId);
    public static readonly IssueCompleted Completed = new(IssueId, JobId);
    public static readonly IssueFailed Failed = new(IssueId, JobId, "out of disk");
    public static readonly IssueCancelled Cancelled = new(IssueId, JobId, Reason: null);

    public static Spec<Issue, IssueEvent> Given(params IssueEvent[] happened) => new(happened);
}
