using System.Net;
using System.Text.Json;

namespace EventAgents.Host.Tests.Crash;

/// <summary>Plays an agent: claims jobs, works a little, reports, and goes on whatever happens to the hosts.</summary>
internal sealed class ExampleWorker(KilledHosts hosts, int number, int seed)
{
    private const int LeaseSeconds = 5;
    private readonly Random _random = new(seed);

    /// <summary>How often a report came too late and was refused.</summary>
    public int Fenced { get; private set; }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var client = hosts.Client(_random.Next(100));
                var claimed = await client.PostAsJsonAsync(
                    "/api/v1/jobs/claim", new { workerId = $"worker-{number}", agentTypes = new[] { "coder" }, max = 5, leaseSeconds = LeaseSeconds, waitSeconds = 1 }, stopping);
                if (claimed.StatusCode != HttpStatusCode.OK) continue;
                foreach (var job in (await claimed.Content.ReadFromJsonAsync<JsonElement>(stopping)).GetProperty("items").EnumerateArray()) await WorkAsync(client, job, stopping);
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException or JsonException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);  // the host is gone; ask another one
            }
        }
    }

    private async Task WorkAsync(HttpClient client, JsonElement job, CancellationToken stopping)
    {
        var id = job.GetProperty("id").GetGuid();
        var answer = await client.PostAsJsonAsync(
            $"/api/v1/jobs/{id}/complete", new { workerId = $"worker-{number}", attempt = job.GetProperty("attempt").GetInt32(), result = new { by = number } }, stopping);
        if (answer.StatusCode == HttpStatusCode.Conflict) Fenced++;
    }
}
