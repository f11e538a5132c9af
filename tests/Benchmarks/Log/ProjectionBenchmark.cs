using EventAgents.EventStore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EventAgents.Benchmarks.Log;

/// <summary>How many events a second become rows, live and rebuilt, beside the same rows written by Npgsql alone.</summary>
internal static class ProjectionBenchmark
{
    private const int Streams = 20_000;
    private const int EventsEach = 5;
    private const int Events = Streams * EventsEach;

    public static async Task RunAsync()
    {
        await using var log = await BenchmarkLog.OpenAsync();
        var streams = await log.FillAsync(Streams, EventsEach);
        await using (var create = log.Plain.CreateCommand("create table ops.plain (tenant_id text, stream_id uuid, number bigint, version bigint, primary key (tenant_id, stream_id))"))
        {
            await create.ExecuteNonQueryAsync();
        }

        Report.Title($"Project {Events:N0} events of {Streams:N0} streams");
        await Report.CompareAsync(
            Events, "events",
            ("the rows alone, 1,000 to a commit", () => WriteRowsAsync(log, streams)),
            ("asynchronous, from nothing", () => FollowAsync(log)),
            ("rebuild beside the live table", () => RebuildAsync(log)));
    }

    private static async Task WriteRowsAsync(BenchmarkLog log, List<StreamKey> streams)
    {
        await using var connection = await log.Plain.OpenConnectionAsync();
        await using (var clear = new NpgsqlCommand("truncate ops.plain", connection)) await clear.ExecuteNonQueryAsync();
        foreach (var chunk in streams.Chunk(1_000 / EventsEach))
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var stream in chunk)
            {
                for (var i = 0; i < EventsEach; i++)
                {
                    var command = new NpgsqlBatchCommand(LatestProjection.Upsert.Replace("latest", "ops.plain", StringComparison.Ordinal));
                    foreach (object value in new object[] { stream.TenantId, stream.Id, i, i + 1L }) command.Parameters.Add(new() { Value = value });
                    batch.BatchCommands.Add(command);
                }
            }

            await batch.PrepareAsync();
            await batch.ExecuteNonQueryAsync();
        }
    }

    private static async Task FollowAsync(BenchmarkLog log)
    {
        var projection = new LatestProjection($"latest_{Guid.NewGuid():N}"[..20]);
        await using var runtime = Runtime(log, projection);
        await using (var create = log.Database.Pool.CreateCommand(projection.Schema)) await create.ExecuteNonQueryAsync();
        await using (var start = log.Database.Pool.CreateCommand($"insert into events.mt_event_progression (name, last_seq_id) values ('{projection.Name}:All', 0)"))
        {
            await start.ExecuteNonQueryAsync();
        }

        runtime.Start();
        await runtime.CatchUpAsync();
    }

    private static async Task RebuildAsync(BenchmarkLog log)
    {
        var projection = new LatestProjection("latest");
        await using var runtime = Runtime(log, projection);
        await runtime.RebuildAsync(projection.Name);
    }

    private static ProjectionRuntime Runtime(BenchmarkLog log, IProjection projection) => new(log.Database, log.Store, [], [projection], new EventStoreOptions(), NullLogger.Instance);

    private sealed class LatestProjection(string name) : IProjection
    {
        public const string Upsert = """
            insert into latest (tenant_id, stream_id, number, version) values ($1, $2, $3, $4)
            on conflict (tenant_id, stream_id) do update set number = excluded.number, version = excluded.version
            """;

        private readonly string _upsert = Upsert.Replace("latest", name, StringComparison.Ordinal);

        public string Name => name;

        public int Version => 1;

        public IReadOnlyList<string> Tables => [name];

        public string Schema => $"create table {name} (tenant_id text, stream_id uuid, number bigint, version bigint, constraint {name}_pkey primary key (tenant_id, stream_id))";

        public void Project(StoredEvent stored, SqlBatch sql)
        {
            if (stored.Data is Measured measured) sql.Add(_upsert, stored.Stream.TenantId, stored.Stream.Id, measured.Number, stored.Version);
        }
    }
}
