namespace EventAgents.EventStore;

/// <summary>
/// Whether the log is known to be down: the last commit or look at it failed, and nothing has succeeded since. It is looked at every
/// <see cref="EventStoreOptions.PollInterval"/>, so a lost or returned database is noticed without an append.
/// </summary>
public sealed class LogStatus
{
    private bool _isDown;

    /// <summary>Told once for each time that the log goes down.</summary>
    public event Action? Lost;

    /// <summary>True from a failure until the next success.</summary>
    public bool IsDown => Volatile.Read(ref _isDown);

    internal void Answered() => Volatile.Write(ref _isDown, false);

    internal void Failed()
    {
        if (!Interlocked.Exchange(ref _isDown, true)) Lost?.Invoke();
    }
}
