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
