namespace EventAgents.EventStore;

/// <summary>The log in PostgreSQL, in Marten's table layout. One per process.</summary>
public sealed class PostgresEventStore : IEventStore, IAsyncDisposable
{
    private readonly LogDatabase _database;
    private readonly EventTypeMap _types;
    private readonly EventStoreOptions _options;
    private readonly Appender _appender;
    private readonly LiveFeed _feed;

    private PostgresEventStore(LogDatabase database, EventTypeMap types, EventStoreOptions options, HighWaterMark mark, AppendTransaction appends, StoreMetrics metrics)
    {
        (_database, _types, _options, Mark, Status) = (database, types, options, mark, mark.Status);
        Reader = new EventReader(database, types, mark);
        _feed = new LiveFeed(Reader, mark);
        _appender = new Appender(appends, mark, Status, options, metrics);
    }

    internal EventReader Reader { get; }

    /// <inheritdoc/>
    public HighWaterMark Mark { get; }

    /// <inheritdoc/>
    public LogStatus Status { get; }

    /// <summary>Opens a log whose schema is up to date (<see cref="SchemaMigrator"/>).</summary>
    /// <param name="database">Where it is.</param>
    /// <param name="types">Its events.</param>
    /// <param name="inline">Projections whose rows are written with the events.</param>
    /// <param name="options">Limits.</param>
    /// <param name="clock">Gives the events their time.</param>
    /// <param name="metrics">Takes what is measured; null where nobody asks for it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<PostgresEventStore> OpenAsync(
        LogDatabase database, EventTypeMap types, IReadOnlyList<IProjection> inline, EventStoreOptions options, TimeProvider clock, StoreMetrics? metrics = null,
        CancellationToken cancellation = default)
    {
        // No projection has ever passed a position that was not final, so looking for gaps can start at the furthest checkpoint.
        await using var command = database.Pool.CreateCommand("select coalesce(max(last_seq_id), 0) from events.mt_event_progression where name like '%:All'");
        var start = (long)(await command.ExecuteScalarAsync(cancellation))!;
        var writer = Guid.NewGuid().ToString("N");  // tells this process's notifications from others'
        var mark = new HighWaterMark(database, options, new LogStatus(), writer, start);
        var store = new PostgresEventStore(database, types, options, mark, new AppendTransaction(database, inline, writer, clock), metrics ?? new StoreMetrics());
        try
        {
            await mark.CatchUpAsync(cancellation);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellation = default) =>
        _appender.AppendAsync(new PendingAppend(request, _types, _options, cancellation));

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamKey stream, long fromVersion = 1, long toVersion = long.MaxValue, DateTimeOffset? asOf = null, ReadDirection direction = ReadDirection.Forward,
        CancellationToken cancellation = default) => Reader.ReadStreamAsync(stream, fromVersion, toVersion, asOf, direction, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAllAsync(
        EventFilter filter, long after = 0, long? before = null, ReadDirection direction = ReadDirection.Forward, CancellationToken cancellation = default) =>
        Reader.ReadAllAsync(filter, after, before, direction, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> SubscribeAsync(EventFilter filter, long after, CancellationToken cancellation) => _feed.FollowAsync(filter, after, cancellation);

    /// <inheritdoc/>
    public async Task<bool> ArchiveAsync(IReadOnlyList<StreamArchival> streams, AppendRequest? fact = null, CancellationToken cancellation = default)
    {
        var with = fact ?? new AppendRequest([], EventMetadata.None);
        try
        {
            await AppendAsync(with with { Also = sql => Add(sql) }, cancellation);
            return true;
        }
        catch (RequiredRowException)
        {
            return false;
        }

        void Add(SqlBatch sql)
        {
            with.Also?.Invoke(sql);
            ArchiveSql.Add(sql, streams);
        }
    }

    /// <summary>Finishes the appends that wait, then stops following the log. The database is the caller's.</summary>
    public async ValueTask DisposeAsync()
    {
        await _appender.DisposeAsync();
        _feed.Dispose();
        await Mark.DisposeAsync();
    }
}
