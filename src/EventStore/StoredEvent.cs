namespace EventAgents.EventStore;

/// <summary>An event as it stands in the log.</summary>
/// <param name="Position">Global position: rises through the whole log, with gaps.</param>
/// <param name="Id">The event's own id, UUIDv7.</param>
/// <param name="Stream">Tenant and aggregate.</param>
/// <param name="Version">1, 2, 3 … within the stream.</param>
/// <param name="Type">The stored name, such as <c>issue_submitted</c>.</param>
/// <param name="Data">The event, upcast to today's shape.</param>
/// <param name="Timestamp">When it was appended, by the appending host's clock, UTC.</param>
/// <param name="Metadata">Who and why.</param>
public sealed record StoredEvent(
    long Position, Guid Id, StreamKey Stream, long Version, string Type, object Data, DateTimeOffset Timestamp, EventMetadata Metadata)
{
    /// <summary>How large the body is in the log, bytes; 0 for one that was not read from there.</summary>
    internal int Bytes { get; init; }
}
