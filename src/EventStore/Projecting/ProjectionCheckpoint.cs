using Npgsql;

namespace EventAgents.EventStore;

/// <summary>How far an asynchronous projection has come, in Marten's table and under Marten's names.</summary>
internal static class ProjectionCheckpoint
{
    private const string Load = """
        insert into events.mt_event_progression (name, last_seq_id) values ($1, 0) on conflict (name) do update set name = excluded.name returning last_seq_id
        """;

    private const string Move = "update events.mt_event_progression set last_seq_id = $3, last_updated = now() where name = $1 and last_seq_id = $2";

    private const string Set = """
        insert into events.mt_event_progression (name, last_seq_id, last_updated) values ($1, $2, now())
        on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
        """;

    /// <summary><c>Name:All</c>, and from version 2 on <c>Name:V2:All</c>.</summary>
    public static string NameOf(IProjection projection) => projection.Version == 1 ? $"{projection.Name}:All" : $"{projection.Name}:V{projection.Version}:All";

    /// <summary>The last position whose rows are written; 0 for a new projection.</summary>
    public static async Task<long> LoadAsync(NpgsqlConnection connection, IProjection projection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Load, connection) { Parameters = { new() { Value = NameOf(projection) } } };
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Moves the checkpoint in the rows' own transaction.</summary>
    /// <exception cref="ProjectionMovedException">It is not where this shard left it.</exception>
    public static async Task MoveAsync(NpgsqlConnection connection, IProjection projection, long from, long to, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Move, connection) { Parameters = { new() { Value = NameOf(projection) }, new() { Value = from }, new() { Value = to } } };
        if (await command.ExecuteNonQueryAsync(cancellation) == 0) throw new ProjectionMovedException(projection.Name);
    }

    /// <summary>Puts the checkpoint where a rebuild has arrived.</summary>
    public static async Task SetAsync(NpgsqlConnection connection, IProjection projection, long position, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Set, connection) { Parameters = { new() { Value = NameOf(projection) }, new() { Value = position } } };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>Somebody else moved a projection's checkpoint: it was rebuilt, or another host took it over. What was not committed is dropped.</summary>
internal sealed class ProjectionMovedException(string projection) : Exception($"The checkpoint of {projection} was moved by somebody else.");
