namespace EventAgents.Events;

/// <summary>Where an agent's session stands. The last three are final.</summary>
public enum SessionStatus
{
    /// <summary>Created, not in use yet.</summary>
    Pending,
    /// <summary>In use.</summary>
    Active,
    /// <summary>Put aside; it may be resumed.</summary>
    Paused,
    /// <summary>Ended as planned.</summary>
    Completed,
    /// <summary>Ended by a fault.</summary>
    Failed,
    /// <summary>Ended because nothing happened for too long.</summary>
    Expired,
}
