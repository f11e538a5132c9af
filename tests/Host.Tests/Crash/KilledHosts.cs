using EventAgents.Testing;
using Npgsql;

namespace EventAgents.Host.Tests.Crash;

/// <summary>Several hosts on one durable database; any of them may be killed, and another one started in its place.</summary>
internal sealed class KilledHosts : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly HostProcess[] _hosts;
    private readonly Random _random;
    private string _key = "";

    private KilledHosts(PostgresServer server, string connectionString, int count, int seed) =>
        (_server, ConnectionString, _hosts, _random) = (server, connectionString, new HostProcess[count], new Random(seed));

    public string ConnectionString { get; }

    public static async Task<KilledHosts> StartAsync(int count, int seed, CancellationToken cancellation)
    {
        var server = await PostgresServer.StartAsync(fsync: true, cancellation);
        var hosts = new KilledHosts(server, await server.CreateDatabaseAsync(cancellation), count, seed);
        for (var i = 0; i < count; i++) hosts._hosts[i] = await HostProcess.StartAsync(hosts.ConnectionString, cancellation);
        await hosts.SignUpAsync(cancellation);
        return hosts;
    }

    /// <summary>A client of one of the hosts that run now.</summary>
    public HttpClient Client(int caller)
    {
        var client = new HttpClient { BaseAddress = Volatile.Read(ref _hosts[caller % _hosts.Length]).Address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", _key);
        return client;
    }

    /// <summary>Kills a host at random and starts another one.</summary>
    public async Task KillOneAsync(CancellationToken cancellation)
    {
        var victim = _random.Next(_hosts.Length);
        await _hosts[victim].KillAsync();
        Volatile.Write(ref _hosts[victim], await HostProcess.StartAsync(ConnectionString, cancellation));
    }

    /// <summary>Ends PostgreSQL as a power cut would, and starts it again.</summary>
    public async Task CrashDatabaseAsync(CancellationToken cancellation)
    {
        await _server.CrashAsync(cancellation);
        await _server.RestartAsync(cancellation);
    }

    /// <summary>Asks the database, past all our code.</summary>
    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Where(h => h is not null)) await host.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task SignUpAsync(CancellationToken cancellation)
    {
        using var founder = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = _hosts[0].Address };
        var signedUp = await founder.PostAsJsonAsync("/api/v1/user/signup", new { email = "founder@example.com", password = "correct horse battery", organisation = "Analytical Engines" }, cancellation);
        await signedUp.ReadAsync(System.Net.HttpStatusCode.Created);
        var made = await founder.PostAsJsonAsync("/api/v1/api-keys", new { name = "storm", roles = new[] { "member", "agent" } }, cancellation);
        _key = (await made.ReadAsync(System.Net.HttpStatusCode.Created)).GetProperty("key").GetString()!;
    }
}
