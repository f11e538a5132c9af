using EventAgents.Testing;

namespace EventAgents.Projections.Tests;

/// <summary>Changes rows past all our code, whatever the table.</summary>
internal static class Tampering
{
    private const string FirstColumnOf = """
        select a.attname, format_type(a.atttypid, null) from pg_attribute a join pg_index i on i.indrelid = a.attrelid and i.indisprimary
        where a.attrelid = $1::regclass and a.attnum > 0 and (a.attnum = any(i.indkey)) = $2
          and format_type(a.atttypid, null) in ('text', 'character varying', 'integer', 'smallint', 'bigint', 'timestamp with time zone', 'uuid')
          and a.attname <> 'tenant_id' order by a.attnum limit 1
        """;

    public static async Task<long> CountAsync(this Product product, IEnumerable<string> tables)
    {
        var count = 0L;
        foreach (var table in tables) count += (await product.DumpAsync(table)).Count;
        return count;
    }

    /// <summary>Changes one value of one row that is no key.</summary>
    /// <returns>Its column.</returns>
    public static async Task<string> ChangeOneAsync(this Product product, string table)
    {
        var (column, type) = (await FirstAsync(product, table, ofKey: false))!.Value;
        Assert.Equal(1, await product.ExecuteAsync($"update {table} set {column} = {Other(column, type)} where ctid = (select min(ctid) from {table})"));
        return column;
    }

    /// <summary>Adds a copy of a row under another key.</summary>
    public static async Task AddOneAsync(this Product product, string table)
    {
        var (column, type) = await FirstAsync(product, table, ofKey: true) ?? ("tenant_id", "text");
        Assert.Equal(1, await product.ExecuteAsync(
            $"insert into {table} select (jsonb_populate_record(t, jsonb_build_object('{column}', {Other(column, type)}))).* from {table} t limit 1"));
    }

    private static string Other(string column, string type) => type switch
    {
        "uuid" => "gen_random_uuid()",
        "timestamp with time zone" => $"coalesce({column}, now()) + interval '1 microsecond'",
        "text" or "character varying" => $"coalesce({column}, '') || 'x'",
        _ => $"coalesce({column}, 0) + 1000",
    };

    private static async Task<(string Column, string Type)?> FirstAsync(Product product, string table, bool ofKey)
    {
        await using var command = product.Database.CreateCommand(FirstColumnOf);
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = ofKey });
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        return await row.ReadAsync(TestContext.Current.CancellationToken) ? (row.GetString(0), row.GetString(1)) : null;
    }
}
