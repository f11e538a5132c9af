using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Writes the rows of a page of events in one round trip.</summary>
internal static class ProjectionWriter
{
    public static async Task WriteAsync(NpgsqlConnection connection, IProjection projection, IReadOnlyList<StoredEvent> page, CancellationToken cancellation)
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
}
