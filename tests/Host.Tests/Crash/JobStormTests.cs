namespace EventAgents.Host.Tests.Crash;

public sealed class JobStormTests
{
    private static readonly string[] Priorities = ["critical", "high", "medium", "low"];

    [Fact]
    public async Task Every_job_is_completed_once_whichever_hosts_are_killed()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (jobs, kills) = (Scale.Of(1_000, 60), Scale.Of(20, 2));
        await using var hosts = await KilledHosts.StartAsync(count: 2, seed: 11, cancellation);
        await SubmitAsync(hosts, jobs, cancellation);

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var workers = Enumerable.Range(0, 4).Select(n => new ExampleWorker(hosts, n, seed: n)).ToArray();
        var working = workers.Select(w => Task.Run(() => w.RunAsync(stopping.Token), CancellationToken.None)).ToArray();
        for (var kill = 0; kill < kills; kill++) await hosts.KillOneAsync(cancellation);

        // The last lease of a killed host's claim runs out, and somebody else does the job.
        for (var second = 0; second < 120 && await CompletedAsync(hosts) < jobs; second++) await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        await stopping.CancelAsync();
        await Task.WhenAll(working);

        Assert.Equal(jobs, await hosts.QueryAsync<long>("select count(*) from events.mt_streams where type = 'job'"));
        Assert.Equal(jobs, await CompletedAsync(hosts));
        Assert.Equal(jobs, await hosts.QueryAsync<long>("select count(distinct stream_id) from events.mt_events where type = 'job_completed'"));
        Assert.Equal(jobs, await hosts.QueryAsync<long>("select count(*) from events.mt_events where type = 'issue_completed'"));
        Assert.Equal(0L, await hosts.QueryAsync<long>("select count(*) from (select max(version) - count(*) as missing from events.mt_events group by tenant_id, stream_id) s where missing <> 0"));
        Assert.Empty(await ReadModelReplay.FindDifferencesAsync(hosts.ConnectionString, cancellation));
    }

    private static async Task SubmitAsync(KilledHosts hosts, int count, CancellationToken cancellation)
    {
        using var client = hosts.Client(0);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation }, async (n, token) =>
        {
            var issue = new { type = "task", title = $"Task {n}", priority = Priorities[n % Priorities.Length] };
            await (await client.PostAsJsonAsync("/api/v1/issues", issue, token)).ReadAsync(System.Net.HttpStatusCode.Created);
        });
    }

    private static Task<long> CompletedAsync(KilledHosts hosts) => hosts.QueryAsync<long>("select count(*) from events.mt_events where type = 'job_completed'");
}
