using System.Text.Json;

namespace EventAgents.Events;

/// <summary>Something that happened to an agent's session. When and who stand in the envelope.</summary>
public abstract record SessionEvent(Guid SessionId);

/// <summary>A session of a role was opened. The metadata is a JSON object.</summary>
public sealed record SessionCreated(Guid SessionId, string AgentRole, string? TaskId, JsonElement? Metadata) : SessionEvent(SessionId);

/// <summary>The session is in use for the first time.</summary>
public sealed record SessionActivated(Guid SessionId, string? Reason) : SessionEvent(SessionId);

/// <summary>The session is put aside.</summary>
public sealed record SessionPaused(Guid SessionId, string? Reason) : SessionEvent(SessionId);

/// <summary>The session is in use again.</summary>
public sealed record SessionResumed(Guid SessionId, string? Reason) : SessionEvent(SessionId);

/// <summary>The session ended as planned.</summary>
public sealed record SessionCompleted(Guid SessionId, string? Reason) : SessionEvent(SessionId);

/// <summary>The session ended by a fault.</summary>
public sealed record SessionFailed(Guid SessionId, string? Reason) : SessionEvent(SessionId);

/// <summary>Nothing happened in the session for longer than its state allows.</summary>
public sealed record SessionExpired(Guid SessionId, string? Reason) : SessionEvent(SessionId);

/// <summary>The session's metadata as it is from now on: the whole JSON object, not what changed.</summary>
public sealed record SessionMetadataChanged(Guid SessionId, JsonElement Metadata, string? Reason) : SessionEvent(SessionId);
