using System.Net;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using EventAgents.Testing;

namespace EventAgents.Host.Tests.Health;

public class HealthTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_healthy_host_names_its_version_and_checks_and_nothing_more()
    {
        var health = await (await host.Anonymous.GetAsync("/api/v1/health", _cancellation)).ReadAsync();
        Assert.Equal(["status", "version", "checks"], health.EnumerateObject().Select(member => member.Name));
        Assert.All(health.GetProperty("checks").EnumerateObject(), check => Assert.Equal("ok", check.Value.GetString()));
        Assert.Equal(["database", "disk", "guardModel", "projections", "queue", "seals"], health.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order());
    }

    [Fact]
    public async Task A_lost_database_shows_within_five_seconds_and_the_host_recovers_alone()
    {
        await using var server = await PostgresServer.StartAsync(fsync: false, _cancellation);
        var database = await server.CreateDatabaseAsync(_cancellation);
        var settings = EffectiveSettings.Load(new Dictionary<string, string?> { [ProcessOptions.ApiPortKey] = "0", [ProcessOptions.GuardPortKey] = "0", ["Logging:LogLevel:Default"] = "None" });
        await using var own = await ProductHost.StartAsync(settings, database, TimeProvider.System, _cancellation);
        using var client = new HttpClient { BaseAddress = own.ApiAddress };

        await server.CrashAsync(_cancellation);
        await UntilAsync(client, "/readyz", HttpStatusCode.ServiceUnavailable);
        await UntilAsync(client, "/api/v1/health", HttpStatusCode.ServiceUnavailable);
        await (await client.GetAsync("/livez", _cancellation)).ReadAsync();
        var login = await client.PostAsJsonAsync("/api/v1/user/login", new { email = "ada@example.com", password = "correct horse battery" }, _cancellation);
        await login.ReadProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(login.Headers.RetryAfter);

        await server.RestartAsync(_cancellation);
        await UntilAsync(client, "/readyz", HttpStatusCode.OK);
        await UntilAsync(client, "/api/v1/health", HttpStatusCode.OK);
    }

    private async Task UntilAsync(HttpClient client, string path, HttpStatusCode expected)
    {
        var giveUp = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while ((await client.GetAsync(path, _cancellation)).StatusCode != expected)
        {
            Assert.True(Environment.TickCount64 < giveUp, $"{path} was not {expected} within {Limit}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), _cancellation);
        }
    }
}
