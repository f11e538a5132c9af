using System.Text.Json;
using EventAgents.EventStore;
using EventAgents.Testing;
using Npgsql;

namespace EventAgents.Benchmarks.Log;

/// <summary>A log on a server of its own with fsync on, and plain connections to the same database.</summary>
internal sealed class BenchmarkLog : IAsyncDisposable
{
    private const int PayloadLength = 200;  // characters; about what an issue event carries

    private BenchmarkLog(PostgresServer server, string connectionString, LogDatabase database, PostgresEventStore store)
    {
        (Server, Database, Store) = (server, database, store);
        Plain = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true, MaxPoolSize = 100 }.ConnectionString).Build();
    }

    private PostgresServer Server { get; }

    public LogDatabase Database { get; }

    public PostgresEventStore Store { get; }

    /// <summary>Npgsql without us.</summary>
    public NpgsqlDataSource Plain { get; }

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    public static async Task<BenchmarkLog> OpenAsync()
    {
        var server = await PostgresServer.StartAsync(fsync: true, CancellationToken.None);
        var connectionString = await server.CreateDatabaseAsync(CancellationToken.None);
        var database = new LogDatabase(connectionString);
        await new SchemaMigrator(database.Pool, [new("log", typeof(LogDatabase).Assembly)]).MigrateAsync();
        var types = new EventTypeMap([new("measured", typeof(Measured))], Json);
        return new BenchmarkLog(server, connectionString, database, await PostgresEventStore.OpenAsync(database, types, [], new EventStoreOptions(), TimeProvider.System));
    }

    public static Measured NewEvent(int number) => new(number, new string('m', PayloadLength));

    public static StreamKey NewStream() => new("bench", Guid.CreateVersion7());

    public Task<AppendResult> AppendAsync(StreamKey stream, long expected, params object[] events) =>
        Store.AppendAsync(new AppendRequest([new StreamAppend(stream, "measurement", expected, events)], EventMetadata.None));

    /// <summary>Fills the log with streams of equal length.</summary>
    public async Task<List<StreamKey>> FillAsync(int streams, int eventsEach)
    {
        var keys = Enumerable.Range(0, streams).Select(_ => NewStream()).ToList();
        foreach (var chunk in keys.Chunk(200))
        {
            await Task.WhenAll(chunk.Select(key => AppendAsync(key, 0, [.. Enumerable.Range(0, eventsEach).Select(NewEvent)])));
        }

        return keys;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Plain.DisposeAsync();
        await Database.DisposeAsync();
        await Server.DisposeAsync();
    }
}

/// <summary>The event that is written.</summary>
internal sealed record Measured(int Number, string Text);
