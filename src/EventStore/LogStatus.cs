namespace EventAgents.EventStore;

/// <summary>
/// Whether the log is known to be down: the last commit or look at it failed, and nothing has succeeded since. It is looked at every
/// <see cref="EventStoreOptions.PollInterval"/>, so a lost or returned database is noticed without an append.
/// </summary>
public sealed class LogStatus
{
    private volatile bool _isDown;

    /// <summary>True from a failure until the next success.</summary>
    public bool IsDown => _isDown;

    internal void Answered() => _isDown = false;

    internal void Failed() => _isDown = true;
}
