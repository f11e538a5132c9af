using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace EventAgents.Projections;

/// <summary>A select over one read model of one tenant, with the conditions that a filter asks for.</summary>
/// <param name="table">The read model; it has <c>tenant_id</c> and <c>position</c>.</param>
/// <param name="tenantId">Whose rows.</param>
internal sealed class ListQuery(string table, string tenantId)
{
    private readonly List<object> _values = [tenantId];
    private string _where = "tenant_id = $1";
    private bool _plansForItsValues;

    /// <summary>Adds a condition unless there is nothing to compare with.</summary>
    /// <param name="condition">SQL with <c>{0}</c> where the parameter goes.</param>
    /// <param name="value">What to compare with; null for no condition.</param>
    public ListQuery And(string condition, object? value)
    {
        if (value is null) return this;
        _where += $" and {Bind(condition, value)}";
        return this;
    }

    /// <summary>Every word must stand somewhere in the text, whatever its case.</summary>
    /// <param name="text">SQL of the text to look in.</param>
    /// <param name="words">The words, separated by blanks; null for no condition.</param>
    public ListQuery AndWords(string text, string? words)
    {
        foreach (var word in SearchWords.Of(words)) And($"{text} ilike {{0}}", $"%{Literally(word)}%");
        return this;
    }

    /// <summary>
    /// One of the conditions must hold; of none, none can. How many rows that lets through differs from value to value as for no other condition, so the
    /// select is planned for its values each time.
    /// </summary>
    public ListQuery AndEither(IReadOnlyList<Condition> conditions)
    {
        _plansForItsValues = true;
        if (conditions.Count == 0) _where += " and false";
        else _where += $" and ({string.Join(" or ", conditions.Select(condition => Bind(condition.Sql, condition.Value)))})";
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
        await using var batch = Batch(database, $"select {columns}, position from {table} where {_where} order by position desc limit {limit + 1}");
        var items = new List<T>(limit);
        var last = 0L;
        await using var rows = await ExecuteAsync(batch, cancellation);
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
    public Task<List<T>> AllAsync<T>(NpgsqlDataSource database, string select, string rest, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) =>
        ReadAsync(database, $"select {select} from {table} where {_where} {rest}", read, cancellation);

    /// <summary>The same row by row, so that memory stays flat; a connection is held until the last one.</summary>
    public IAsyncEnumerable<T> EachAsync<T>(NpgsqlDataSource database, string select, string rest, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) =>
        StreamAsync(database, $"select {select} from {table} where {_where} {rest}", read, cancellation);

    /// <summary>Reads what a select over the newest of the filtered rows gives.</summary>
    /// <param name="database">Where the read models are.</param>
    /// <param name="select">What to read.</param>
    /// <param name="columns">What that needs of each row.</param>
    /// <param name="limit">How many rows.</param>
    /// <param name="rest">Grouping and order.</param>
    /// <param name="read">Makes an item of a row.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<List<T>> OfNewestAsync<T>(
        NpgsqlDataSource database, string select, string columns, int limit, string rest, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) =>
        ReadAsync(database, $"select {select} from (select {columns} from {table} where {_where} order by position desc limit {limit}) newest {rest}", read, cancellation);

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

    private string Bind(string condition, object value)
    {
        _values.Add(value);
        return string.Format(CultureInfo.InvariantCulture, condition, $"${_values.Count}");
    }

    private async Task<List<T>> ReadAsync<T>(NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) =>
        await StreamAsync(database, sql, read, cancellation).ToListAsync(cancellation);

    private async IAsyncEnumerable<T> StreamAsync<T>(
        NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var batch = Batch(database, sql);
        await using var rows = await ExecuteAsync(batch, cancellation);
        while (await rows.ReadAsync(cancellation)) yield return read(rows);
    }

    private NpgsqlBatch Batch(NpgsqlDataSource database, string sql)
    {
        var batch = database.CreateBatch();
        if (_plansForItsValues) batch.BatchCommands.Add(Planning.ForItsValues());
        var select = new NpgsqlBatchCommand(sql);
        foreach (var value in _values) select.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(select);
        return batch;
    }

    private async Task<NpgsqlDataReader> ExecuteAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        var rows = await batch.ExecuteReaderAsync(cancellation);
        if (_plansForItsValues) await rows.NextResultAsync(cancellation);
        return rows;
    }
}

/// <summary>A condition of a select.</summary>
/// <param name="Sql">With <c>{0}</c> where the value goes.</param>
/// <param name="Value">What to compare with.</param>
internal sealed record Condition(string Sql, object Value);
