namespace EventAgents.EventStore;

/// <summary>Which events of the log are wanted. Every member that is set must hold.</summary>
public sealed record EventFilter
{
    /// <summary>Everything.</summary>
    public static EventFilter All { get; } = new();

    /// <summary>Events of one tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>Events of one stream.</summary>
    public Guid? StreamId { get; init; }

    /// <summary>Events of streams of one type, such as <c>issue</c>.</summary>
    public string? StreamType { get; init; }

    /// <summary>Events of these stored names.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Events of one acting user, agent or component.</summary>
    public string? UserName { get; init; }

    /// <summary>Events of one conversation.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Events at these positions.</summary>
    public IReadOnlyList<long>? Positions { get; init; }

    /// <summary>Events appended at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Events appended before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether an event itself says that it is wanted; all but <see cref="StreamType"/>, which only the database knows.</summary>
    internal bool LetsThrough(StoredEvent stored) =>
        (TenantId is null || TenantId == stored.Stream.TenantId)
        && (StreamId is null || StreamId == stored.Stream.Id)
        && (Types is null || Types.Contains(stored.Type))
        && (UserName is null || UserName == stored.Metadata.UserName)
        && (CorrelationId is null || CorrelationId == stored.Metadata.CorrelationId)
        && (Positions is null || Positions.Contains(stored.Position))
        && (From is null || stored.Timestamp >= From)
        && (Until is null || stored.Timestamp < Until);
}

/// <summary>Which way to read.</summary>
public enum ReadDirection
{
    /// <summary>Oldest first.</summary>
    Forward,

    /// <summary>Newest first.</summary>
    Backward,
}
