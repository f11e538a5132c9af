using System.Security.Cryptography;
using Npgsql;

namespace EventAgents.Host.EmbeddedPostgres;

/// <summary>
/// The server behind <c>./run</c>: a cluster in <c>{data}/{environment}/postgres</c>, made on first use. A host that was killed leaves its
/// server running; the next host takes that one over. Several hosts may share it: the last one stops it.
/// </summary>
internal sealed class EmbeddedServer : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["fsync"] = "on",
        ["max_connections"] = "200",
        ["shared_buffers"] = "256MB",
        ["max_wal_size"] = "4GB",
        ["checkpoint_timeout"] = "15min",
        ["jit"] = "off",  // its compile time is longer than our queries
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["log_error_verbosity"] = "terse",  // a broken constraint's detail would quote the row
    };

    private readonly PostgresCluster _cluster;
    private readonly string _environmentFolder;
    private FileStream? _inUse;

    private EmbeddedServer(PostgresCluster cluster, string environmentFolder, FileStream inUse, string connectionString) =>
        (_cluster, _environmentFolder, _inUse, ConnectionString) = (cluster, environmentFolder, inUse, connectionString);

    /// <summary>As Npgsql takes it, password included. Never logged.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes the cluster when there is none, and starts or takes over its server.</summary>
    /// <param name="environmentFolder"><c>{data}/{environment}</c>; made when missing.</param>
    /// <param name="downloads">Where downloaded server binaries are kept.</param>
    /// <param name="say">Is told what takes long.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="EmbeddedPostgresException">No server can be had; the message says why.</exception>
    public static async Task<EmbeddedServer> StartAsync(string environmentFolder, string downloads, Action<string> say, CancellationToken cancellation)
    {
        Directory.CreateDirectory(environmentFolder);
        var folder = Path.Combine(environmentFolder, "postgres");
        var connectionFile = new ConnectionFile(Path.Combine(environmentFolder, "connection"));

        using var starting = await FileLock.ExclusiveAsync(StartLock(environmentFolder), cancellation);
        var version = PostgresCluster.MajorVersionOf(folder);
        var binaries = await PostgresBinaries.FindAsync(downloads, version, cancellation) ?? await PostgresDownload.GetAsync(downloads, say, cancellation);
        var saved = connectionFile.Read();
        if (version is not null && saved is null)
        {
            throw new EmbeddedPostgresException($"There is a cluster in '{folder}', but its connection file '{connectionFile.Path}' is missing.");
        }
        var connection = saved ?? NewConnection();
        // Saved first: a cluster whose password nobody knows would be lost.
        if (saved is null) connectionFile.Write(connection);

        var cluster = await PostgresCluster.OpenAsync(folder, binaries, connection.Password!, cancellation);
        connection.Port = cluster.RunningPort() ?? await cluster.StartAsync(connection.Port, Settings, cancellation);
        connectionFile.Write(connection);
        await EnsureDatabaseAsync(connection, cancellation);
        return new EmbeddedServer(cluster, environmentFolder, FileLock.Shared(UseLock(environmentFolder)), connection.ConnectionString);
    }

    /// <summary>Stops the server, unless another host uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_inUse is null) return;
        using var starting = await FileLock.ExclusiveAsync(StartLock(_environmentFolder), CancellationToken.None);
        await _inUse.DisposeAsync();
        _inUse = null;
        if (FileLock.TryExclusive(UseLock(_environmentFolder)) is not { } last) return;
        await using (last) await _cluster.StopAsync(CancellationToken.None);
    }

    private static string StartLock(string environmentFolder) => Path.Combine(environmentFolder, "start.lock");

    private static string UseLock(string environmentFolder) => Path.Combine(environmentFolder, "use.lock");

    private static NpgsqlConnectionStringBuilder NewConnection() => new()
    {
        Host = "127.0.0.1",
        Username = PostgresCluster.Superuser,
        Password = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)),
        Database = "eventagents",
        Port = 5433,  // a port to begin with; the one that was free is saved
    };

    private static async Task EnsureDatabaseAsync(NpgsqlConnectionStringBuilder connection, CancellationToken cancellation)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = "postgres", Pooling = false };
        await using var session = new NpgsqlConnection(maintenance.ConnectionString);
        await session.OpenAsync(cancellation);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", session) { Parameters = { new() { Value = connection.Database } } };
        if (await find.ExecuteScalarAsync(cancellation) is not null) return;
        await using var create = new NpgsqlCommand($"create database \"{connection.Database}\"", session);
        await create.ExecuteNonQueryAsync(cancellation);
    }
}
