using Npgsql;

namespace EventAgents.EventStore;

/// <summary>A table's columns.</summary>
/// <param name="Columns">All, in order, each with its type.</param>
/// <param name="Key">Those of the primary key, in its order.</param>
internal sealed record TableShape(IReadOnlyList<(string Name, string Type)> Columns, IReadOnlyList<string> Key)
{
    private const string Find = """
        select a.attname, format_type(a.atttypid, a.atttypmod), coalesce(array_position(i.indkey::smallint[], a.attnum), -1)
        from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
        where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped order by a.attnum
        """;

    /// <summary>Reads it from the catalogue; a table that is not there has no columns.</summary>
    public static async Task<TableShape> ReadAsync(NpgsqlConnection connection, string schema, string table, CancellationToken cancellation)
    {
        var columns = new List<(string Name, string Type)>();
        var key = new SortedDictionary<int, string>();
        await using var command = new NpgsqlCommand(Find, connection) { Parameters = { new() { Value = $"{schema}.{table}" } } };
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            columns.Add((rows.GetString(0), rows.GetString(1)));
            if (rows.GetInt32(2) >= 0) key.Add(rows.GetInt32(2), rows.GetString(0));
        }

        return new TableShape(columns, [.. key.Values]);
    }

    /// <summary>A column in SQL: some are named like words of the language.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="row">Of which row; null where only one is meant.</param>
    public static string Sql(string column, string? row = null) => row is null ? $"\"{column}\"" : $"{row}.\"{column}\"";

    /// <summary>A list of columns in SQL.</summary>
    public static string Sql(IEnumerable<string> columns, string? row = null) => string.Join(", ", columns.Select(c => Sql(c, row)));

    /// <summary>Whether both have the same columns of the same types, in whatever order.</summary>
    public bool IsLike(TableShape other) => Columns.Order().SequenceEqual(other.Columns.Order());
}
