using Npgsql;

namespace EventAgents.Projections.Audit;

/// <summary>
/// Finds facts by parts of words without reading each of them. The columns that are searched have few different values, and each has an index, so:
/// <list type="number">
/// <item>a tenant's different values are found by jumping from one to the next in those indexes;</item>
/// <item>a word is looked for in them, here, so that case means the same for every script whatever the database's locale is;</item>
/// <item>facts are found by whole values.</item>
/// </list>
/// Only the ids of resources are many. A word that can be a part of one is looked for in the narrow index that holds them all.
/// </summary>
internal static class AuditWords
{
    // What so many resources have is soon met on the way from the newest fact to the oldest.
    private const int MaxIds = 1_000;
    private const int EveryTenth = 2;  // characters: one id in eight or more has these two somewhere, so they are met soon too
    private const int IdLength = 36;  // RFC 9562, with hyphens

    private static readonly Searched[] Columns = [new("action"), new("resource_type"), new("outcome"), new("reason", IsOptional: true), new("actor_id", IsOptional: true)];

    private static readonly string DifferentValues =
        "with recursive " + string.Join(", ", Columns.Select(column => $"""
            of_{column.Name}(value) as (
              select min({column.Name}) from audit_log where tenant_id = $1
              union all
              select (select min({column.Name}) from audit_log where tenant_id = $1 and {column.Name} > before.value) from of_{column.Name} before where before.value is not null)
            """))
        + string.Join(" union all ", Columns.Select((column, index) => $" select {index}, value from of_{column.Name} where value is not null"));

    // The ids in order, each once, and only those are written out as text. "offset 0" keeps the comparison from moving inside.
    private static readonly string IdsWithPart = $"""
        select resource_id from (select resource_id from audit_log where tenant_id = $1 and resource_id is not null group by resource_id order by resource_id offset 0) ids
        where resource_id::text like $2 limit {MaxIds + 1}
        """;

    /// <summary>For each word the conditions one of which must hold; a word that every fact has is left out.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Condition>>> FindAsync(NpgsqlDataSource database, string tenantId, string? typed, CancellationToken cancellation)
    {
        if (SearchWords.Of(typed) is not { Count: > 0 } words) return [];
        var values = await ReadValuesAsync(database, tenantId, cancellation);
        var found = new List<IReadOnlyList<Condition>>();
        foreach (var word in words)
        {
            var matches = Columns.Select((column, index) => (Column: column, All: values[index], Matching: values[index].Where(value => Contains(value, word)).ToArray())).ToList();
            if (matches.Any(m => !m.Column.IsOptional && m.All.Count > 0 && m.Matching.Length == m.All.Count)) continue;
            var conditions = matches.Where(m => m.Matching.Length > 0).Select(m => new Condition($"{m.Column.Name} = any({{0}})", m.Matching)).ToList();
            if (CanBeOfId(word)) conditions.AddRange(await FindIdsAsync(database, tenantId, word, cancellation));
            found.Add(conditions);
        }

        return found;
    }

    private static bool Contains(string value, string word) => value.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool CanBeOfId(string word) => word.Length <= IdLength && word.All(c => char.IsAsciiHexDigit(c) || c == '-');

    private static async Task<List<string>[]> ReadValuesAsync(NpgsqlDataSource database, string tenantId, CancellationToken cancellation)
    {
        var values = Columns.Select(_ => new List<string>()).ToArray();
        foreach (var (column, value) in await ReadAsync(database, DifferentValues, row => (row.GetInt32(0), row.GetString(1)), cancellation, tenantId)) values[column].Add(value);
        return values;
    }

    private static async Task<IEnumerable<Condition>> FindIdsAsync(NpgsqlDataSource database, string tenantId, string word, CancellationToken cancellation)
    {
        if (Guid.TryParseExact(word, "D", out var id)) return [new Condition("resource_id = {0}", id)];
        var part = $"%{word.ToLowerInvariant()}%";
        if (word.Length <= EveryTenth) return [new Condition("resource_id::text like {0}", part)];
        var ids = await ReadAsync(database, IdsWithPart, row => row.GetGuid(0), cancellation, tenantId, part);
        return ids.Count switch
        {
            0 => [],
            > MaxIds => [new Condition("resource_id::text like {0}", part)],
            _ => [new Condition("resource_id = any({0})", ids.ToArray())],
        };
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params string[] values)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Planning.ByOrderedIndexes());
        batch.BatchCommands.Add(new(sql));
        foreach (var value in values) batch.BatchCommands[1].Parameters.Add(new() { Value = value });
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        await rows.NextResultAsync(cancellation);
        var found = new List<T>();
        while (await rows.ReadAsync(cancellation)) found.Add(read(rows));
        return found;
    }

    private sealed record Searched(string Name, bool IsOptional = false);
}
