using System.Text.Json;

namespace EventAgents.Events;

/// <summary>Something that happened to an issue. When, who and why stand in the envelope.</summary>
public abstract record IssueEvent(Guid IssueId);

/// <summary>Somebody or something asked for work. The external id is unique within tenant and source; the context is a JSON object.</summary>
public sealed record IssueSubmitted(
    Guid IssueId, IssueType Type, IssuePriority Priority, IssueSource Source, string Title, string? Description, JsonElement? Context, string? ExternalId)
    : IssueEvent(IssueId);

/// <summary>What a classifier thinks of the issue. Complexity runs from 1 to 10, confidence from 0 to 1.</summary>
public sealed record IssueClassified(
    Guid IssueId, IssueType Type, IssuePriority Priority, int Complexity, string? Module, string? SuggestedAgent, string? SuggestedModel,
    double Confidence, string? Reasoning) : IssueEvent(IssueId);

/// <summary>The issue's next job is due to be created: its id and everything that it is created with.</summary>
public sealed record IssueQueued(
    Guid IssueId, Guid JobId, string AgentType, string? Model, IssuePriority Priority, JsonElement? Config) : IssueEvent(IssueId);

/// <summary>A worker took the issue's job for the first time.</summary>
public sealed record IssueProcessingStarted(Guid IssueId, Guid JobId) : IssueEvent(IssueId);

/// <summary>The job's result waits for a person's approval.</summary>
public sealed record IssueSentToReview(Guid IssueId, Guid JobId) : IssueEvent(IssueId);

/// <summary>A person accepted the job's result; <see cref="IssueCompleted"/> follows.</summary>
public sealed record IssueApproved(Guid IssueId, string? Comment) : IssueEvent(IssueId);

/// <summary>A person wants the work done again; <see cref="IssueQueued"/> follows with the new job.</summary>
public sealed record IssueReworkRequested(Guid IssueId, string Reason) : IssueEvent(IssueId);

/// <summary>The issue is done.</summary>
public sealed record IssueCompleted(Guid IssueId, Guid JobId) : IssueEvent(IssueId);

/// <summary>The issue's job failed for good.</summary>
public sealed record IssueFailed(Guid IssueId, Guid JobId, string Error) : IssueEvent(IssueId);

/// <summary>The issue is tried again; <see cref="IssueQueued"/> follows with the new job. The replaced job is cancelled if it is still open.</summary>
public sealed record IssueRetried(Guid IssueId, Guid? ReplacedJobId, string? Reason) : IssueEvent(IssueId);

/// <summary>Nobody wants the issue any more. Its job is cancelled if it is still open.</summary>
public sealed record IssueCancelled(Guid IssueId, Guid? JobId, string? Reason) : IssueEvent(IssueId);

/// <summary>The work is wanted sooner or later than before. A waiting job is reordered.</summary>
public sealed record IssuePriorityChanged(Guid IssueId, IssuePriority From, IssuePriority To) : IssueEvent(IssueId);
