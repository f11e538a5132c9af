using System.Collections.Concurrent;
using System.Net;
using EventAgents.Testing;
using Npgsql;

namespace EventAgents.Host.Tests.Crash;

/// <summary>The database crashes under a host that serves, and comes back: whoever asks meanwhile is told, and what was acknowledged is there exactly once.</summary>
public sealed class OutageTests
{
    private const int Callers = 8;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ConcurrentDictionary<string, Guid> _acknowledged = new();
    private readonly ConcurrentDictionary<HttpStatusCode, int> _answers = new();
    private readonly int[] _refused = new int[Callers];
    private readonly int[] _accepted = new int[Callers];

    [Fact]
    public async Task What_is_acknowledged_around_an_outage_is_there_exactly_once_and_the_rest_was_told()
    {
        await using var server = await PostgresServer.StartAsync(fsync: true, _cancellation);
        var connectionString = await server.CreateDatabaseAsync(_cancellation);
        await using var host = await HostProcess.StartAsync(connectionString, _cancellation);
        using var member = await SignUpAsync(host.Address);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var calling = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => SubmitUntilAsync(member, caller, stopping.Token), CancellationToken.None)).ToArray();

        for (var outage = 0; outage < Scale.Of(10, 2); outage++)
        {
            var accepted = _accepted.Sum();
            await UntilAsync(() => _accepted.Sum() >= accepted + 20, calling);
            Array.Clear(_refused);
            await server.CrashAsync(_cancellation);
            await UntilAsync(() => _refused.All(count => count > 0), calling);
            await EverybodyIsToldAsync(member);
            await server.RestartAsync(_cancellation);
            var before = _accepted.ToArray();
            await UntilAsync(() => _accepted.Zip(before).All(one => one.First > one.Second), calling);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(calling);
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable], _answers.Keys.Order());
        await EachIsThereOnceAsync(connectionString);
        Assert.Empty(await ReadModelReplay.FindDifferencesAsync(connectionString, _cancellation));
    }

    /// <summary>Commands and questions alike: 503, as a problem document, with when to come again.</summary>
    private async Task EverybodyIsToldAsync(HttpClient member)
    {
        Func<Task<HttpResponseMessage>>[] requests =
        [
            () => member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "Nobody is there" }, _cancellation),
            () => member.PostAsJsonAsync("/api/v1/sessions", new { agentRole = "coder" }, _cancellation),
            () => member.PutAsJsonAsync($"/api/v1/issues/{_acknowledged.Values.First()}/priority", new { priority = "low" }, _cancellation),
            () => member.GetAsync("/api/v1/issues", _cancellation),
            () => member.GetAsync("/api/v1/events", _cancellation),
            () => member.GetAsync("/api/v1/audit", _cancellation),
        ];
        foreach (var request in requests)
        {
            var answer = await request();
            await answer.ReadProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }

    /// <summary>Submits one issue after the other, each under one key until it is acknowledged, as a careful caller does.</summary>
    private async Task SubmitUntilAsync(HttpClient member, int caller, CancellationToken stopping)
    {
        for (var number = 0; !stopping.IsCancellationRequested; number++)
        {
            var title = $"issue {caller}-{number}";
            while (!stopping.IsCancellationRequested && !await TrySubmitAsync(member, caller, title)) await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    private async Task<bool> TrySubmitAsync(HttpClient member, int caller, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/issues") { Content = JsonContent.Create(new { type = "bug", title }), Headers = { { "Idempotency-Key", title } } };
        using var answer = await member.SendAsync(request, _cancellation);
        _answers.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            Interlocked.Increment(ref _refused[caller]);
            return false;
        }

        _acknowledged[title] = (await answer.ReadAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        Interlocked.Increment(ref _accepted[caller]);
        return true;
    }

    private async Task EachIsThereOnceAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var find = database.CreateCommand("select data->>'title', stream_id from events.mt_events where type = 'issue_submitted'");
        var stored = new List<(string Title, Guid Id)>();
        await using var rows = await find.ExecuteReaderAsync(_cancellation);
        while (await rows.ReadAsync(_cancellation)) stored.Add((rows.GetString(0), rows.GetGuid(1)));
        Assert.Equal(stored.Count, stored.DistinctBy(one => one.Title).Count());
        Assert.Empty(_acknowledged.Select(one => (one.Key, one.Value)).Except(stored));
        Assert.True(stored.Count - _acknowledged.Count <= Callers, "Each caller leaves one issue at most that it heard nothing of.");
    }

    private async Task UntilAsync(Func<bool> isSo, Task[] calling)
    {
        while (!isSo())
        {
            if (calling.FirstOrDefault(one => one.IsCompleted) is { } broken) await broken;
            await Task.Delay(TimeSpan.FromMilliseconds(20), _cancellation);
        }
    }

    private async Task<HttpClient> SignUpAsync(Uri address)
    {
        using var founder = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = address };
        await (await founder.PostAsJsonAsync("/api/v1/user/signup", new { email = "founder@example.com", password = "correct horse battery", organisation = "Analytical Engines" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        var made = await founder.PostAsJsonAsync("/api/v1/api-keys", new { name = "outage", roles = new[] { "admin" } }, _cancellation);
        var member = new HttpClient { BaseAddress = address };
        member.DefaultRequestHeaders.Authorization = new("Bearer", (await made.ReadAsync(HttpStatusCode.Created)).GetProperty("key").GetString());
        return member;
    }
}
