using System.Text.Json;
using EventAgents.Host.Cli;
using EventAgents.Host.Settings;
using EventAgents.Host.Tests.Crash;
using EventAgents.Testing;
using Npgsql;

namespace EventAgents.Host.Tests.Volume;

/// <summary>The product in a process of its own on a durable database of its own, with one organisation and a key with all roles.</summary>
internal sealed class VolumeHost : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly DirectoryInfo _data;

    private VolumeHost(PostgresServer server, DirectoryInfo data, string connectionString, HostProcess process, string tenantId, string key)
    {
        (_server, _data, ConnectionString, Process, TenantId, Key) = (server, data, connectionString, process, tenantId, key);
        Database = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Database { get; }

    public HostProcess Process { get; }

    public string TenantId { get; }

    public string Key { get; }

    /// <summary>As verbs see it.</summary>
    public RunningHost Running => new(Process.Address, Process.GuardAddress, Key);

    public static async Task<VolumeHost> StartAsync(CancellationToken cancellation)
    {
        var server = await PostgresServer.StartAsync(fsync: true, cancellation);
        var data = Directory.CreateTempSubdirectory("eventagents-volume-");
        var connectionString = await server.CreateDatabaseAsync(cancellation);
        var process = await HostProcess.StartAsync(connectionString, cancellation, (ProcessOptions.DataFolderKey, data.FullName));
        using var founder = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = process.Address };
        var signedUp = await founder.PostAsJsonAsync("/api/v1/user/signup", new { email = "founder@example.com", password = "correct horse battery", organisation = "Analytical Engines" }, cancellation);
        var tenant = (await signedUp.ReadAsync(System.Net.HttpStatusCode.Created)).GetProperty("organisation").GetString()!;
        var made = await founder.PostAsJsonAsync("/api/v1/api-keys", new { name = "volume", roles = new[] { "admin" } }, cancellation);
        return new VolumeHost(server, data, connectionString, process, tenant, (await made.ReadAsync(System.Net.HttpStatusCode.Created)).GetProperty("key").GetString()!);
    }

    /// <summary>A client with the key.</summary>
    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = Process.Address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        return client;
    }

    /// <summary>Asks the database, past all our code.</summary>
    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs <c>replay --verify</c> in a process of its own, and again for two minutes at most while nothing but a seal is missing that is being made.</summary>
    /// <returns>What does not hold.</returns>
    public async Task<List<string>> VerifyAsync()
    {
        for (var tries = 1; ; tries++)
        {
            var failed = await VerifyOnceAsync();
            if (tries == 24 || failed is not [var only] || !only.Contains("should have been sealed by now", StringComparison.Ordinal)) return failed;
            await Task.Delay(TimeSpan.FromSeconds(5));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Database.DisposeAsync();
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task<List<string>> VerifyOnceAsync()
    {
        var run = await Cli.Program.RunAsync(["replay", "--verify", "--json"], ("ConnectionStrings__EventStore", ConnectionString), (ProcessOptions.DataFolderKey, _data.FullName));
        var findings = JsonElement.Parse(run.Output).GetProperty("findings").EnumerateArray().ToList();
        Assert.True(findings.Count > 10);
        return [.. findings.Where(f => !f.GetProperty("holds").GetBoolean()).Select(f => $"{f.GetProperty("name").GetString()}: {f.GetProperty("summary").GetString()}")];
    }
}
