using EventAgents.EventStore;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using EventAgents.Host.Tests.Guard;
using EventAgents.Testing;
using Npgsql;

namespace EventAgents.Host.Tests.Crash;

/// <summary>A host is killed while calls to a provider are on their way: each of them has an end in the log all the same.</summary>
public class LostCallTests
{
    private const int Callers = 8;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_of_a_killed_host_are_recorded_as_lost_and_all_others_keep_their_ends()
    {
        await using var provider = await LocalProvider.StartAsync(AnswerAsync, _cancellation);
        await using var server = await PostgresServer.StartAsync(fsync: true, _cancellation);
        var database = await server.CreateDatabaseAsync(_cancellation);
        var answered = new List<Guid>();
        await using (var host = await HostProcess.StartAsync(database, _cancellation, ("Guard__Providers__openai__BaseUrl", $"{provider.Address}/v1")))
        {
            using var guard = new HttpClient { BaseAddress = host.GuardAddress };
            var silent = CallAsync(guard, "silence");
            var callers = Enumerable.Range(0, Callers).Select(_ => CallUntilKilledAsync(guard, answered)).ToList();
            await UntilAsync(() => Count(answered) > 20 && provider.Received.Any(request => request.Contains("silence", StringComparison.Ordinal)));
            await host.KillAsync();
            await Task.WhenAll(callers);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => silent);
        }

        var later = new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(2));
        await using var next = await ProductHost.StartAsync(Settings(), database, later, _cancellation);
        var log = next.Services.GetRequiredService<IEventStore>();
        var calls = await RecordedCallsAsync(database);
        Assert.Subset(calls.Select(call => call.Id).ToHashSet(), answered.ToHashSet());  // no answer without its record

        var lost = 0;
        foreach (var call in calls)
        {
            var last = await EndOfAsync(log, next, later, call);
            if (last == "llm_call_lost") lost++;
            else Assert.Equal("llm_call_completed", last);
        }
        Assert.InRange(lost, 1, calls.Count - 1);
    }

    private async Task<List<StreamKey>> RecordedCallsAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var find = source.CreateCommand("select tenant_id, stream_id from events.mt_events where type = 'llm_call_guarded'");
        await using var row = await find.ExecuteReaderAsync(_cancellation);
        var calls = new List<StreamKey>();
        while (await row.ReadAsync(_cancellation)) calls.Add(new StreamKey(row.GetString(0), row.GetGuid(1)));
        return calls;
    }

    /// <summary>The call's last event, once it is an end.</summary>
    private async Task<string> EndOfAsync(IEventStore log, ProductHost host, FakeTimeProvider clock, StreamKey call)
    {
        while (true)
        {
            var events = await log.ReadStreamAsync(call, cancellation: _cancellation).ToListAsync(_cancellation);
            if (events.Count > 1)
            {
                Assert.Equal(2, events.Count);
                return events[^1].Type;
            }
            await host.Services.GetRequiredService<ProjectionRuntime>().CatchUpAsync(_cancellation);
            clock.Advance(TimeSpan.FromMinutes(1));  // the sweeper's next round
            await Task.Delay(TimeSpan.FromMilliseconds(20), _cancellation);
        }
    }

    private async Task CallUntilKilledAsync(HttpClient guard, List<Guid> answered)
    {
        try
        {
            while (true)
            {
                using var reply = await CallAsync(guard, "hello");
                var id = Guid.Parse(reply.Headers.GetValues("x-eventagents-call").Single());
                lock (answered) answered.Add(id);
            }
        }
        catch (HttpRequestException)
        {
            // The host is dead.
        }
    }

    private Task<HttpResponseMessage> CallAsync(HttpClient guard, string text) =>
        guard.PostAsJsonAsync("/openai/v1/chat/completions", new { model = "m", messages = new[] { new { role = "user", content = text } } }, _cancellation);

    private async Task AnswerAsync(string body, HttpResponse response)
    {
        if (body.Contains("silence", StringComparison.Ordinal)) await Task.Delay(Timeout.Infinite, response.HttpContext.RequestAborted);
        await response.WriteAsync("{}", _cancellation);
    }

    private static int Count(List<Guid> answered)
    {
        lock (answered) return answered.Count;
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo()) await Task.Delay(TimeSpan.FromMilliseconds(10), _cancellation);
    }

    private static EffectiveSettings Settings() => EffectiveSettings.Load(new Dictionary<string, string?>
    {
        [ProcessOptions.ApiPortKey] = "0",
        [ProcessOptions.GuardPortKey] = "0",
        ["Logging:LogLevel:Default"] = "Error",
    });
}
