namespace EventAgents.Events;

/// <summary>Who came in and what was refused. These facts stand in the actor's access stream, never in the refused aggregate's.</summary>
public abstract record AccessEvent;

/// <summary>A user came in. The method is how: <c>password</c>, <c>oidc</c>.</summary>
public sealed record UserLoggedIn(Guid UserId, string Method) : AccessEvent;

/// <summary>A user left.</summary>
public sealed record UserLoggedOut(Guid UserId) : AccessEvent;

/// <summary>Somebody gave a wrong address or password. The HMAC, in hex, says only whether two failures meant the same address.</summary>
public sealed record LoginFailed(string EmailHmac, string Reason) : AccessEvent;

/// <summary>The actor lacks what the route asks for.</summary>
public sealed record AccessDenied(string Method, string Route, string Reason) : AccessEvent;

/// <summary>A command was understood and refused. The slug is the refusal's stable name.</summary>
public sealed record CommandRejected(string Command, string Slug, string ResourceType, Guid? ResourceId) : AccessEvent;

/// <summary>Somebody read a page of the audit log. The filter says by which members was searched; the words that were looked for stay out.</summary>
public sealed record AuditRead(IReadOnlyDictionary<string, string> Filter, int Rows) : AccessEvent;

/// <summary>Somebody took a part of the audit log away. This is the export's manifest; the hash is that of the file's bytes, in hex.</summary>
public sealed record AuditExported(
    Guid ExportId, string Format, IReadOnlyDictionary<string, string> Filter, long Rows, long FirstPosition, long LastPosition, string Sha256) : AccessEvent;

/// <summary>Somebody asked whether a read model holds what the events say; null positions mean the whole of it.</summary>
public sealed record ReplayRequested(Guid ReplayId, string Projection, long? FromPosition, long? ToPosition) : AccessEvent;

/// <summary>A replay came to its end: how many rows were compared as of a position, and how many of them differ.</summary>
public sealed record ReplayCompleted(Guid ReplayId, string Projection, long Compared, long Missing, long Extra, long Changed, long Position) : AccessEvent;

/// <summary>Streams whose retention had passed were archived: they take no more events, and stay in the log.</summary>
public sealed record StreamsArchived(IReadOnlyList<Guid> StreamIds) : AccessEvent;
