using Npgsql;

namespace EventAgents.EventStore;

/// <summary>How far an asynchronous projection has come, in Marten's table and under Marten's names.</summary>
internal static class ProjectionCheckpoint
{
    private const string Load = "select last_seq_id from events.mt_event_progression where name = $1";

    private const string Move = "update events.mt_event_progression set last_seq_id = $3, last_updated = now() where name = $1 and last_seq_id = $2";

    private const string Set = """
        insert into events.mt_event_progression (name, last_seq_id, last_updated) values ($1, $2, now())
        on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
        """;

    // A host of an earlier release may still run the shard: without its checkpoint it cannot write into the new tables.
    private const string ForgetOtherVersions = "delete from events.mt_event_progression where name ~ ('^' || $1 || '(:V[0-9]+)?:All$') and name <> $2";

    /// <summary>The last position whose rows are written.</summary>
    /// <exception cref="ProjectionMovedException">The projection is not built, or its tables are another version's.</exception>
    public static async Task<long> LoadAsync(NpgsqlConnection connection, IProjection projection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Load, connection) { Parameters = { new() { Value = projection.Checkpoint } } };
        return await command.ExecuteScalarAsync(cancellation) as long? ?? throw new ProjectionMovedException(projection.Name);
    }

    /// <summary>Moves the checkpoint in the rows' own transaction.</summary>
    /// <exception cref="ProjectionMovedException">It is not where this shard left it.</exception>
    public static async Task MoveAsync(NpgsqlConnection connection, IProjection projection, long from, long to, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Move, connection) { Parameters = { new() { Value = projection.Checkpoint }, new() { Value = from }, new() { Value = to } } };
        if (await command.ExecuteNonQueryAsync(cancellation) == 0) throw new ProjectionMovedException(projection.Name);
    }

    /// <summary>Puts the checkpoint where a rebuild has arrived, and forgets those of the projection's other versions.</summary>
    public static async Task SetAsync(NpgsqlConnection connection, IProjection projection, long position, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Set) { Parameters = { new() { Value = projection.Checkpoint }, new() { Value = position } } },
                new(ForgetOtherVersions) { Parameters = { new() { Value = projection.Name }, new() { Value = projection.Checkpoint } } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>A projection's checkpoint is not where its shard left it: it was rebuilt, maybe as another version, or another host took it over.</summary>
internal sealed class ProjectionMovedException(string projection) : Exception($"The checkpoint of {projection} is not where this shard left it.");
