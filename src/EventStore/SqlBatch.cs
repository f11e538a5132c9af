using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Statements that run in order, in one round trip, in the transaction of whoever asked for them.</summary>
public sealed class SqlBatch
{
    private readonly List<NpgsqlBatchCommand> _commands = [];

    /// <summary>How many statements there are.</summary>
    public int Count => _commands.Count;

    /// <summary>Adds a statement.</summary>
    /// <param name="sql">One statement with positional parameters <c>$1</c>, <c>$2</c> …; always the same text, so that it is prepared once.</param>
    /// <param name="values">The parameters. Null is SQL's null; a ready <see cref="NpgsqlParameter"/> is taken as it is, for <c>jsonb</c> say.</param>
    public void Add(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        _commands.Add(command);
    }

    /// <summary>Adds an update or delete that must meet exactly one row. If it does not, nothing of the whole append is written.</summary>
    /// <param name="sql">The statement, without <c>returning</c>.</param>
    /// <param name="values">The parameters.</param>
    public void AddRequired(string sql, params ReadOnlySpan<object?> values) =>
        Add($"with met as ({sql} returning 1) select events.require_versions((select count(*) from met), 1)", values);

    internal void MoveTo(NpgsqlBatch batch)
    {
        foreach (var command in _commands) batch.BatchCommands.Add(command);
        _commands.Clear();
    }
}
