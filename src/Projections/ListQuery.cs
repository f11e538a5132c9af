using System.Globalization;
using Npgsql;

namespace EventAgents.Projections;

/// <summary>A select over one read model of one tenant, with the conditions that a filter asks for.</summary>
/// <param name="table">The read model; it has <c>tenant_id</c> and <c>position</c>.</param>
/// <param name="tenantId">Whose rows.</param>
internal sealed class ListQuery(string table, string tenantId)
{
    private readonly List<object> _values = [tenantId];
    private string _where = "tenant_id = $1";

    /// <summary>Adds a condition unless there is nothing to compare with.</summary>
    /// <param name="condition">SQL with <c>{0}</c> where the parameter goes.</param>
    /// <param name="value">What to compare with; null for no condition.</param>
    public ListQuery And(string condition, object? value)
    {
        if (value is null) return this;
        _values.Add(value);
        _where += " and " + string.Format(CultureInfo.InvariantCulture, condition, $"${_values.Count}");
        return this;
    }

    /// <summary>Every word must stand somewhere in the text, whatever its case.</summary>
    /// <param name="text">SQL of the text to look in.</param>
    /// <param name="words">The words, separated by blanks; null for no condition.</param>
    public ListQuery AndWords(string text, string? words)
    {
        foreach (var word in (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            And($"{text} ilike {{0}}", $"%{Literally(word)}%");
        }

        return this;
    }

    /// <summary>Reads one page, newest first, and one row more to know whether there is another page.</summary>
    /// <param name="database">Where the read models are.</param>
    /// <param name="columns">What to read; <c>position</c> is added as the last column.</param>
    /// <param name="page">Which part.</param>
    /// <param name="filter">What the cursor is bound to.</param>
    /// <param name="read">Makes an item of a row.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Page<T>> PageAsync<T>(
        NpgsqlDataSource database, string columns, PageRequest page, object filter, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var limit = Math.Clamp(page.Limit, 1, PageRequest.MaxLimit);
        And("position < {0}", Cursor.Read(page.Cursor, filter));
        await using var command = Command(database, $"select {columns}, position from {table} where {_where} order by position desc limit {limit + 1}");
        var items = new List<T>(limit);
        var last = 0L;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (items.Count == limit) return new Page<T>(items, Cursor.Of(last, filter));
            items.Add(read(rows));
            last = rows.GetInt64(rows.FieldCount - 1);
        }

        return new Page<T>(items, NextCursor: null);
    }

    /// <summary>Reads every row that a select over the filtered rows gives.</summary>
    /// <param name="database">Where the read models are.</param>
    /// <param name="select">What to read.</param>
    /// <param name="rest">Grouping and order.</param>
    /// <param name="read">Makes an item of a row.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<List<T>> AllAsync<T>(
        NpgsqlDataSource database, string select, string rest, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = Command(database, $"select {select} from {table} where {_where} {rest}");
        var items = new List<T>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) items.Add(read(rows));
        return items;
    }

    /// <summary>Counts the filtered rows by the member of an enum that a column holds.</summary>
    public async Task<IReadOnlyDictionary<T, long>> CountAsync<T>(NpgsqlDataSource database, string column, CancellationToken cancellation)
        where T : struct, Enum =>
        (await AllAsync(database, $"{column}, count(*)", $"group by {column}", row => (Value: row.Enum<T>(0), Count: row.GetInt64(1)), cancellation))
            .ToDictionary(row => row.Value, row => row.Count);

    /// <summary>Reads the only row, or null when there is none.</summary>
    public async Task<T?> FirstAsync<T>(NpgsqlDataSource database, string select, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
        where T : class => (await AllAsync(database, select, "limit 1", read, cancellation)).FirstOrDefault();

    /// <summary>What <c>like</c> takes for a character of its own gets a backslash in front.</summary>
    private static string Literally(string word) => string.Concat(word.Select(c => c is '\\' or '%' or '_' ? $"\\{c}" : $"{c}"));

    private NpgsqlCommand Command(NpgsqlDataSource database, string sql)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in _values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
