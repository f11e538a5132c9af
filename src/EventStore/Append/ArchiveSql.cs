using Npgsql;
using NpgsqlTypes;

namespace EventAgents.EventStore;

/// <summary>The statements that archive streams, in the transaction of the append that says so.</summary>
internal static class ArchiveSql
{
    private const string Stream = """
        update events.mt_streams set is_archived = true where tenant_id = $1 and id = $2 and not coalesce(is_archived, false) and ($3 is null or version = $3)
        """;

    // A statement of its own: its snapshot is younger than the stream's lock, so it misses no event of an append that was just ending.
    private const string Events = "update events.mt_events set is_archived = true where tenant_id = $1 and stream_id = $2 and not coalesce(is_archived, false)";

    /// <summary>Adds them; each stream must be met, or nothing of the append is written.</summary>
    public static void Add(SqlBatch sql, IReadOnlyList<StreamArchival> streams)
    {
        sql.Add(AppendSql.TakeLogLock, AppendSql.LogLock);  // an append without events has not taken it
        foreach (var (stream, version, unlessFound) in streams)
        {
            var expected = new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)version ?? DBNull.Value };
            sql.AddRequired(unlessFound is null ? Stream : $"{Stream} and not exists ({unlessFound})", stream.TenantId, stream.Id, expected);
            sql.Add(Events, stream.TenantId, stream.Id);
        }
    }
}
