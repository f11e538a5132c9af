using System.Text.Json;
using EventAgents.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace EventAgents.Benchmarks.Log;

/// <summary>The same rows written by Npgsql alone: what the log is measured against.</summary>
internal static class PlainAppends
{
    private const string Columns = "(seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)";

    private const string One = $"""
        with stream as (insert into events.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived) values ($1, $2, 'measurement', 1, now(), now(), false))
        insert into events.mt_events {Columns} values (nextval('events.mt_events_sequence'), $3, $2, 1, $4, 'measured', now(), $1, 'Measured', false)
        """;

    private const string Next = $"""
        with stream as (update events.mt_streams set version = $5, timestamp = now() where tenant_id = $1 and id = $2 and version = $5 - 1 returning 1)
        insert into events.mt_events {Columns} select nextval('events.mt_events_sequence'), $3, $2, $5, $4, 'measured', now(), $1, 'Measured', false from stream
        """;

    private const string Hundred = $"""
        with row as (select * from unnest($2::uuid[], $3::uuid[], $4::jsonb[]) as r(stream_id, id, data)),
        stream as (insert into events.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived) select $1, stream_id, 'measurement', 1, now(), now(), false from row)
        insert into events.mt_events {Columns} select nextval('events.mt_events_sequence'), id, stream_id, 1, data, 'measured', now(), $1, 'Measured', false from row
        """;

    /// <summary>One prepared statement per append, each its own commit.</summary>
    public static async Task OneByOneAsync(NpgsqlDataSource source, int count)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = await PrepareAsync(connection, One, "bench", Guid.Empty, Guid.Empty, Json(Array.Empty<byte>()));
        for (var i = 0; i < count; i++)
        {
            (command.Parameters[1].Value, command.Parameters[2].Value, command.Parameters[3].Value) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Body(i));
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>One prepared statement per append to a known stream, with the version compared.</summary>
    public static async Task NextAsync(NpgsqlDataSource source, IReadOnlyList<StreamKey> streams, long version)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = await PrepareAsync(connection, Next, "bench", Guid.Empty, Guid.Empty, Json(Array.Empty<byte>()), version);
        foreach (var stream in streams)
        {
            (command.Parameters[1].Value, command.Parameters[2].Value, command.Parameters[3].Value) = (stream.Id, Guid.CreateVersion7(), Body(0));
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>A hundred new streams of one event in a statement.</summary>
    public static async Task ByHundredAsync(NpgsqlDataSource source, int count)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = await PrepareAsync(connection, Hundred, "bench", Array.Empty<Guid>(), Array.Empty<Guid>(), JsonArray([]));
        for (var i = 0; i < count; i += 100)
        {
            command.Parameters[1].Value = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToArray();
            command.Parameters[2].Value = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToArray();
            command.Parameters[3].Value = Enumerable.Range(i, 100).Select(Body).ToArray();
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Binary COPY of streams and then events, a thousand to a transaction; numbers drawn first.</summary>
    public static async Task CopyAsync(NpgsqlDataSource source, int count)
    {
        await using var connection = await source.OpenConnectionAsync();
        for (var done = 0; done < count; done += 1_000)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var draw = new NpgsqlCommand("select array_agg(nextval('events.mt_events_sequence')) from generate_series(1, 1000)", connection);
            var numbers = (long[])(await draw.ExecuteScalarAsync())!;
            var streams = numbers.Select(_ => Guid.CreateVersion7()).ToArray();
            var now = DateTime.UtcNow;
            await using (var writer = await connection.BeginBinaryImportAsync("copy events.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived) from stdin (format binary)"))
            {
                foreach (var stream in streams) await writer.WriteRowAsync(default, "bench", stream, "measurement", 1L, now, now, false);
                await writer.CompleteAsync();
            }

            await using (var writer = await connection.BeginBinaryImportAsync($"copy events.mt_events {Columns} from stdin (format binary)"))
            {
                for (var i = 0; i < streams.Length; i++)
                {
                    await writer.StartRowAsync();
                    await writer.WriteAsync(numbers[i]);
                    await writer.WriteAsync(Guid.CreateVersion7());
                    await writer.WriteAsync(streams[i]);
                    await writer.WriteAsync(1L);
                    await writer.WriteAsync(Body(i), NpgsqlDbType.Jsonb);
                    await writer.WriteAsync("measured");
                    await writer.WriteAsync(now);
                    await writer.WriteAsync("bench");
                    await writer.WriteAsync("Measured");
                    await writer.WriteAsync(false);
                }

                await writer.CompleteAsync();
            }

            await transaction.CommitAsync();
        }
    }

    private static byte[] Body(int number) => JsonSerializer.SerializeToUtf8Bytes(BenchmarkLog.NewEvent(number), BenchmarkLog.Json);

    private static NpgsqlParameter Json(byte[] value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter JsonArray(byte[][] value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    private static async Task<NpgsqlCommand> PrepareAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        await command.PrepareAsync();
        return command;
    }
}
