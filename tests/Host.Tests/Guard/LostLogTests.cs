using System.Net;
using EventAgents.EventStore;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using EventAgents.Testing;

namespace EventAgents.Host.Tests.Guard;

/// <summary>The database goes away under a guard that serves, and comes back.</summary>
public class LostLogTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_log_is_down_nothing_reaches_the_provider_and_what_was_refused_is_recorded_when_it_returns()
    {
        await using var provider = await LocalProvider.StartAsync((_, response) => response.WriteAsync("{}", _cancellation), _cancellation);
        await using var server = await PostgresServer.StartAsync(fsync: true, _cancellation);  // a crash must lose nothing that was committed
        await using var host = await ProductHost.StartAsync(
            SettingsFor(provider.Address), await server.CreateDatabaseAsync(_cancellation), TimeProvider.System, _cancellation);
        using var guard = new HttpClient { BaseAddress = host.GuardAddress };
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(guard)).StatusCode);

        await server.CrashAsync(_cancellation);
        var log = host.Services.GetRequiredService<IEventStore>();
        await UntilAsync(() => log.Status.IsDown);
        var before = provider.Received.Count;
        for (var i = 0; i < 20; i++)
        {
            var refused = await CallAsync(guard);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("false", refused.Headers.GetValues("x-should-retry").Single());
        }
        Assert.Equal(before, provider.Received.Count);

        await server.RestartAsync(_cancellation);
        await UntilAsync(() => !log.Status.IsDown);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(guard)).StatusCode);
        var blocks = new EventFilter { Types = ["llm_call_blocked"] };
        Assert.Equal(20, await log.SubscribeAsync(blocks, after: 0, _cancellation).Take(20).CountAsync(_cancellation));
    }

    private Task<HttpResponseMessage> CallAsync(HttpClient guard) =>
        guard.PostAsJsonAsync("/openai/v1/chat/completions", new { model = "m", messages = new[] { new { role = "user", content = "hello" } } }, _cancellation);

    private static EffectiveSettings SettingsFor(string provider) => EffectiveSettings.Load(new Dictionary<string, string?>
    {
        [ProcessOptions.ApiPortKey] = "0",
        [ProcessOptions.GuardPortKey] = "0",
        ["Logging:LogLevel:Default"] = "None",
        ["Guard:Providers:openai:BaseUrl"] = $"{provider}/v1",
    });

    private async Task UntilAsync(Func<bool> isSo)
    {
        var giveUp = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!isSo())
        {
            Assert.True(Environment.TickCount64 < giveUp, $"It was not so within {Limit}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), _cancellation);
        }
    }
}
