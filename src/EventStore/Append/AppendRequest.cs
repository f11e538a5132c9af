namespace EventAgents.EventStore;

/// <summary>The events that one stream gets by an append.</summary>
/// <param name="Stream">Tenant and aggregate.</param>
/// <param name="StreamType">Name of the aggregate in snake case; stored when the stream is new.</param>
/// <param name="ExpectedVersion">How many events the caller has seen in this stream: 0 for a new one, <see cref="AnyVersion"/> when it does not matter.</param>
/// <param name="Events">In order, at least one.</param>
public sealed record StreamAppend(StreamKey Stream, string StreamType, long ExpectedVersion, IReadOnlyList<object> Events)
{
    /// <summary>The stream may have any version, or be new.</summary>
    public const long AnyVersion = -1;
}

/// <summary>What commits together: all of it or nothing.</summary>
/// <param name="Streams">Each stream once. May be empty when only <paramref name="Also"/> shall be written.</param>
/// <param name="Metadata">Stored beside each event.</param>
/// <param name="Also">
/// Adds the rows that belong to the same transaction, such as an idempotency record; null for none. It is called again, and must add new parameters,
/// when the transaction is tried again.
/// </param>
public sealed record AppendRequest(IReadOnlyList<StreamAppend> Streams, EventMetadata Metadata, Action<SqlBatch>? Also = null);

/// <summary>Where an append ended up.</summary>
/// <param name="Versions">New version of each stream, in the order of the request.</param>
/// <param name="LastPosition">Global position of the last event; 0 when there was none.</param>
public sealed record AppendResult(IReadOnlyList<long> Versions, long LastPosition);
