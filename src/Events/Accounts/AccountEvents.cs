namespace EventAgents.Events;

/// <summary>What a user or a key may do.</summary>
public enum Role
{
    /// <summary>Everything in its organisation.</summary>
    Admin,
    /// <summary>Settings and rebuilds.</summary>
    Operator,
    /// <summary>Reading the audit log.</summary>
    Reviewer,
    /// <summary>Issues, sessions and feedback.</summary>
    Member,
    /// <summary>Claiming and reporting jobs, sessions, the mesh and the guard.</summary>
    Agent,
}

/// <summary>Something that happened to an organisation, which is a tenant.</summary>
public abstract record OrganisationEvent(Guid OrganisationId);

/// <summary>An organisation was made by its first user.</summary>
public sealed record OrganisationCreated(Guid OrganisationId, string Name, Guid FounderId) : OrganisationEvent(OrganisationId);

/// <summary>Something that happened to a user. Address and password are kept outside the log; here stand ids alone.</summary>
public abstract record UserEvent(Guid UserId);

/// <summary>A user joined by signing up.</summary>
public sealed record UserSignedUp(Guid UserId, Guid OrganisationId, IReadOnlyList<Role> Roles) : UserEvent(UserId);

/// <summary>An admin invited a user.</summary>
public sealed record UserInvited(Guid UserId, Guid OrganisationId, IReadOnlyList<Role> Roles) : UserEvent(UserId);

/// <summary>The user's roles from now on.</summary>
public sealed record UserRolesChanged(Guid UserId, IReadOnlyList<Role> Roles) : UserEvent(UserId);

/// <summary>Something that happened to an API key. The key and its hash are kept outside the log.</summary>
public abstract record ApiKeyEvent(Guid ApiKeyId);

/// <summary>A key with roles of its own was given out, until it expires or is revoked.</summary>
public sealed record ApiKeyCreated(Guid ApiKeyId, string Name, IReadOnlyList<Role> Roles, DateTimeOffset? ExpiresAt) : ApiKeyEvent(ApiKeyId);

/// <summary>The key opens nothing any more.</summary>
public sealed record ApiKeyRevoked(Guid ApiKeyId, string? Reason) : ApiKeyEvent(ApiKeyId);
