using EventAgents.Events;

namespace EventAgents.Commands.Issues;

/// <summary>An issue, as far as its rules need it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Priority">How soon it is wanted.</param>
/// <param name="ExternalId">The id that its source knows it by, if any.</param>
/// <param name="Job">What its newest job was created with; null before the first.</param>
public sealed record Issue(Guid Id, IssueStatus Status, IssuePriority Priority, string? ExternalId, IssueQueued? Job = null)
    : IAggregate<Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "issue";

    /// <summary>The legal edges between an issue's states.</summary>
    public static Lifecycle<IssueStatus> Lifecycle { get; } = new(
        "issue",
        (IssueStatus.Pending, "queue", IssueStatus.Queued),
        (IssueStatus.Pending, "cancel", IssueStatus.Cancelled),
        (IssueStatus.Queued, "start", IssueStatus.Processing),
        (IssueStatus.Queued, "cancel", IssueStatus.Cancelled),
        (IssueStatus.Processing, "review", IssueStatus.Review),
        (IssueStatus.Processing, "complete", IssueStatus.Completed),
        (IssueStatus.Processing, "fail", IssueStatus.Failed),
        (IssueStatus.Processing, "retry", IssueStatus.Queued),
        (IssueStatus.Processing, "cancel", IssueStatus.Cancelled),
        (IssueStatus.Review, "approve", IssueStatus.Completed),
        (IssueStatus.Review, "rework", IssueStatus.Queued),
        (IssueStatus.Review, "cancel", IssueStatus.Cancelled),
        (IssueStatus.Failed, "retry", IssueStatus.Queued));

    /// <inheritdoc/>
    public static Issue? Evolve(Issue? state, IssueEvent happened) => (state, happened) switch
    {
        (null, IssueSubmitted e) => new Issue(e.IssueId, IssueStatus.Pending, e.Priority, e.ExternalId),
        ({ } issue, IssueQueued e) => issue with { Status = IssueStatus.Queued, Job = e },
        ({ } issue, IssueProcessingStarted) => issue with { Status = IssueStatus.Processing },
        ({ } issue, IssueSentToReview) => issue with { Status = IssueStatus.Review },
        ({ } issue, IssueCompleted) => issue with { Status = IssueStatus.Completed },
        ({ } issue, IssueFailed) => issue with { Status = IssueStatus.Failed },
        ({ } issue, IssueCancelled) => issue with { Status = IssueStatus.Cancelled },
        ({ } issue, IssuePriorityChanged e) => issue with { Priority = e.To },
        ({ } issue, IssueClassified or IssueApproved or IssueReworkRequested or IssueRetried) => issue,
        _ => throw IAggregate<Issue, IssueEvent>.CannotFollow(state, happened),
    };

    /// <summary>Why an event cannot happen now, or null when it can.</summary>
    internal Refusal? Check(string @event) => Lifecycle.Check(Status, @event);

    /// <summary>The same work again, as another job.</summary>
    internal IssueQueued QueueAgain(Guid jobId) => Job! with { JobId = jobId, Priority = Priority };
}
