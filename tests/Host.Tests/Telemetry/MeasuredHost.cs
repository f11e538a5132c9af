using System.Net;
using System.Net.Http.Headers;
using EventAgents.EventStore;
using EventAgents.Host.Cli;
using EventAgents.Host.Hosting;
using EventAgents.Host.Load;
using EventAgents.Host.Settings;
using EventAgents.Testing;
using Npgsql;

namespace EventAgents.Host.Tests.Telemetry;

/// <summary>
/// A host that was loaded, and to which everything has happened that a panel can show: refusals, failed runs, a read model that was held up, blocked calls,
/// and a lost database; with a Prometheus that watched.
/// </summary>
public sealed class MeasuredHost : IAsyncLifetime
{
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(14);
    private PostgresServer _server = null!;
    private ProductHost _host = null!;
    private string _database = null!;

    internal PrometheusServer Prometheus { get; private set; } = null!;

    /// <summary>What the host showed at the end.</summary>
    internal Scrape Scrape { get; private set; } = null!;

    /// <summary>When the load began.</summary>
    internal DateTimeOffset From { get; private set; }

    /// <summary>When all was over.</summary>
    internal DateTimeOffset To { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Promtool.Find("prometheus") is null) return;  // each test says so
        var cancellation = TestContext.Current.CancellationToken;
        _server = await PostgresServer.StartAsync(fsync: false, cancellation);
        _database = await _server.CreateDatabaseAsync(cancellation);
        _host = await ProductHost.StartAsync(Settings(), _database, TimeProvider.System, cancellation);
        Prometheus = await PrometheusServer.StartAsync(_host.ApiAddress, cancellation);
        From = DateTimeOffset.UtcNow;

        var running = new RunningHost(_host.ApiAddress, _host.GuardAddress!, ApiKey: null);
        var load = LoadRun.RunAsync(new LoadOptions(running, Rate: 30, LoadTime, Concurrency: 16, Tenants: 1, Seed: 1, LoadMix.Parse(LoadMix.Default)!), show: null, cancellation);
        await Task.WhenAll(load, CauseTroubleAsync(cancellation), HoldUpReadModelAsync(cancellation));
        await LoseDatabaseAsync(cancellation);
        Scrape = await Scrape.OfAsync(_host.ApiAddress, cancellation);
        await Task.Delay(TimeSpan.FromSeconds(3), cancellation);  // two more scrapes, so that rates see the last of it
        To = DateTimeOffset.UtcNow;
    }

    public async ValueTask DisposeAsync()
    {
        if (Prometheus is not null) await Prometheus.DisposeAsync();
        if (_host is not null) await _host.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    private static EffectiveSettings Settings() => EffectiveSettings.Load(new Dictionary<string, string?>
    {
        [ProcessOptions.ApiPortKey] = "0",
        [ProcessOptions.GuardPortKey] = "0",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["Logging:LogLevel:Default"] = "None",
        ["Api:RequestsPerMinute"] = "0",
        ["Guard:Prices:0:Model"] = "*",
        ["Guard:Prices:0:From"] = "2020-01-01",
        ["Guard:Prices:0:InputUsdPerMillion"] = "5",
        ["Guard:Prices:0:OutputUsdPerMillion"] = "15",
        ["Thresholds:HookDurationP99Seconds"] = "10",
        ["Thresholds:AgentFailureRatio"] = "1",
        ["Thresholds:ErrorsPerHour"] = "10000",
        ["Thresholds:HookFailureRatio"] = "1",
        ["Thresholds:LlmTokensPerDay"] = "1000000000",
    });

    /// <summary>Refused commands, failed runs, blocked and unknown calls, again and again for as long as the load lasts.</summary>
    private async Task CauseTroubleAsync(CancellationToken cancellation)
    {
        using var client = await SignUpAsync(cancellation);
        using var guard = new HttpClient { BaseAddress = _host.GuardAddress };
        for (var end = DateTimeOffset.UtcNow + LoadTime; DateTimeOffset.UtcNow < end; await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation))
        {
            await client.PostAsJsonAsync($"/api/v1/issues/{Guid.NewGuid()}/cancel", new { reason = "none" }, cancellation);
            await client.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "It fails", agentType = "clumsy" }, cancellation);
            await FailJobAsync(client, cancellation);
            using var notJson = new StringContent("{", System.Text.Encoding.UTF8, "application/json");
            await guard.PostAsync("/builtin/v1/chat/completions", notJson, cancellation);
            await CallAsync(guard, cancellation);
        }
    }

    private static async Task FailJobAsync(HttpClient client, CancellationToken cancellation)
    {
        var claimed = await client.PostAsJsonAsync("/api/v1/jobs/claim", new { workerId = "w", agentTypes = new[] { "clumsy" }, max = 1 }, cancellation);
        var job = (await claimed.ReadAsync()).GetProperty("items")[0];
        var failed = await client.PostAsJsonAsync(
            $"/api/v1/jobs/{job.GetProperty("id").GetGuid()}/fail", new { workerId = "w", attempt = job.GetProperty("attempt").GetInt32(), error = "It broke." }, cancellation);
        await failed.ReadAsync();
    }

    /// <summary>Nobody can write the audit log for a while, so that it falls behind.</summary>
    private async Task HoldUpReadModelAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var hold = new NpgsqlCommand("lock table read.audit_log in exclusive mode", connection);
        await hold.ExecuteNonQueryAsync(cancellation);
        await Task.Delay(TimeSpan.FromSeconds(8), cancellation);  // the lag is looked at every 5
    }

    private async Task LoseDatabaseAsync(CancellationToken cancellation)
    {
        using var guard = new HttpClient { BaseAddress = _host.GuardAddress };
        var log = _host.Services.GetRequiredService<IEventStore>();
        await _server.CrashAsync(cancellation);
        while (!log.Status.IsDown) await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        for (var i = 0; i < 5; i++) await CallAsync(guard, cancellation);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        await _server.RestartAsync(cancellation);
        while (log.Status.IsDown) await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
    }

    private static Task<HttpResponseMessage> CallAsync(HttpClient guard, CancellationToken cancellation)
    {
        var request = HttpAssertions.Request(HttpMethod.Post, "/builtin/v1/chat/completions", """{"model":"echo","messages":[{"role":"user","content":"Mail ada@example.com"}]}""");
        request.Headers.Add("x-eventagents-agent", "clumsy");
        return guard.SendAsync(request, cancellation);
    }

    private async Task<HttpClient> SignUpAsync(CancellationToken cancellation)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = _host.ApiAddress };
        await (await client.PostAsJsonAsync(
            "/api/v1/user/signup", new { email = "founder@example.com", password = "correct horse battery", organisation = "Difference Engines" }, cancellation)).ReadAsync(HttpStatusCode.Created);
        var key = await (await client.PostAsJsonAsync("/api/v1/api-keys", new { name = "test", roles = new[] { "admin" } }, cancellation)).ReadAsync(HttpStatusCode.Created);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.GetProperty("key").GetString());
        return client;
    }
}
