using System.Text.Json;
using EventAgents.Events;

namespace EventAgents.Projections.Sessions;

/// <summary>Which sessions are wanted. Every member that is set must hold.</summary>
/// <param name="Status">Where they stand.</param>
/// <param name="AgentRole">Whose they are.</param>
public sealed record SessionFilter(SessionStatus? Status = null, string? AgentRole = null);

/// <summary>A session as it stands in a list.</summary>
/// <param name="Id">The session.</param>
/// <param name="Version">The stream's version: the ETag.</param>
/// <param name="AgentRole">Whose it is.</param>
/// <param name="TaskId">What it is for.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastTransitionAt">When its state changed last.</param>
/// <param name="PausedAt">Since when it is paused; null in every other state.</param>
/// <param name="CompletedAt">When it ended as planned.</param>
/// <param name="FailedAt">When it ended by a fault.</param>
/// <param name="ExpiredAt">When it ended because nothing happened.</param>
/// <param name="LastActivityAt">When anything happened in it last, guarded LLM calls included.</param>
public record SessionSummary(
    Guid Id, long Version, string AgentRole, string? TaskId, SessionStatus Status, DateTimeOffset CreatedAt, DateTimeOffset LastTransitionAt,
    DateTimeOffset? PausedAt, DateTimeOffset? CompletedAt, DateTimeOffset? FailedAt, DateTimeOffset? ExpiredAt, DateTimeOffset LastActivityAt);

/// <summary>A session with everything that is known about it.</summary>
public sealed record SessionDetails(
    Guid Id, long Version, string AgentRole, string? TaskId, SessionStatus Status, DateTimeOffset CreatedAt, DateTimeOffset LastTransitionAt,
    DateTimeOffset? PausedAt, DateTimeOffset? CompletedAt, DateTimeOffset? FailedAt, DateTimeOffset? ExpiredAt, DateTimeOffset LastActivityAt,
    JsonElement? Metadata, IReadOnlyList<SessionTransition> History)
    : SessionSummary(Id, Version, AgentRole, TaskId, Status, CreatedAt, LastTransitionAt, PausedAt, CompletedAt, FailedAt, ExpiredAt, LastActivityAt);

/// <summary>A change of a session's state. The first one comes from nowhere.</summary>
public sealed record SessionTransition(long Version, DateTimeOffset At, string Event, SessionStatus? From, SessionStatus To, string? Reason, string? Actor);

/// <summary>A session in which nothing happened for too long, as it was seen.</summary>
public sealed record IdleSession(string TenantId, Guid SessionId, long Version, SessionStatus Status);
