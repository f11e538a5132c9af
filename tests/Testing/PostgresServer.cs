using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using EventAgents.Host.EmbeddedPostgres;
using Npgsql;

namespace EventAgents.Testing;

/// <summary>A real PostgreSQL server in a folder of its own, which is gone with it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly PostgresCluster _cluster;
    private readonly string _folder;
    private readonly Dictionary<string, string> _settings;
    private readonly NpgsqlConnectionStringBuilder _connection;

    private PostgresServer(PostgresCluster cluster, string folder, Dictionary<string, string> settings, NpgsqlConnectionStringBuilder connection) =>
        (_cluster, _folder, _settings, _connection) = (cluster, folder, settings, connection);

    /// <summary>Makes a cluster and starts its server.</summary>
    /// <param name="fsync">On where a test kills the server or measures it; off is several times faster to set up.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<PostgresServer> StartAsync(bool fsync, CancellationToken cancellation)
    {
        await TestFolders.RemoveAbandonedAsync(cancellation);
        var folder = TestFolders.New(onDisk: fsync);
        var settings = new Dictionary<string, string>
        {
            ["fsync"] = fsync ? "on" : "off",
            ["synchronous_commit"] = fsync ? "on" : "off",
            ["full_page_writes"] = fsync ? "on" : "off",
            ["max_connections"] = "400",
            ["shared_buffers"] = "128MB",
            ["timezone"] = "UTC",
            ["jit"] = "off",
        };
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Username = PostgresCluster.Superuser,
            Password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            Database = "postgres",
            MaxPoolSize = 50,
        };
        var cluster = await PostgresCluster.OpenAsync(folder, await BinariesAsync(cancellation), connection.Password, cancellation);
        connection.Port = await cluster.StartAsync(preferredPort: 0, settings, cancellation);
        return new PostgresServer(cluster, folder, settings, connection);
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellation)
    {
        var name = "test_" + Guid.CreateVersion7().ToString("n", CultureInfo.InvariantCulture);
        await ExecuteAsync($"create database {name}", cancellation);
        return new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Removes a database, whoever is still connected to it.</summary>
    public Task DropDatabaseAsync(string connectionString, CancellationToken cancellation)
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(connectionString));
        return ExecuteAsync($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)", cancellation);
    }

    /// <summary>Ends the server at once, as a power cut would.</summary>
    public Task CrashAsync(CancellationToken cancellation) => _cluster.StopImmediatelyAsync(cancellation);

    /// <summary>Lets every process of the server stand still (SIGSTOP), or go on: connections stay open, and nobody answers.</summary>
    public async Task FreezeAsync(bool freeze, CancellationToken cancellation)
    {
        var main = (await File.ReadAllLinesAsync(Path.Combine(_folder, "postmaster.pid"), cancellation))[0];
        var children = (await File.ReadAllTextAsync($"/proc/{main}/task/{main}/children", cancellation)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var signal = Process.Start("kill", [freeze ? "-STOP" : "-CONT", main, .. children]);
        await signal.WaitForExitAsync(cancellation);
    }

    /// <summary>Starts it again after a crash, on the same port.</summary>
    public Task RestartAsync(CancellationToken cancellation) => _cluster.StartAsync(_connection.Port, _settings, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopImmediatelyAsync(CancellationToken.None);
        TestFolders.Remove(_folder);
    }

    private static async Task<PostgresBinaries> BinariesAsync(CancellationToken cancellation)
    {
        var downloads = PostgresDownload.DefaultFolder(Path.Combine(Path.GetTempPath(), "eventagents-downloads"));
        return await PostgresBinaries.FindAsync(downloads, wantedMajorVersion: null, cancellation)
            ?? await PostgresDownload.GetAsync(downloads, Console.Error.WriteLine, cancellation);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Pooling = false }.ConnectionString);
        await session.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
