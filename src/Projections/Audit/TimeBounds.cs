using Npgsql;

namespace EventAgents.Projections.Audit;

/// <summary>
/// The positions that a time covers, for tables that are read in the order of positions. Clocks of several hosts differ a little, so the rows
/// themselves are asked.
/// </summary>
/// <param name="First">The lowest position of that time.</param>
/// <param name="Last">The highest.</param>
internal readonly record struct TimeBounds(long First, long Last)
{
    // For a long time asking takes longer than it saves, and its rows are met soon anyway.
    private const int MaxRows = 20_000;

    /// <summary>Finds them by the table's index over time.</summary>
    /// <returns>Null when no time is asked for, or one that holds many rows.</returns>
    public static async Task<TimeBounds?> FindAsync(
        NpgsqlDataSource database, string table, string timeColumn, string tenantId, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellation)
    {
        if (from is null && until is null) return null;
        await using var command = database.CreateCommand($"""
            select min(position), max(position), count(*) from (
              select position from {table} where tenant_id = $1 and {timeColumn} >= $2 and {timeColumn} < $3 order by {timeColumn} limit {MaxRows + 1}) of_time
            """);
        foreach (var value in new object[] { tenantId, from?.ToUniversalTime() ?? DateTimeOffset.MinValue, until?.ToUniversalTime() ?? DateTimeOffset.MaxValue })
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        if (row.IsDBNull(0)) return new TimeBounds(First: 1, Last: 0);
        return row.GetInt64(2) > MaxRows ? null : new TimeBounds(row.GetInt64(0), row.GetInt64(1));
    }
}
