using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Writes events as rows, page by page. An event that the projection cannot take is parked with its error.</summary>
/// <param name="connection">Where the rows are written; its search path says which schema.</param>
/// <param name="projection">Makes the rows.</param>
/// <param name="parkedAs">The name in <c>ops.parked_events</c>; null to pass such events over without a word.</param>
/// <param name="move">Moves the checkpoint, in the rows' own transaction.</param>
/// <param name="logger">Told about parked events: names and positions only.</param>
internal sealed partial class ProjectionWriter(
    NpgsqlConnection connection, IProjection projection, string? parkedAs, Func<long, long, CancellationToken, Task> move, ILogger logger)
{
    private const string Park = "insert into ops.parked_events (projection, seq_id, error) values ($1, $2, $3) on conflict (projection, seq_id) do update set error = excluded.error";

    /// <summary>How many events could not be taken.</summary>
    public long Refused { get; private set; }

    /// <summary>Adds the rows of a page to the open transaction, in one round trip.</summary>
    public static async Task AddRowsAsync(NpgsqlConnection connection, IProjection projection, IReadOnlyList<StoredEvent> page, CancellationToken cancellation)
    {
        var rows = new SqlBatch();
        foreach (var stored in page)
        {
            if (stored.Data is UnreadEvent { Error: { } error }) throw new InvalidOperationException(error);
            projection.Project(stored, rows);
        }

        if (rows.Count == 0) return;

        await using var batch = new NpgsqlBatch(connection);
        rows.MoveTo(batch);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whether an event is to blame: its rows break a rule (PostgreSQL's classes 21 to 23, 54, P0), or the projection's own code fails on it.</summary>
    public static bool IsPoison(Exception failure) => failure is PostgresException refused
        ? refused.SqlState[..2] is "21" or "22" or "23" or "54" or "P0"
        : failure is not (NpgsqlException or OperationCanceledException or IOException or ObjectDisposedException);

    /// <summary>Writes a page and moves the checkpoint; if that fails for an event's sake, event by event.</summary>
    /// <param name="page">Events in order.</param>
    /// <param name="from">Where the checkpoint is.</param>
    /// <param name="to">Where it will be.</param>
    /// <param name="onPoison">What to do with an event that cannot be taken.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null when the page is done; the event that stopped it, with the checkpoint in front of it.</returns>
    public async Task<StoredEvent?> WriteAsync(IReadOnlyList<StoredEvent> page, long from, long to, PoisonPolicy onPoison, CancellationToken cancellation)
    {
        if (await TryWriteAsync(page, from, to, cancellation) is null) return null;
        for (var i = 0; i < page.Count; i++)
        {
            var next = i == page.Count - 1 ? to : page[i].Position;
            if (await TryWriteAsync([page[i]], from, next, cancellation) is { } error)
            {
                Refused++;
                if (parkedAs is not null) await ParkAsync(parkedAs, page[i], error, cancellation);
                if (onPoison == PoisonPolicy.Stop) return page[i];
                await TryWriteAsync([], from, next, cancellation);
            }

            from = next;
        }

        return null;
    }

    /// <returns>Null when the rows are written; the error when an event was refused.</returns>
    private async Task<string?> TryWriteAsync(IReadOnlyList<StoredEvent> page, long from, long to, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await AddRowsAsync(connection, projection, page, cancellation);
        }
        catch (Exception failure) when (IsPoison(failure) && connection.State == ConnectionState.Open)
        {
            await transaction.RollbackAsync(cancellation);
            return Describe(failure);
        }

        await move(from, to, cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>What went wrong, without any value: PostgreSQL's own text may quote one.</summary>
    private static string Describe(Exception failure) => failure is PostgresException refused
        ? $"PostgreSQL {refused.SqlState} table {refused.TableName} column {refused.ColumnName} constraint {refused.ConstraintName}"
        : $"{failure.GetType().Name}: {(failure is InvalidOperationException ? failure.Message : failure.TargetSite?.Name)}";

    private async Task ParkAsync(string name, StoredEvent stored, string error, CancellationToken cancellation)
    {
        Parked(logger, projection.Name, stored.Position, stored.Type);
        await using var command = new NpgsqlCommand(Park, connection) { Parameters = { new() { Value = name }, new() { Value = stored.Position }, new() { Value = error } } };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Projection {Projection} cannot take the {EventType} at position {Position}; it is parked")]
    private static partial void Parked(ILogger logger, string projection, long position, string eventType);
}
