using System.Text.Json;

namespace EventAgents.Events;

/// <summary>Something that happened to a job of an issue. When, who and why stand in the envelope.</summary>
public abstract record JobEvent(Guid JobId, Guid IssueId);

/// <summary>A job waits for a worker of the agent type. A lower priority number goes first; the config is a JSON object.</summary>
public sealed record JobCreated(
    Guid JobId, Guid IssueId, string AgentType, string? Model, int Priority, int MaxAttempts, JsonElement? Config) : JobEvent(JobId, IssueId);

/// <summary>A worker took the job. The attempt counts every start and fences: whoever reports for a lower one is refused.</summary>
public sealed record JobStarted(Guid JobId, Guid IssueId, int Attempt, string WorkerId, DateTimeOffset LeaseUntil) : JobEvent(JobId, IssueId);

/// <summary>The worker was not heard of in time. The job may be claimed again at <paramref name="RetryAt"/>; null: <see cref="JobFailed"/> follows.</summary>
/// <param name="JobId">The job.</param>
/// <param name="IssueId">Its issue.</param>
/// <param name="Attempt">The start whose lease was lost.</param>
/// <param name="WorkerId">Who held it.</param>
/// <param name="RetryAt">From when on the job may be claimed again, or null for never.</param>
public sealed record JobLeaseExpired(Guid JobId, Guid IssueId, int Attempt, string WorkerId, DateTimeOffset? RetryAt) : JobEvent(JobId, IssueId);

/// <summary>The worker could not do the job. It may be claimed again at <paramref name="RetryAt"/>; null: <see cref="JobFailed"/> follows.</summary>
/// <param name="JobId">The job.</param>
/// <param name="IssueId">Its issue.</param>
/// <param name="Attempt">The start that failed.</param>
/// <param name="Error">What the worker said.</param>
/// <param name="RetryAt">From when on the job may be claimed again, or null for never.</param>
public sealed record JobAttemptFailed(Guid JobId, Guid IssueId, int Attempt, string Error, DateTimeOffset? RetryAt) : JobEvent(JobId, IssueId);

/// <summary>The job is kept away from workers; a lease has ended.</summary>
public sealed record JobPaused(Guid JobId, Guid IssueId, string? Reason) : JobEvent(JobId, IssueId);

/// <summary>The job waits for a worker again.</summary>
public sealed record JobResumed(Guid JobId, Guid IssueId, string? Reason) : JobEvent(JobId, IssueId);

/// <summary>The job is done. The result is any JSON value; with <paramref name="NeedsReview"/> a person has to approve it.</summary>
/// <param name="JobId">The job.</param>
/// <param name="IssueId">Its issue.</param>
/// <param name="Attempt">The start that succeeded.</param>
/// <param name="Result">What the worker answered.</param>
/// <param name="NeedsReview">Whether the job was created with <c>review: true</c> in its config.</param>
public sealed record JobCompleted(Guid JobId, Guid IssueId, int Attempt, JsonElement? Result, bool NeedsReview) : JobEvent(JobId, IssueId);

/// <summary>The job is given up.</summary>
public sealed record JobFailed(Guid JobId, Guid IssueId, string Error) : JobEvent(JobId, IssueId);

/// <summary>The job is not wanted any more, whatever its worker says afterwards.</summary>
public sealed record JobCancelled(Guid JobId, Guid IssueId, string? Reason) : JobEvent(JobId, IssueId);

/// <summary>A line of the worker's log.</summary>
public sealed record JobLogged(
    Guid JobId, Guid IssueId, int Attempt, JobLogLevel Level, string Message, JsonElement? Data) : JobEvent(JobId, IssueId);

/// <summary>Something that the worker made: its text, or the path of a file; optionally as a patch.</summary>
public sealed record ArtifactProduced(
    Guid JobId, Guid IssueId, int Attempt, Guid ArtifactId, ArtifactType Type, string Name, string? Content, string? FilePath, string? DiffPatch,
    JsonElement? Metadata) : JobEvent(JobId, IssueId);
