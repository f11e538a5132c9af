using Microsoft.Extensions.Logging;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Builds what is missing, runs the asynchronous projections, and rebuilds on demand.</summary>
/// <param name="database">Where the log is.</param>
/// <param name="store">The log.</param>
/// <param name="inline">Projections written with the events; the same that the store was opened with.</param>
/// <param name="asynchronous">Projections that follow the log.</param>
/// <param name="options">Page size, pauses and what to do with poison events.</param>
/// <param name="logger">Told about restarts and parked events: names, counts and positions only.</param>
public sealed class ProjectionRuntime(
    LogDatabase database, PostgresEventStore store, IReadOnlyList<IProjection> inline, IReadOnlyList<IProjection> asynchronous, EventStoreOptions options, ILogger logger)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _shards = [];

    /// <summary>Builds the projections that this database has not yet, or in another version. Nothing may be appended or queried before.</summary>
    public async Task BuildMissingAsync(IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var projection in inline.Concat(asynchronous))
        {
            if (await IsMissingAsync(projection, null)) await Rebuild(projection).RunAsync(c => IsMissingAsync(projection, c), progress, cancellation);
        }
    }

    /// <summary>Starts to follow the log with every asynchronous projection; a shard that another host runs is waited for.</summary>
    public void Start()
    {
        foreach (var projection in asynchronous)
        {
            var shard = new ProjectionShard(database, store.Reader, store.Mark, projection, options, logger);
            _shards.Add(shard.RunAsync(_stopping.Token));
        }
    }

    /// <summary>All projections' names, in the order in which they are built.</summary>
    public IReadOnlyList<string> Names { get; } = [.. inline.Concat(asynchronous).Select(p => p.Name)];

    /// <summary>Throws a projection's rows away and makes them again from the events, beside the live ones.</summary>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    public Task RebuildAsync(string name, IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default)
    {
        return Rebuild(Find(name)).RunAsync(_ => Task.FromResult(true), progress, cancellation);
    }

    /// <summary>Makes a projection's rows once more from the events, beside the live ones, and says whether they are the same. Nothing is changed.</summary>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    /// <exception cref="ReplayImpossibleException">The live rows cannot be compared; the message says why.</exception>
    public Task<ReplayResult> ReplayAsync(ReplayScope scope, IProgress<ReplayProgress>? progress = null, CancellationToken cancellation = default)
    {
        var projection = Find(scope.Projection);
        return new ProjectionReplay(database, store.Reader, store.Mark, projection, inline.Contains(projection), scope, options).RunAsync(progress, cancellation);
    }

    /// <summary>Waits until every asynchronous projection, on whichever host, has written all that is in the log now.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation = default)
    {
        await store.Mark.CatchUpAsync(cancellation);
        var target = store.Mark.Position;
        while ((await StatusAsync(cancellation)).Any(s => s.Position < target)) await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
    }

    /// <summary>Where each projection is.</summary>
    public async Task<IReadOnlyList<ProjectionStatus>> StatusAsync(CancellationToken cancellation = default)
    {
        var positions = new Dictionary<string, long>(StringComparer.Ordinal);
        await using (var command = database.Pool.CreateCommand("select name, coalesce(last_seq_id, 0) from events.mt_event_progression"))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation)) positions[rows.GetString(0)] = rows.GetInt64(1);
        }

        var parked = new Dictionary<string, long>(StringComparer.Ordinal);
        await using (var command = database.Pool.CreateCommand("select projection, count(*) from ops.parked_events group by projection"))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation)) parked[rows.GetString(0)] = rows.GetInt64(1);
        }

        var mark = store.Mark.Position;
        return
        [
            .. inline.Select(p => new ProjectionStatus(p.Name, p.Version, IsInline: true, mark, 0, parked.GetValueOrDefault(p.Name))),
            .. asynchronous.Select(p =>
            {
                var position = positions.GetValueOrDefault(p.Checkpoint);
                return new ProjectionStatus(p.Name, p.Version, IsInline: false, position, Math.Max(0, mark - position), parked.GetValueOrDefault(p.Name));
            }),
        ];
    }

    /// <summary>Stops following; the shards are free for other hosts when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_shards);
        _stopping.Dispose();
    }

    private IProjection Find(string name) => inline.Concat(asynchronous).FirstOrDefault(p => p.Name == name)
        ?? throw new ArgumentException($"There is no projection '{name}'. There are: {string.Join(", ", Names)}.", nameof(name));

    private ProjectionRebuild Rebuild(IProjection projection) => new(database, store.Reader, store.Mark, projection, inline.Contains(projection), options, logger);

    private async Task<bool> IsMissingAsync(IProjection projection, NpgsqlConnection? connection)
    {
        await using var own = connection is null ? await database.Pool.OpenConnectionAsync() : null;
        await using var command = new NpgsqlCommand("select version from ops.projections where name = $1", connection ?? own) { Parameters = { new() { Value = projection.Name } } };
        return await command.ExecuteScalarAsync() is not int version || version != projection.Version;
    }
}

/// <summary>Where a projection is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its definition's version.</param>
/// <param name="IsInline">Written with the events, so that it has no lag.</param>
/// <param name="Position">The last position whose rows are written.</param>
/// <param name="Lag">How many positions of the log it has still to take.</param>
/// <param name="Parked">How many events it could not take.</param>
public sealed record ProjectionStatus(string Name, int Version, bool IsInline, long Position, long Lag, long Parked);
