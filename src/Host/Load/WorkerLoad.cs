using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace EventAgents.Host.Load;

/// <summary>Workers: each claimed job is kept alive, some log and produce, and in the end 19 of 20 complete and one fails.</summary>
internal sealed class WorkerLoad(LoadTenant tenant) : ILoad
{
    private const string WorkerId = "load-worker";
    private readonly ConcurrentQueue<HeldJob> _held = new();

    private enum Step
    {
        Heartbeat,
        Log,
        Produce,
        Complete,
        Fail,
    }

    public Task TakeAsync(LoadTurn turn) => _held.TryDequeue(out var job) ? WorkAsync(turn, job) : ClaimAsync(turn);

    /// <summary>Completes what is still held, so that no lease has to run out.</summary>
    public async Task EndAsync()
    {
        while (_held.TryDequeue(out var job)) await WorkAsync(new LoadTurn(Stopwatch.GetTimestamp(), new Random(0)), job with { Steps = new Queue<Step>([Step.Complete]) });
    }

    private async Task ClaimAsync(LoadTurn turn)
    {
        var answer = await tenant.Client.SendAsync(
            turn, "job claim", HttpMethod.Post, new Uri(tenant.Base, "jobs/claim"),
            new { workerId = WorkerId, agentTypes = new[] { tenant.AgentType }, max = 2, leaseSeconds = 120 });
        if (string.IsNullOrEmpty(answer)) return;
        using var claimed = JsonDocument.Parse(answer);
        foreach (var job in claimed.RootElement.GetProperty("items").EnumerateArray())
        {
            _held.Enqueue(new HeldJob(job.GetProperty("id").GetGuid(), job.GetProperty("attempt").GetInt32(), Plan(turn.Random)));
        }
    }

    private static Queue<Step> Plan(Random random)
    {
        var steps = new Queue<Step>([Step.Heartbeat]);
        if (random.NextDouble() < 0.3) steps.Enqueue(Step.Log);
        if (random.NextDouble() < 0.2) steps.Enqueue(Step.Produce);
        steps.Enqueue(random.NextDouble() < 0.95 ? Step.Complete : Step.Fail);
        return steps;
    }

    private async Task WorkAsync(LoadTurn turn, HeldJob job)
    {
        var step = job.Steps.Dequeue();
        var attempt = job.Attempt;
        var isDone = await (step switch
        {
            Step.Heartbeat => ReportAsync(turn, "job heartbeat", HttpMethod.Put, job, "heartbeat", new { workerId = WorkerId, attempt, leaseSeconds = 120 }),
            Step.Log => ReportAsync(turn, "job log", HttpMethod.Post, job, "logs", new { workerId = WorkerId, attempt, lines = Lines(turn.Random) }),
            Step.Produce => ReportAsync(turn, "job artifact", HttpMethod.Post, job, "artifacts", new
            {
                workerId = WorkerId,
                attempt,
                type = "documentation",
                name = "notes.md",
                content = new string('n', turn.Random.Next(4_000)),
            }),
            Step.Complete => ReportAsync(turn, "job complete", HttpMethod.Post, job, "complete", new { workerId = WorkerId, attempt, result = new { summary = "done under load" } }),
            _ => ReportAsync(turn, "job fail", HttpMethod.Post, job, "fail", new { workerId = WorkerId, attempt, error = "the load lets one in twenty fail" }),
        });
        if (!isDone) return;  // the job is lost to this worker; its lease gives it back
        if (step == Step.Complete) tenant.Finished(job.Id);
        else if (job.Steps.Count > 0) _held.Enqueue(job);
    }

    private async Task<bool> ReportAsync(LoadTurn turn, string operation, HttpMethod method, HeldJob job, string path, object body) =>
        await tenant.Client.SendAsync(turn, operation, method, new Uri(tenant.Base, $"jobs/{job.Id}/{path}"), body) is not null;

    private static IEnumerable<object> Lines(Random random) =>
        Enumerable.Range(0, random.Next(1, 5)).Select(number => new { level = "info", message = $"step {number} took {random.Next(1_000)} ms" });

    /// <summary>A claimed job and what is still to be done with it.</summary>
    private sealed record HeldJob(Guid Id, int Attempt, Queue<Step> Steps);
}
