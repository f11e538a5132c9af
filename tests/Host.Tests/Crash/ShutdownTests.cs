using System.Diagnostics;
using System.Net;
using EventAgents.Host.Tests.Volume;
using EventAgents.Testing;

namespace EventAgents.Host.Tests.Crash;

/// <summary>A host whose database is gone ends soon all the same when it is asked to, and with 0: nothing that it had promised is lost.</summary>
public sealed class ShutdownTests
{
    // The product grants itself ten seconds; the rest is for a machine that does much else. Thirty is what a host takes that waits for its time-outs.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public enum Loss
    {
        /// <summary>The server was killed.</summary>
        Server,

        /// <summary>The server runs, and the database is no more.</summary>
        Database,

        /// <summary>Connections are open, and nobody answers.</summary>
        Answers,
    }

    [Theory]
    [InlineData(Loss.Server)]
    [InlineData(Loss.Database)]
    [InlineData(Loss.Answers)]
    public async Task A_host_whose_database_is_gone_ends_soon_after_sigterm(Loss loss)
    {
        await using var server = await PostgresServer.StartAsync(fsync: false, _cancellation);
        var connectionString = await server.CreateDatabaseAsync(_cancellation);
        await using var host = await HostProcess.StartAsync(connectionString, _cancellation);
        using var member = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = host.Address };
        await (await member.PostAsJsonAsync("/api/v1/user/signup", new { email = "founder@example.com", password = "correct horse battery", organisation = "Analytical Engines" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        using var guard = new HttpClient { BaseAddress = host.GuardAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events") { Headers = { { "Accept", "text/event-stream" } } };
        using var tail = await member.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _cancellation);

        try
        {
            await LoseAsync(server, connectionString, loss);
            var unanswered = Enumerable.Range(0, 5).SelectMany(_ => new[]
            {
                member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "Too late" }, CancellationToken.None),
                guard.PostAsJsonAsync("/builtin/v1/chat/completions", new { model = "echo", messages = new[] { new { role = "user", content = "Too late" } } }, CancellationToken.None),
            }).ToList();
            await Task.Delay(TimeSpan.FromMilliseconds(300), _cancellation);  // some are refused and some are still under way, as it would be

            var since = Stopwatch.StartNew();
            await host.StopAsync();
            Figures.Write($"shutdown, {loss} gone: {since.Elapsed.TotalSeconds:N1} s");
            Assert.Equal(0, host.ExitCode);
            Assert.True(since.Elapsed < Limit, $"It took {since.Elapsed.TotalSeconds:N1} s.");
            foreach (var sent in unanswered)
            {
                var status = await StatusOfAsync(sent);
                Assert.True(status is null or HttpStatusCode.ServiceUnavailable, $"{status}");
            }
        }
        finally
        {
            if (loss == Loss.Answers) await server.FreezeAsync(freeze: false, CancellationToken.None);
        }
    }

    private async Task LoseAsync(PostgresServer server, string connectionString, Loss loss)
    {
        switch (loss)
        {
            case Loss.Server:
                await server.CrashAsync(_cancellation);
                break;
            case Loss.Database:
                await server.DropDatabaseAsync(connectionString, _cancellation);
                break;
            default:
                await server.FreezeAsync(freeze: true, _cancellation);
                break;
        }
    }

    /// <summary>Null for a request that the host did not answer any more.</summary>
    private static async Task<HttpStatusCode?> StatusOfAsync(Task<HttpResponseMessage> sent)
    {
        try
        {
            return (await sent).StatusCode;
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
