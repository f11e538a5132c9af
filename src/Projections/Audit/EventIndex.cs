using System.Runtime.CompilerServices;
using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Projections.Audit;

/// <summary>
/// Reads the events of one tenant that a filter lets through. As far as the index has come it says where they are; what it has not taken yet is
/// looked for in the log itself, so nothing is left out while the index lags or is rebuilt.
/// </summary>
/// <param name="store">The log.</param>
/// <param name="database">Where the index is.</param>
public sealed class EventIndex(IEventStore store, NpgsqlDataSource database)
{
    private const int PageSize = 1_000;

    private static readonly IProjection Index = new EventIndexProjection();

    private const string Built = "select last_seq_id from events.mt_event_progression where name = $1";

    /// <summary>Reads between two positions, neither included, as far as the log is final.</summary>
    /// <param name="filter">Which events; of one tenant.</param>
    /// <param name="after">Events behind this position.</param>
    /// <param name="before">Events in front of this position; null for no bound.</param>
    /// <param name="direction">Oldest or newest first.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        EventFilter filter, long after, long? before, ReadDirection direction, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var high = Math.Min(store.Mark.Position, before - 1 ?? long.MaxValue);
        var isIndexed = filter is { TenantId: not null, StreamId: null };  // a stream's own events have an index in the log
        var end = isIndexed ? Math.Max(after, Math.Min(high, await BuiltAsync(cancellation))) : after;
        var indexed = FoundAsync(filter, after, end, direction, cancellation);
        var rest = store.ReadAllAsync(filter, end, high + 1, direction, cancellation);
        foreach (var part in direction == ReadDirection.Forward ? new[] { indexed, rest } : [rest, indexed])
        {
            await foreach (var stored in part.WithCancellation(cancellation)) yield return stored;
        }
    }

    /// <summary>Reads in (low, high], which the index knew when it was asked. If it was rebuilt since and is not so far now, the log is asked.</summary>
    private async IAsyncEnumerable<StoredEvent> FoundAsync(
        EventFilter filter, long low, long high, ReadDirection direction, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (low < high && await TimeBounds.FindAsync(database, "event_index", "at", filter.TenantId!, filter.From, filter.Until, cancellation) is { } time)
        {
            (low, high) = (Math.Max(low, time.First - 1), Math.Min(high, time.Last));
        }

        while (low < high)
        {
            var (built, positions) = await FindAsync(filter, low, high, direction, cancellation);
            var page = built < high ? filter : filter with { Positions = positions };
            if (built >= high && positions.Count == 0) yield break;
            await foreach (var stored in store.ReadAllAsync(page, low, high + 1, direction, cancellation)) yield return stored;
            if (built < high || positions.Count < PageSize) yield break;
            if (direction == ReadDirection.Forward) low = positions[^1];
            else high = positions[^1] - 1;
        }
    }

    private async Task<long> BuiltAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Built);
        command.Parameters.Add(new() { Value = Index.Checkpoint });
        return await command.ExecuteScalarAsync(cancellation) as long? ?? 0;
    }

    /// <summary>How far the index is, and where a page of events may be: one statement, so that both are of one moment.</summary>
    private async Task<(long Built, List<long> Positions)> FindAsync(EventFilter filter, long low, long high, ReadDirection direction, CancellationToken cancellation)
    {
        var order = direction == ReadDirection.Forward ? "position" : "position desc";
        var values = new List<object> { Index.Checkpoint, filter.TenantId!, low, high, PageSize };
        var sql = $"""
            select built.last_seq_id, found.position
            from events.mt_event_progression built left join lateral (
              select position from (
                ({Candidates(filter, order, values)})
                union all
                (select seq_id as position from ops.parked_events where projection = 'event_index' and seq_id > $3 and seq_id <= $4 order by {order} limit $5)) either
              order by {order} limit $5) found on true
            where built.name = $1 order by found.{order}
            """;
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        var (built, positions) = (0L, new List<long>());
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            built = rows.GetInt64(0);
            if (!rows.IsDBNull(1)) positions.Add(rows.GetInt64(1));
        }

        return (built, positions);
    }

    private static string Candidates(EventFilter filter, string order, List<object> values)
    {
        const string Range = "tenant_id = $2 and position > $3 and position <= $4";
        if (filter is { Types: { } types, UserName: null, CorrelationId: null, From: null, Until: null })
        {
            // Each type from its own place in the index, and the first of all of them.
            values.Add(types.ToArray());
            return $"""
                select position from unnest($6::text[]) wanted(type), lateral (
                  select position from event_index where {Range} and type = wanted.type order by {order} limit $5) of_type
                order by {order} limit $5
                """;
        }

        var where = Range;
        And(filter.Types?.ToArray(), "type = any(", ")");
        And(filter.UserName, "actor = ", "");
        And(filter.CorrelationId, "correlation_id = ", "");
        And(filter.From?.ToUniversalTime(), "at >= ", "");
        And(filter.Until?.ToUniversalTime(), "at < ", "");
        return $"select position from event_index where {where} order by {order} limit $5";

        void And(object? value, string condition, string behind)
        {
            if (value is null) return;
            values.Add(value);
            where += $" and {condition}${values.Count}{behind}";
        }
    }
}
