using System.Text.Json;
using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Benchmarks.Log;

/// <summary>What loading an aggregate costs beside reading and deserialising the bare rows.</summary>
internal static class LoadBenchmark
{
    private const string Rows = "select data from events.mt_events where tenant_id = $1 and stream_id = $2 order by version";

    public static async Task RunAsync()
    {
        await using var log = await BenchmarkLog.OpenAsync();
        foreach (var length in new[] { 10, 100, 1_000 })
        {
            const int events = 20_000;
            var streams = await log.FillAsync(events / length, length);
            Report.Title($"Load an aggregate of {length:N0} events");
            await Report.CompareAsync(events, "events", ("bare rows, deserialised", () => ReadRowsAsync(log, streams)), ("the log, folded", () => FoldAsync(log, streams)));
        }
    }

    private static async Task ReadRowsAsync(BenchmarkLog log, List<StreamKey> streams)
    {
        await using var connection = await log.Plain.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Rows, connection) { Parameters = { new() { Value = "bench" }, new() { Value = Guid.Empty } } };
        await command.PrepareAsync();
        foreach (var stream in streams)
        {
            command.Parameters[1].Value = stream.Id;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) JsonSerializer.Deserialize<Measured>(reader.GetFieldValue<byte[]>(0), BenchmarkLog.Json);
        }
    }

    private static async Task FoldAsync(BenchmarkLog log, List<StreamKey> streams)
    {
        foreach (var stream in streams)
        {
            var sum = 0L;
            await foreach (var stored in log.Store.ReadStreamAsync(stream)) sum += ((Measured)stored.Data).Number;
        }
    }
}
