namespace EventAgents.Guard.Proxy;

/// <summary>Keeps a record of every call: counts and digests, never a value.</summary>
public interface IGuardJournal
{
    /// <summary>Whether the log is known to take no records: the last one failed and none has succeeded since. Calls are then refused unsent.</summary>
    bool IsDown { get; }

    /// <summary>Records that a call is on its way. It runs while the provider works.</summary>
    /// <returns>When the record is durable.</returns>
    /// <exception cref="JournalException">It is not; the record follows when the log returns.</exception>
    Task RecordAsync(CallRecord call, CancellationToken cancellation);

    /// <summary>Records how a recorded call ended. The reply does not wait for it; it is written in the end, even if the log is down now.</summary>
    void Complete(CallEnd end);

    /// <summary>Records that a call was refused; written in the end, as above.</summary>
    void Block(CallBlock block);
}

/// <summary>The log did not take a record.</summary>
public sealed class JournalException(string message, Exception? cause = null) : Exception(message, cause);
