using Microsoft.Extensions.Logging;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Builds a projection's tables anew beside the live ones, from the first event on, and puts them in their place in one short transaction.
/// Until then everybody reads the old rows. Poison events are parked as a shard parks them.
/// </summary>
internal sealed class ProjectionRebuild(
    LogDatabase database, EventReader reader, HighWaterMark mark, IProjection projection, bool isInline, EventStoreOptions options, ILogger logger)
{
    // Who waits for a table in use makes everybody behind it wait too, and here appends with them; so the swap waits for a blink, and tries again.
    private const string WaitABlink = "set local lock_timeout = '500ms'";
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    private string Scratch => $"rebuild_{projection.Name}";

    /// <summary>SQL of the key of the advisory lock that a rebuild holds alone, and whoever needs the tables to stay holds together with others.</summary>
    public static string LockOf(IProjection projection) => $"hashtextextended('eventagents rebuild {projection.Name}', 0)";

    /// <summary>Builds and swaps. Waits while another host does the same.</summary>
    /// <param name="isNeeded">Asked under the lock: false when somebody else has done it meanwhile.</param>
    /// <param name="progress">Told after every page.</param>
    /// <param name="cancellation">Gives up and leaves the live tables as they are.</param>
    /// <exception cref="InvalidOperationException">A poison event stopped it (<see cref="PoisonPolicy.Stop"/>).</exception>
    public async Task RunAsync(Func<NpgsqlConnection, Task<bool>> isNeeded, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        await using var connection = await database.OpenOwnAsync(Scratch, cancellation: cancellation);
        while (!(bool)(await ScalarAsync(connection, $"select pg_try_advisory_lock({LockOf(projection)})", cancellation))!)
        {
            await Task.Delay(LockPause, cancellation);
        }

        if (!await isNeeded(connection)) return;
        await ScalarAsync(connection, $"drop schema if exists {Scratch} cascade; delete from ops.parked_events where projection = '{Scratch}'; create schema {Scratch}", cancellation);
        await ScalarAsync(connection, projection.Schema, cancellation);
        for (var position = 0L; ; await Task.Delay(LockPause, cancellation))
        {
            await mark.CatchUpAsync(cancellation);
            position = await ReplayAsync(connection, position, mark.Position, progress, cancellation);
            if (await TrySwapAsync(connection, position, cancellation)) return;
        }
    }

    private async Task<long> ReplayAsync(NpgsqlConnection connection, long from, long to, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var statistics = new TableStatistics(connection, Scratch, projection.Tables);
        var writer = new ProjectionWriter(connection, projection, parkedAs: Scratch, (_, _, _) => Task.CompletedTask, logger);
        await new ProjectionFeed(reader, options.ProjectionBatchEvents).RunAsync(EventFilter.All, from, to, WriteAsync, cancellation);
        return to;

        async Task WriteAsync(List<StoredEvent> page)
        {
            if (await writer.WriteAsync(page, page[0].Position, page[^1].Position, options.OnPoisonEvent, cancellation) is { } poison)
            {
                throw new InvalidOperationException($"The rebuild of {projection.Name} stopped at the {poison.Type} at position {poison.Position}, which it cannot take.");
            }

            await statistics.AddAsync(page.Count, cancellation);
            progress?.Report(new RebuildProgress(projection.Name, page[^1].Position, to));
        }
    }

    /// <summary>
    /// Puts the tables in place. An inline projection's appends wait for that moment on the log's lock; an asynchronous one's shard finds its
    /// checkpoint moved and goes on from there.
    /// </summary>
    /// <returns>False when somebody held a table for too long, or a poison event came in the last moment: replay what came meanwhile and try again.</returns>
    private async Task<bool> TrySwapAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await ScalarAsync(connection, WaitABlink, cancellation);
            if (isInline && !await TryAddRestAsync(connection, position, cancellation)) return false;
            await SwapTablesAsync(connection, position, cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    /// <summary>Stops the appends until the swap is done, and adds what the mark has not reached yet.</summary>
    private async Task<bool> TryAddRestAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        await ScalarAsync(connection, $"select pg_advisory_xact_lock({AppendSql.LogLock})", cancellation);
        while (await reader.ReadPageAsync(EventFilter.All, position, long.MaxValue, ReadDirection.Forward, options.ProjectionBatchEvents, cancellation) is { Count: > 0 } rest)
        {
            try
            {
                await ProjectionWriter.AddRowsAsync(connection, projection, rest, cancellation);
            }
            catch (Exception failure) when (ProjectionWriter.IsPoison(failure))
            {
                return false;
            }

            position = rest[^1].Position;
        }

        return true;
    }

    private async Task SwapTablesAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
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

        await ScalarAsync(connection, $"""
            delete from ops.parked_events where projection = '{projection.Name}';
            update ops.parked_events set projection = '{projection.Name}' where projection = '{Scratch}';
            drop schema {Scratch} cascade
            """, cancellation);
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
