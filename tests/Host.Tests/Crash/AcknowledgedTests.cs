using System.Collections.Concurrent;

namespace EventAgents.Host.Tests.Crash;

public sealed class AcknowledgedTests
{
    [Fact]
    public async Task What_was_answered_with_success_survives_killed_hosts_and_a_crashed_database()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var hosts = await KilledHosts.StartAsync(count: 2, seed: 5, cancellation);
        var acknowledged = new ConcurrentBag<Guid>();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var callers = Enumerable.Range(0, 8).Select(n => Task.Run(() => SubmitUntilAsync(hosts, n, acknowledged, stopping.Token), CancellationToken.None)).ToArray();

        for (var round = 0; round < Scale.Of(20, 2); round++)
        {
            await hosts.KillOneAsync(cancellation);
            await hosts.CrashDatabaseAsync(cancellation);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(callers);
        Assert.NotEmpty(acknowledged);
        var stored = await hosts.QueryAsync<Guid[]>("select array_agg(stream_id) from events.mt_events where type = 'issue_submitted'");
        Assert.Empty(acknowledged.Except(stored));
        Assert.Equal(0L, await hosts.QueryAsync<long>("select count(*) from (select max(version) - count(*) as missing from events.mt_events group by tenant_id, stream_id) s where missing <> 0"));
        Assert.Equal(0L, await hosts.QueryAsync<long>("""
            select count(*) from events.mt_streams s where version <> (select count(*) from events.mt_events e where e.tenant_id = s.tenant_id and e.stream_id = s.id)
            """));
        Assert.Empty(await ReadModelReplay.FindDifferencesAsync(hosts.ConnectionString, cancellation));
    }

    private static async Task SubmitUntilAsync(KilledHosts hosts, int caller, ConcurrentBag<Guid> acknowledged, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var client = hosts.Client(caller);
                var answer = await client.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "Under load" }, stopping);
                if (answer.IsSuccessStatusCode) acknowledged.Add((await answer.ReadAsync(System.Net.HttpStatusCode.Created)).GetProperty("id").GetGuid());
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);  // not answered, so nothing was promised
            }
        }
    }
}
