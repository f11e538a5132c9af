using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// A projection's tables once more, as temporary tables of one session: nobody else sees them, they cost no write-ahead log, and the server drops
/// them with the session, however it ends. So a replay that crashed leaves nothing to sweep.
/// </summary>
/// <param name="connection">Its unqualified names must mean <see cref="Schema"/>.</param>
/// <param name="projection">Whose tables.</param>
internal sealed class ScratchTables(NpgsqlConnection connection, IProjection projection)
{
    /// <summary>The session's own schema, by PostgreSQL's name for it.</summary>
    public const string Schema = "pg_temp";

    /// <summary>Makes them, empty, whatever stood there before.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        await ExecuteAsync("discard temp", cancellation);
        await ExecuteAsync(projection.Schema, cancellation);
    }

    /// <summary>Names this moment, for <see cref="KeepTouchedAsync"/>.</summary>
    public async Task<string> NowAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select pg_current_xact_id()::xid::text", connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Remembers the keys of the rows that were written since a moment. PostgreSQL keeps the writing transaction beside each row.</summary>
    public async Task KeepTouchedAsync(string since, CancellationToken cancellation)
    {
        foreach (var table in projection.Tables)
        {
            var shape = await TableShape.ReadAsync(connection, Schema, table, cancellation);
            await ExecuteAsync($"create temp table {TouchedOf(table)} as select {TableShape.Sql(shape.Key)} from {Schema}.{table} where age(xmin) < age('{since}'::xid)", cancellation);
            await ExecuteAsync($"analyze {TouchedOf(table)}", cancellation);
        }
    }

    /// <summary>Where the keys of touched rows stand.</summary>
    public static string TouchedOf(string table) => $"{Schema}.touched_{table}";

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
