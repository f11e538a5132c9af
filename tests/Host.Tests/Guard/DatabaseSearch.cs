using Npgsql;

namespace EventAgents.Host.Tests.Guard;

/// <summary>Looks through every table of ours.</summary>
internal static class DatabaseSearch
{
    /// <summary>The tables in which a text stands, as it is or as bytes.</summary>
    public static async Task<List<string>> TablesWithAsync(string connectionString, string text, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var tables = new List<string>();
        await using (var list = database.CreateCommand("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('events', 'read', 'ops', 'guard')"))
        await using (var reader = await list.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation)) tables.Add(reader.GetString(0));
        }
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var search = database.CreateCommand($"select exists (select from {table} as t where strpos(to_jsonb(t)::text, $1) > 0 or strpos(to_jsonb(t)::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0)");
            search.Parameters.Add(new() { Value = text });
            if ((bool)(await search.ExecuteScalarAsync(cancellation))!) found.Add(table);
        }
        Assert.True(tables.Count > 10, "The tables were not found.");
        return found;
    }
}
