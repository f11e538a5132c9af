using System.Threading.Channels;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Builds a projection's tables anew beside the live ones, from the first event on, and puts them in their place in one short transaction.
/// Until then everybody reads the old rows.
/// </summary>
internal sealed class ProjectionRebuild(LogDatabase database, EventReader reader, HighWaterMark mark, IProjection projection, bool isInline, EventStoreOptions options)
{
    private const int PagesAhead = 4;
    private const int SwapAttempts = 5;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    private string Scratch => $"rebuild_{projection.Name}";

    /// <summary>Builds and swaps. Waits while another host does the same.</summary>
    /// <param name="isNeeded">Asked under the lock: false when somebody else has done it meanwhile.</param>
    /// <param name="progress">Told after every page.</param>
    /// <param name="cancellation">Gives up and leaves the live tables as they are.</param>
    public async Task RunAsync(Func<NpgsqlConnection, Task<bool>> isNeeded, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        await using var connection = await database.OpenOwnAsync(Scratch, cancellation);
        while (!(bool)(await ScalarAsync(connection, $"select pg_try_advisory_lock(hashtextextended('eventagents rebuild {projection.Name}', 0))", cancellation))!)
        {
            await Task.Delay(LockPause, cancellation);
        }

        if (!await isNeeded(connection)) return;
        await ScalarAsync(connection, $"drop schema if exists {Scratch} cascade; create schema {Scratch}", cancellation);
        await ScalarAsync(connection, projection.Schema, cancellation);
        await mark.CatchUpAsync(cancellation);
        var position = await ReplayAsync(connection, 0, mark.Position, progress, cancellation);
        await SwapAsync(connection, position, progress, cancellation);
    }

    /// <summary>Reads and deserialises on one thread while the other writes.</summary>
    private async Task<long> ReplayAsync(NpgsqlConnection connection, long from, long to, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pages = Channel.CreateBounded<List<StoredEvent>>(PagesAhead);
        var reading = Task.Run(() => ReadPagesAsync(pages.Writer, from, to, stopping.Token), cancellation);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(cancellation))
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                await ProjectionWriter.WriteAsync(connection, projection, page, cancellation);
                await transaction.CommitAsync(cancellation);
                progress?.Report(new RebuildProgress(projection.Name, page[^1].Position, to));
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return to;
    }

    private async Task ReadPagesAsync(ChannelWriter<List<StoredEvent>> pages, long from, long to, CancellationToken cancellation)
    {
        try
        {
            while (from < to)
            {
                var page = await reader.ReadPageAsync(EventFilter.All, from, to, ReadDirection.Forward, options.ProjectionBatchEvents, cancellation);
                if (page.Count == 0) break;
                await pages.WriteAsync(page, cancellation);
                from = page[^1].Position;
            }

            pages.Complete();
        }
        catch (Exception failure)
        {
            pages.TryComplete(failure);
        }
    }

    /// <summary>
    /// Replays what came meanwhile and swaps. An inline projection's appends wait for that moment on the log's lock; an asynchronous one's
    /// shard finds its checkpoint moved and goes on from there. A shard may hold a lock that the swap needs and the other way round, so a
    /// deadlock is tried again.
    /// </summary>
    private async Task SwapAsync(NpgsqlConnection connection, long position, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            position = await ReplayAsync(connection, position, mark.Position, progress, cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            try
            {
                await SwapTablesAsync(connection, position, cancellation);
                await transaction.CommitAsync(cancellation);
                return;
            }
            catch (PostgresException deadlock) when (deadlock.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < SwapAttempts)
            {
                await transaction.RollbackAsync(cancellation);
            }
        }
    }

    private async Task SwapTablesAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        if (isInline)
        {
            await ScalarAsync(connection, $"select pg_advisory_xact_lock({AppendSql.LogLock})", cancellation);
            for (List<StoredEvent> rest; (rest = await reader.ReadPageAsync(EventFilter.All, position, long.MaxValue, ReadDirection.Forward, options.ProjectionBatchEvents, cancellation)).Count > 0; position = rest[^1].Position)
            {
                await ProjectionWriter.WriteAsync(connection, projection, rest, cancellation);
            }
        }

        var old = await ScalarAsync(connection, $"select tables from ops.projections where name = '{projection.Name}'", cancellation) as string[] ?? [];
        foreach (var table in old) await ScalarAsync(connection, $"drop table if exists read.{table} cascade", cancellation);
        foreach (var table in projection.Tables) await ScalarAsync(connection, $"alter table {Scratch}.{table} set schema read", cancellation);
        if (!isInline) await ProjectionCheckpoint.SetAsync(connection, projection, position, cancellation);

        await using (var record = new NpgsqlCommand("""
            insert into ops.projections (name, version, tables) values ($1, $2, $3)
            on conflict (name) do update set version = excluded.version, tables = excluded.tables, built_at = now()
            """, connection) { Parameters = { new() { Value = projection.Name }, new() { Value = projection.Version }, new() { Value = projection.Tables.ToArray() } } })
        {
            await record.ExecuteNonQueryAsync(cancellation);
        }

        await ScalarAsync(connection, $"delete from ops.parked_events where projection = '{projection.Name}'; drop schema {Scratch} cascade", cancellation);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellation);
    }
}

/// <summary>How far a rebuild is.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Position">The last position written.</param>
/// <param name="Target">The position where it will be done.</param>
public readonly record struct RebuildProgress(string Projection, long Position, long Target);
