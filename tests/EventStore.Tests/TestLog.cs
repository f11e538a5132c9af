using System.Text.Json;
using EventAgents.Testing;
using Npgsql;

namespace EventAgents.EventStore.Tests;

/// <summary>An opened log on a database of its own, as one host would have it.</summary>
public sealed class TestLog : IAsyncDisposable
{
    public const string Tenant = "acme";

    public static EventTypeMap Types { get; } = new(
        [new("counted", typeof(Counted)), new("named", typeof(Named))],
        new JsonSerializerOptions(JsonSerializerDefaults.Web),
        new Dictionary<string, Func<JsonElement, object>> { ["counted_once"] = old => new Counted(old.GetProperty("value").GetInt32()) });

    private TestLog(string connectionString, LogDatabase database, PostgresEventStore store) => (ConnectionString, Database, Store) = (connectionString, database, store);

    public string ConnectionString { get; }

    public LogDatabase Database { get; }

    public PostgresEventStore Store { get; }

    public static async Task<TestLog> OpenAsync(string connectionString, CancellationToken cancellation, IReadOnlyList<IProjection>? inline = null, EventStoreOptions? options = null)
    {
        var database = new LogDatabase(connectionString);
        await new SchemaMigrator(database.Pool, [new("log", typeof(LogDatabase).Assembly)]).MigrateAsync(cancellation);
        var store = await PostgresEventStore.OpenAsync(database, Types, inline ?? [], options ?? FastPolling, TimeProvider.System, cancellation: cancellation);
        return new TestLog(connectionString, database, store);
    }

    public static async Task<TestLog> NewAsync(CancellationToken cancellation, IReadOnlyList<IProjection>? inline = null, EventStoreOptions? options = null) =>
        await OpenAsync(await PostgresFixture.NewDatabaseAsync(cancellation), cancellation, inline, options);

    public static EventStoreOptions FastPolling => new() { PollInterval = TimeSpan.FromMilliseconds(50) };

    public static StreamKey NewStream() => new(Tenant, Guid.CreateVersion7());

    public static AppendRequest Request(StreamKey stream, long expected, params object[] events) => new([new StreamAppend(stream, "counter", expected, events)], EventMetadata.None);

    public Task<AppendResult> AppendAsync(StreamKey stream, long expected, params object[] events) => Store.AppendAsync(Request(stream, expected, events));

    public async Task<List<StoredEvent>> ReadAllAsync(EventFilter? filter = null) => await Store.ReadAllAsync(filter ?? EventFilter.All).ToListAsync();

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Database.Pool.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A connection that knows nothing of our code.</summary>
    public async Task<NpgsqlConnection> OpenForeignAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Lets every append of every host wait until the result is disposed.</summary>
    public async Task<IAsyncDisposable> HoldAppendsAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock({AppendSql.LogLock})", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Returns as soon as somebody waits for a lock in this database.</summary>
    public async Task SomebodyWaitsAsync()
    {
        while ((long)(await ScalarAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))! == 0) await Task.Delay(10);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Database.DisposeAsync();
    }
}

public sealed record Counted(int Value);

public sealed record Named(string Name);
