namespace EventAgents.Host.Tests.Audit.Model;

/// <summary>The rows that an organisation must have, as far as one can know from outside: by table and key, some columns each.</summary>
internal sealed class ModelRows
{
    private readonly Dictionary<string, Dictionary<string, Dictionary<string, string?>>> _tables = [];

    public IEnumerable<string> Tables => _tables.Keys;

    public IReadOnlyDictionary<string, Dictionary<string, string?>> Of(string table) => _tables.GetValueOrDefault(table) ?? [];

    /// <summary>Adds a row, or changes some columns of one.</summary>
    public void Set(string table, object key, params (string Column, object? Value)[] columns)
    {
        if (!_tables.TryGetValue(table, out var rows)) _tables[table] = rows = [];
        if (!rows.TryGetValue($"{key}", out var row)) rows[$"{key}"] = row = [];
        foreach (var (column, value) in columns) row[column] = value is null ? null : FormattableString.Invariant($"{value}");
    }

    public void Remove(string table, object key) => _tables.GetValueOrDefault(table)?.Remove($"{key}");

    public bool Has(string table, object key) => Of(table).ContainsKey($"{key}");

    public string? Get(string table, object key, string column) => Of(table)[$"{key}"][column];

    /// <summary>Adds to a number.</summary>
    public void Add(string table, object key, string column, long more) => Set(table, key, (column, long.Parse(Get(table, key, column)!, System.Globalization.CultureInfo.InvariantCulture) + more));
}
