namespace EventAgents.EventStore;

/// <summary>The log: what has happened, in order, for ever.</summary>
public interface IEventStore
{
    /// <summary>Up to which position the log is final.</summary>
    HighWaterMark Mark { get; }

    /// <summary>Whether the database answers.</summary>
    LogStatus Status { get; }

    /// <summary>Appends to one or several streams; everything of the request commits together or not at all.</summary>
    /// <param name="request">Streams, metadata and further rows.</param>
    /// <param name="cancellation">Cancels until the append is taken into a batch; after that the append may have happened.</param>
    /// <returns>New versions and the last position. The events are durable.</returns>
    /// <exception cref="ConcurrencyException">A stream has another version than expected.</exception>
    /// <exception cref="StreamArchivedException">A stream is archived.</exception>
    /// <exception cref="EventTooLargeException">An event is over <see cref="EventStoreOptions.MaxEventBytes"/>.</exception>
    /// <exception cref="ConstraintViolatedException">A row written along broke a constraint.</exception>
    /// <exception cref="RequiredRowException">A row that <see cref="SqlBatch.AddRequired"/> wants was not met.</exception>
    /// <exception cref="Npgsql.PostgresException">PostgreSQL refused it for another reason, such as a NUL character. Nothing was written.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database went away. The append may have happened or not, but never in part.</exception>
    Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellation = default);

    /// <summary>Reads one stream's events between two versions, both included.</summary>
    /// <param name="stream">Tenant and aggregate; an unknown one has no events.</param>
    /// <param name="fromVersion">First version wanted.</param>
    /// <param name="toVersion">Last version wanted.</param>
    /// <param name="asOf">Leaves out what was appended after this instant; null for no bound.</param>
    /// <param name="direction">Oldest or newest first.</param>
    /// <param name="cancellation">Stops reading.</param>
    IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamKey stream, long fromVersion = 1, long toVersion = long.MaxValue, DateTimeOffset? asOf = null, ReadDirection direction = ReadDirection.Forward,
        CancellationToken cancellation = default);

    /// <summary>Reads the log as far as it is final.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="after">Events behind this position.</param>
    /// <param name="before">Events in front of this position; null for no bound.</param>
    /// <param name="direction">Oldest or newest first.</param>
    /// <param name="cancellation">Stops reading.</param>
    IAsyncEnumerable<StoredEvent> ReadAllAsync(
        EventFilter filter, long after = 0, long? before = null, ReadDirection direction = ReadDirection.Forward, CancellationToken cancellation = default);

    /// <summary>Reads the log from a position on and then waits for more, until cancelled: each event once, in order.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="after">Events behind this position.</param>
    /// <param name="cancellation">Ends the subscription.</param>
    /// <exception cref="Npgsql.NpgsqlException">The database went away; subscribe again behind the last event seen.</exception>
    IAsyncEnumerable<StoredEvent> SubscribeAsync(EventFilter filter, long after, CancellationToken cancellation);

    /// <summary>
    /// Closes streams: they take no more events, and Marten's queries pass them over. Nothing is deleted. All of them are closed, and the fact
    /// that says so is appended, in one transaction; or none.
    /// </summary>
    /// <param name="streams">Which, and what must not be so.</param>
    /// <param name="fact">What is appended with it; null for nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when a stream does not exist, is archived already, or is not to be archived; nothing is written then.</returns>
    Task<bool> ArchiveAsync(IReadOnlyList<StreamArchival> streams, AppendRequest? fact = null, CancellationToken cancellation = default);
}

/// <summary>A stream that shall be archived. What must not be so is looked at while no append can commit, so none can slip in between.</summary>
/// <param name="Stream">Tenant and aggregate.</param>
/// <param name="Version">The version that it must have; null for any.</param>
/// <param name="UnlessFound">A select, with the tenant as <c>$1</c> and the stream's id as <c>$2</c>, which must find no row; null for none.</param>
public sealed record StreamArchival(StreamKey Stream, long? Version = null, string? UnlessFound = null);
