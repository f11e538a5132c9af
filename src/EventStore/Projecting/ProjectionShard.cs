using Microsoft.Extensions.Logging;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Runs one asynchronous projection, on one host at a time: the owner holds an advisory lock on the connection that it writes with, so whoever
/// loses the lock cannot write. Rows and checkpoint commit together, so each event takes effect once.
/// </summary>
internal sealed partial class ProjectionShard(LogDatabase database, EventReader reader, HighWaterMark mark, IProjection projection, EventStoreOptions options, ILogger logger)
{
    private const string TryOwn = "select pg_try_advisory_lock(hashtextextended('eventagents shard ' || $1, 0))";
    private const string Park = "insert into ops.parked_events (projection, seq_id, error) values ($1, $2, $3) on conflict (projection, seq_id) do update set error = excluded.error";

    /// <summary>Where the shard is, as far as this host knows; null while another host has it.</summary>
    public long? Position { get; private set; }

    /// <summary>Owns, catches up, follows; after a failure it starts again from the stored checkpoint. Ends when cancelled or stopped by a poison event.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenOwnAsync(cancellation: cancellation);
                while (!await TryOwnAsync(connection, cancellation)) await Task.Delay(options.PollInterval, cancellation);
                await FollowAsync(connection, cancellation);
                return;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or ProjectionMovedException or IOException)
            {
                Restarting(logger, projection.Name, failure.GetType().Name);
                await Task.Delay(options.PollInterval, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                Position = null;
            }
        }
    }

    private async Task<bool> TryOwnAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(TryOwn, connection) { Parameters = { new() { Value = projection.Name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task FollowAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var position = await ProjectionCheckpoint.LoadAsync(connection, projection, cancellation);
        while (true)
        {
            Position = position;
            await mark.WaitBeyondAsync(position, cancellation);
            var final = mark.Position;
            var page = await reader.ReadPageAsync(EventFilter.All, position, final, ReadDirection.Forward, options.ProjectionBatchEvents, cancellation);
            var next = page.Count == options.ProjectionBatchEvents ? page[^1].Position : final;
            if (await TryWriteAsync(connection, page, position, next, cancellation) is null) position = next;
            else if (await WriteOneByOneAsync(connection, page, position, next, cancellation) is { } stopped)
            {
                Position = stopped;
                return;
            }
            else position = next;
        }
    }

    /// <returns>Null when the rows are written; the error when the projection or its SQL refused an event.</returns>
    private async Task<string?> TryWriteAsync(NpgsqlConnection connection, IReadOnlyList<StoredEvent> page, long from, long to, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await ProjectionWriter.WriteAsync(connection, projection, page, cancellation);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or NpgsqlException { IsTransient: true } or IOException) && connection.State == System.Data.ConnectionState.Open)
        {
            await transaction.RollbackAsync(cancellation);
            return Describe(failure);
        }

        await ProjectionCheckpoint.MoveAsync(connection, projection, from, to, cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>What went wrong, without any value: PostgreSQL's own text may quote one.</summary>
    private static string Describe(Exception failure) => failure is PostgresException refused
        ? $"PostgreSQL {refused.SqlState} table {refused.TableName} column {refused.ColumnName} constraint {refused.ConstraintName}"
        : $"{failure.GetType().Name}: {(failure is InvalidOperationException ? failure.Message : failure.TargetSite?.Name)}";

    /// <returns>The position in front of the event that stopped the shard; null when the whole page is done.</returns>
    private async Task<long?> WriteOneByOneAsync(NpgsqlConnection connection, List<StoredEvent> page, long from, long to, CancellationToken cancellation)
    {
        for (var i = 0; i < page.Count; i++)
        {
            var next = i == page.Count - 1 ? to : page[i].Position;
            if (await TryWriteAsync(connection, [page[i]], from, next, cancellation) is { } error)
            {
                Parked(logger, projection.Name, page[i].Position, page[i].Type);
                await ParkAsync(connection, page[i].Position, error, cancellation);
                if (options.OnPoisonEvent == PoisonPolicy.Stop) return from;
                await TryWriteAsync(connection, [], from, next, cancellation);
            }

            from = next;
        }

        return null;
    }

    private async Task ParkAsync(NpgsqlConnection connection, long position, string error, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Park, connection) { Parameters = { new() { Value = projection.Name }, new() { Value = position }, new() { Value = error } } };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Projection {Projection} starts again after {Failure}")]
    private static partial void Restarting(ILogger logger, string projection, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Projection {Projection} cannot take the {EventType} at position {Position}; it is parked")]
    private static partial void Parked(ILogger logger, string projection, long position, string eventType);
}
