namespace EventAgents.Events;

/// <summary>How much a card of the improvement board matters.</summary>
public enum ImprovementPriority
{
    /// <summary>Something was made worse.</summary>
    Critical,
    /// <summary>A user was not content.</summary>
    High,
    /// <summary>A user was half content.</summary>
    Medium,
}

/// <summary>The columns of the improvement board, from left to right; the last two are final.</summary>
public enum BoardColumn
{
    /// <summary>Nobody has looked at it.</summary>
    Incoming,
    /// <summary>Somebody looks for the cause.</summary>
    Analysis,
    /// <summary>The cause is known, the work waits.</summary>
    Backlog,
    /// <summary>Being worked on.</summary>
    InProgress,
    /// <summary>Implemented; later ratings have to show it.</summary>
    Testing,
    /// <summary>Later ratings have shown it.</summary>
    Done,
    /// <summary>Not wanted.</summary>
    Dismissed,
}

/// <summary>Something that happened to a card of the improvement board. When and who stand in the envelope.</summary>
public abstract record ImprovementEvent(Guid ImprovementId);

/// <summary>A bad rating put a card on the board.</summary>
public sealed record ImprovementOpened(
    Guid ImprovementId, Guid FeedbackId, Guid JobId, Guid IssueId, string AgentType, ImprovementPriority Priority) : ImprovementEvent(ImprovementId);

/// <summary>The card went to another column.</summary>
public sealed record ImprovementMoved(Guid ImprovementId, BoardColumn From, BoardColumn To, string? Reason) : ImprovementEvent(ImprovementId);

/// <summary>What somebody found to be the cause.</summary>
public sealed record ImprovementAnalyzed(Guid ImprovementId, string Result) : ImprovementEvent(ImprovementId);

/// <summary>The work is done; ratings from now on are the proof.</summary>
public sealed record ImprovementImplemented(Guid ImprovementId) : ImprovementEvent(ImprovementId);

/// <summary>Later ratings of the agent type are better than those of the 30 days before the work was done.</summary>
public sealed record ImprovementVerified(Guid ImprovementId, int LaterRatings, decimal LaterAverage, decimal AverageBefore)
    : ImprovementEvent(ImprovementId);

/// <summary>Nobody wants the improvement.</summary>
public sealed record ImprovementDismissed(Guid ImprovementId, string Reason) : ImprovementEvent(ImprovementId);
