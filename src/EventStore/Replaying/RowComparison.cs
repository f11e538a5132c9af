using System.Text.Json;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Compares a live table with its scratch copy, row by row over the primary key, inside the database: no row leaves it.</summary>
/// <param name="connection">Its transaction sees both.</param>
/// <param name="scope">Which rows.</param>
internal sealed class RowComparison(NpgsqlConnection connection, ReplayScope scope)
{
    private long _compared, _missing, _extra, _changed;
    private readonly List<RowDifference> _shown = [];

    /// <summary>Compares one table and adds what it finds.</summary>
    /// <exception cref="ReplayImpossibleException">The live table has not the columns that this release gives it.</exception>
    public async Task AddAsync(string table, CancellationToken cancellation)
    {
        var shape = await TableShape.ReadAsync(connection, ScratchTables.Schema, table, cancellation);
        var live = await TableShape.ReadAsync(connection, "read", table, cancellation);
        if (!shape.IsLike(live)) throw new ReplayImpossibleException($"The table read.{table} has other columns than this release gives it; rebuild it.");

        var sql = new Statements(table, shape, scope);
        var before = (_missing, _extra, _changed);
        await ReadAsync(sql.Count, Count, cancellation);
        if (before != (_missing, _extra, _changed)) await ReadAsync(sql.Show, row => _shown.Add(Show(table, row)), cancellation);
    }

    /// <summary>All that was found.</summary>
    public ReplayResult ToResult(long refused, long position) => new(_compared, _missing, _extra, _changed, refused, position, _shown);

    private void Count(NpgsqlDataReader row)
    {
        _compared += row.GetInt64(0);
        _missing += row.GetInt64(1);
        _extra += row.GetInt64(2);
        _changed += row.GetInt64(3);
    }

    private static RowDifference Show(string table, NpgsqlDataReader row) => new(
        table, (RowDifferenceKind)row.GetInt32(0), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(1))!, row.GetFieldValue<string[]>(2));

    private async Task ReadAsync(string sql, Action<NpgsqlDataReader> take, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (scope.TenantId is not null) command.Parameters.Add(new() { Value = scope.TenantId });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) take(rows);
    }

    /// <summary>The SQL for one table: l is the live row, s the scratch row. Values are compared as PostgreSQL writes them, so 1.50 is not 1.5.</summary>
    private sealed class Statements(string table, TableShape shape, ReplayScope scope)
    {
        private string IsMissing => $"{TableShape.Sql(shape.Key[0], "l")} is null";

        private string IsExtra => $"{TableShape.Sql(shape.Key[0], "s")} is null";

        private string IsChanged => $"{RowOf("l")} <> {RowOf("s")}";

        private string IsInRange => scope.IsRange ? $"{IsExtra} or ({TableShape.Sql(shape.Key, "s")}) in (select {TableShape.Sql(shape.Key)} from {ScratchTables.TouchedOf(table)})" : "true";

        private string Pairs => $"""
            from (select * from read.{table}{(scope.TenantId is null ? "" : " where tenant_id = $1")}) l
            full join {ScratchTables.Schema}.{table} s on {string.Join(" and ", shape.Key.Select(k => $"{TableShape.Sql(k, "l")} = {TableShape.Sql(k, "s")}"))}
            where ({IsInRange})
            """;

        public string Count => $"""
            select count(*), count(*) filter (where {IsMissing}), count(*) filter (where {IsExtra}), count(*) filter (where not {IsMissing} and not {IsExtra} and {IsChanged}) {Pairs}
            """;

        public string Show => $"""
            select case when {IsMissing} then {(int)RowDifferenceKind.Missing} when {IsExtra} then {(int)RowDifferenceKind.Extra} else {(int)RowDifferenceKind.Changed} end,
              json_build_object({string.Join(", ", shape.Key.Select(k => $"'{k}', {Either(k)}::text"))})::text,
              case when {IsMissing} or {IsExtra} then array[]::text[] else array_remove(array[{string.Join(", ", shape.Columns.Select(c => Differing(c.Name)))}], null) end
            {Pairs} and ({IsMissing} or {IsExtra} or {IsChanged})
            order by {string.Join(", ", shape.Key.Select(Either))} limit {ReplayResult.MaxShown}
            """;

        private string RowOf(string side) => $"row({TableShape.Sql(shape.Columns.Select(c => c.Name), side)})::text";

        private static string Either(string column) => $"coalesce({TableShape.Sql(column, "l")}, {TableShape.Sql(column, "s")})";

        private static string Differing(string column) => $"case when {TableShape.Sql(column, "l")}::text is distinct from {TableShape.Sql(column, "s")}::text then '{column}' end";
    }
}
