using System.Text.Json;
using EventAgents.Events;

namespace EventAgents.Projections.Jobs;

/// <summary>Which jobs are wanted. Every member that is set must hold.</summary>
/// <param name="Status">Where they stand.</param>
/// <param name="AgentType">Who does them.</param>
/// <param name="IssueId">Whose they are.</param>
public sealed record JobFilter(JobStatus? Status = null, string? AgentType = null, Guid? IssueId = null);

/// <summary>A job as it stands in a list.</summary>
/// <param name="Id">The job.</param>
/// <param name="Version">The stream's version: the ETag.</param>
/// <param name="IssueId">Its issue.</param>
/// <param name="AgentType">The type of agent that may do it.</param>
/// <param name="Model">The model that shall be used, if one was named.</param>
/// <param name="Priority">The lower goes first.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How often it was started.</param>
/// <param name="FailedAttempts">How often a worker said that it failed.</param>
/// <param name="MaxAttempts">After so many failed attempts it fails.</param>
/// <param name="WorkerId">Who has it now.</param>
/// <param name="LeaseUntil">The lease's end as it was stated at the start.</param>
/// <param name="RetryAt">From when on it may be started again.</param>
/// <param name="CreatedAt">When it came into the queue.</param>
/// <param name="StartedAt">When it was started last.</param>
/// <param name="CompletedAt">When it ended, in whatever way.</param>
/// <param name="Error">What went wrong last.</param>
public record JobSummary(
    Guid Id, long Version, Guid IssueId, string AgentType, string? Model, int Priority, JobStatus Status, int Attempts, int FailedAttempts, int MaxAttempts,
    string? WorkerId, DateTimeOffset? LeaseUntil, DateTimeOffset? RetryAt, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt,
    string? Error)
{
    /// <summary>Time from the last start to the end, in milliseconds.</summary>
    public long? DurationMs => CompletedAt is { } end && StartedAt is { } start ? (long)(end - start).TotalMilliseconds : null;
}

/// <summary>A job with everything that is known about it: the last 20 lines of its log, and its artifacts without their contents.</summary>
public sealed record JobDetails(
    Guid Id, long Version, Guid IssueId, string AgentType, string? Model, int Priority, JobStatus Status, int Attempts, int FailedAttempts, int MaxAttempts,
    string? WorkerId, DateTimeOffset? LeaseUntil, DateTimeOffset? RetryAt, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt,
    string? Error, JsonElement? Config, JsonElement? Result, IReadOnlyList<JobLogLine> Logs, IReadOnlyList<ArtifactHead> Artifacts)
    : JobSummary(
        Id, Version, IssueId, AgentType, Model, Priority, Status, Attempts, FailedAttempts, MaxAttempts, WorkerId, LeaseUntil, RetryAt, CreatedAt, StartedAt,
        CompletedAt, Error);

/// <summary>A line of a job's log. The number rises within the job, with gaps.</summary>
public sealed record JobLogLine(long Number, DateTimeOffset At, int Attempt, JobLogLevel Level, string Message, JsonElement? Data);

/// <summary>An artifact without its contents.</summary>
public record ArtifactHead(Guid Id, ArtifactType Type, string Name, string? FilePath, int Attempt, DateTimeOffset ProducedAt, JsonElement? Metadata);

/// <summary>An artifact with its contents.</summary>
public sealed record Artifact(
    Guid Id, ArtifactType Type, string Name, string? FilePath, int Attempt, DateTimeOffset ProducedAt, JsonElement? Metadata, string? Content,
    string? DiffPatch)
    : ArtifactHead(Id, Type, Name, FilePath, Attempt, ProducedAt, Metadata);
