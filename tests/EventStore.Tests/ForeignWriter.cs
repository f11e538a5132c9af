using Npgsql;

namespace EventAgents.EventStore.Tests;

/// <summary>Writes into the log as Marten does: stream row, number from the sequence, event, and a commit whenever it likes.</summary>
public sealed class ForeignWriter(NpgsqlConnection connection) : IAsyncDisposable
{
    private NpgsqlTransaction? _open;

    public static async Task<ForeignWriter> OpenAsync(TestLog log) => new(await log.OpenForeignAsync());

    public async Task AppendAsync(string type, string json)
    {
        await BeginAsync(type, json);
        await CommitAsync();
    }

    /// <returns>The number that the open transaction has drawn.</returns>
    public async Task<long> BeginAsync(string type = "counted", string json = """{"value": 1}""")
    {
        _open = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("""
            with stream as (insert into events.mt_streams (tenant_id, id, type, version) values ('acme', $1, 'counter', 1) returning tenant_id, id)
            insert into events.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
            select nextval('events.mt_events_sequence'), $2, id, 1, $3::jsonb, $4, tenant_id from stream returning seq_id
            """, connection)
        { Parameters = { new() { Value = Guid.CreateVersion7() }, new() { Value = Guid.CreateVersion7() }, new() { Value = json }, new() { Value = type } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs a statement in the open transaction, which it opens if there is none.</summary>
    public async Task ExecuteAsync(string sql, params object[] values)
    {
        _open ??= await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    public async Task CommitAsync()
    {
        await _open!.CommitAsync();
        _open = null;
    }

    public async Task RollBackAsync()
    {
        await _open!.RollbackAsync();
        _open = null;
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
