using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Reads streams and the log. Archived events are read too; they are kept for audits, replays and rebuilds.</summary>
internal sealed class EventReader(LogDatabase database, EventTypeMap types, HighWaterMark mark)
{
    private const int PageSize = 1_000;

    // Marten's layout lets a foreign writer leave out tenant and stream, and put a body that is no JSON into bdata.
    private const string Columns = """
        e.seq_id, e.id, coalesce(e.tenant_id, '*DEFAULT*'), coalesce(e.stream_id, '00000000-0000-0000-0000-000000000000'), e.version, e.type,
        case when e.bdata is null then e.data end, e.timestamp, e.correlation_id, e.causation_id, e.headers, e.user_name
        """;

    private const string StreamForward = $"select {Columns} from events.mt_events e where tenant_id = $1 and stream_id = $2 and version between $3 and $4 and timestamp <= $5 order by version";
    private const string StreamBackward = StreamForward + " desc";

    /// <summary>Reads one stream. It needs no mark: within a stream versions have no gaps.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        StreamKey stream, long fromVersion, long toVersion, DateTimeOffset? asOf, ReadDirection direction, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = database.Pool.CreateCommand(direction == ReadDirection.Forward ? StreamForward : StreamBackward);
        foreach (object value in (ReadOnlySpan<object>)[stream.TenantId, stream.Id, fromVersion, toVersion, asOf?.ToUniversalTime() ?? DateTimeOffset.MaxValue]) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return ReadRow(reader);
    }

    /// <summary>Reads the log between two positions, neither included, as far as it is final, page by page.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadAllAsync(
        EventFilter filter, long after, long? before, ReadDirection direction, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var low = after;
        var high = Math.Min(mark.Position, before - 1 ?? long.MaxValue);
        while (low < high)
        {
            var page = await ReadPageAsync(filter, low, high, direction, PageSize, cancellation);
            foreach (var stored in page) yield return stored;
            if (page.Count < PageSize) yield break;
            if (direction == ReadDirection.Forward) low = page[^1].Position;
            else high = page[^1].Position - 1;
        }
    }

    /// <summary>Reads at most <paramref name="limit"/> events in (low, high].</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="low">Events behind this position.</param>
    /// <param name="high">The last position.</param>
    /// <param name="direction">Oldest or newest first.</param>
    /// <param name="limit">Most events.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="within">Reads what this connection's transaction sees; null for a connection of the pool.</param>
    public async Task<List<StoredEvent>> ReadPageAsync(
        EventFilter filter, long low, long high, ReadDirection direction, int limit, CancellationToken cancellation, NpgsqlConnection? within = null)
    {
        var (sql, values) = Compose(filter, low, high, direction, limit);
        await using var command = within is null ? database.Pool.CreateCommand(sql) : new NpgsqlCommand(sql, within);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        var page = new List<StoredEvent>(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) page.Add(ReadRow(reader));
        return page;
    }

    private static (string Sql, List<object> Values) Compose(EventFilter filter, long low, long high, ReadDirection direction, int limit)
    {
        var values = new List<object> { low, high, limit };
        var where = "e.seq_id > $1 and e.seq_id <= $2";
        void And(object? value, string condition)
        {
            if (value is null) return;
            values.Add(value);
            where += $" and {condition}${values.Count}{(condition.EndsWith('(') ? ")" : "")}";
        }

        And(filter.TenantId, "e.tenant_id = ");
        And(filter.StreamId, "e.stream_id = ");
        And(filter.Types?.ToArray(), "e.type = any(");
        And(filter.Positions?.ToArray(), "e.seq_id = any(");
        And(filter.UserName, "e.user_name = ");
        And(filter.CorrelationId, "e.correlation_id = ");
        And(filter.From?.ToUniversalTime(), "e.timestamp >= ");
        And(filter.Until?.ToUniversalTime(), "e.timestamp < ");
        And(filter.StreamType, "s.type = ");
        var join = filter.StreamType is null ? "" : " join events.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id";
        var order = direction == ReadDirection.Forward ? "" : " desc";
        return ($"select {Columns} from events.mt_events e{join} where {where} order by e.seq_id{order} limit $3", values);
    }

    private StoredEvent ReadRow(NpgsqlDataReader row)
    {
        var type = row.GetString(5);
        var body = row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6);
        var data = body is null ? new UnreadEvent(type, [], "binary body") : types.Deserialize(type, body);
        return new StoredEvent(
            row.GetInt64(0), row.GetGuid(1), new StreamKey(row.GetString(2), row.GetGuid(3)), row.GetInt64(4), type, data, row.GetFieldValue<DateTimeOffset>(7), ReadMetadata(row))
        {
            Bytes = body?.Length ?? 0,
        };
    }

    private static EventMetadata ReadMetadata(NpgsqlDataReader row)
    {
        var metadata = new EventMetadata { CorrelationId = Text(8), CausationId = Text(9), UserName = Text(11) };
        return row.IsDBNull(10) ? metadata : metadata with { Headers = ReadHeaders(row.GetFieldValue<byte[]>(10)) };

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    /// <summary>A foreign writer may have put numbers or objects there; their JSON is kept as text.</summary>
    private static Dictionary<string, string> ReadHeaders(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText())
            : [];
    }
}
