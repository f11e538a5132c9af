using Npgsql;
using Xunit;

namespace EventAgents.Testing;

/// <summary>
/// An empty database for one test class (<c>IClassFixture&lt;PostgresFixture&gt;</c>), on a server that all classes of a test run share.
/// The server keeps nothing over a crash; a test that needs that starts a <see cref="PostgresServer"/> of its own.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartSharedAsync);
    private NpgsqlDataSource? _dataSource;

    /// <summary>Of this class's database, password included.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Connections to this class's database.</summary>
    public NpgsqlDataSource DataSource => _dataSource ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await (await Shared.Value).CreateDatabaseAsync(CancellationToken.None);
        _dataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>Another empty database on the same server; it lives until the run ends.</summary>
    public static async Task<string> NewDatabaseAsync(CancellationToken cancellation) => await (await Shared.Value).CreateDatabaseAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_dataSource is null) return;
        await _dataSource.DisposeAsync();
        await (await Shared.Value).DropDatabaseAsync(ConnectionString, CancellationToken.None);
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        var server = await PostgresServer.StartAsync(fsync: false, CancellationToken.None);
        // The last moment that every runner gives; the work is a stop without a checkpoint.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
