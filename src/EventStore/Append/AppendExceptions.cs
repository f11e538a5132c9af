namespace EventAgents.EventStore;

/// <summary>The stream has another version than the caller expected. Nothing was written.</summary>
/// <param name="stream">The stream that has moved on.</param>
/// <param name="expectedVersion">What the caller had seen.</param>
/// <param name="actualVersion">What the stream has.</param>
public sealed class ConcurrencyException(StreamKey stream, long expectedVersion, long actualVersion)
    : Exception($"Stream {stream.Id} has version {actualVersion}, expected was {expectedVersion}.")
{
    /// <summary>The stream that has moved on.</summary>
    public StreamKey Stream { get; } = stream;

    /// <summary>The version that the stream had when the append was refused.</summary>
    public long ActualVersion { get; } = actualVersion;
}

/// <summary>The stream is archived and takes no more events. Nothing was written.</summary>
/// <param name="stream">The archived stream.</param>
public sealed class StreamArchivedException(StreamKey stream) : Exception($"Stream {stream.Id} is archived.");

/// <summary>An event is larger than <see cref="EventStoreOptions.MaxEventBytes"/> as JSON. Nothing was written.</summary>
/// <param name="type">The event's stored name.</param>
/// <param name="bytes">Its size in bytes as UTF-8 JSON.</param>
/// <param name="limit">The largest allowed size in bytes.</param>
public sealed class EventTooLargeException(string type, long bytes, long limit)
    : Exception($"An event of type {type} has {bytes} bytes as JSON; the limit is {limit}.");

/// <summary>A row written with the events broke a constraint, for instance a second external id. Nothing was written.</summary>
/// <param name="constraint">The constraint's name.</param>
/// <param name="inner">PostgreSQL's answer.</param>
public sealed class ConstraintViolatedException(string constraint, Exception inner)
    : Exception($"The append broke the constraint {constraint}.", inner)
{
    /// <summary>The constraint's name, such as <c>idempotency_keys_pkey</c>.</summary>
    public string Constraint { get; } = constraint;
}

/// <summary>A row that had to be met by a statement of the append is not, or no longer, as the caller took it to be. Nothing was written.</summary>
/// <param name="inner">PostgreSQL's answer.</param>
public sealed class RequiredRowException(Exception inner) : Exception("A row that the append requires is not as it was.", inner);
