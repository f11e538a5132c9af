using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Tells the planner how large tables have become while rows pour in. A plan made while they were empty takes any index for as good as the key, and is kept;
/// the server's own analysis comes a minute later, and to temporary tables never.
/// </summary>
/// <param name="connection">Writes the rows.</param>
/// <param name="schema">Where the tables are.</param>
/// <param name="tables">Their names.</param>
internal sealed class TableStatistics(NpgsqlConnection connection, string schema, IReadOnlyList<string> tables)
{
    private long _events, _due = 1;

    /// <summary>Notes a page that was written, and looks at the tables whenever twice as many events are in them as at the last look.</summary>
    public async Task AddAsync(int events, CancellationToken cancellation)
    {
        if ((_events += events) < _due) return;
        _due = 2 * _events;
        await RefreshAsync(cancellation);
    }

    /// <summary>Looks at the tables now.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        foreach (var table in tables)
        {
            await using var analyze = new NpgsqlCommand($"analyze {schema}.{table}", connection) { CommandTimeout = 0 };
            await analyze.ExecuteNonQueryAsync(cancellation);
        }
    }
}
