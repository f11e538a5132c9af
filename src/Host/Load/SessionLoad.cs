using System.Collections.Concurrent;
using System.Text.Json;

namespace EventAgents.Host.Load;

/// <summary>Sessions: opened, activated, paused, resumed, annotated and completed, a few of them failed; each request takes the oldest one a step further.</summary>
internal sealed class SessionLoad(LoadTenant tenant) : ILoad
{
    private const int MaxLive = 32;
    private readonly ConcurrentQueue<(Guid Id, int Step)> _live = new();

    public Task TakeAsync(LoadTurn turn) =>
        _live.Count < MaxLive && turn.Random.Next(6) == 0 || !_live.TryDequeue(out var session) ? OpenAsync(turn) : StepAsync(turn, session.Id, session.Step);

    private async Task OpenAsync(LoadTurn turn)
    {
        var answer = await tenant.Client.SendAsync(
            turn, "session open", HttpMethod.Post, new Uri(tenant.Base, "sessions"), new { agentRole = "coder", metadata = new { branch = $"load-{turn.Random.Next(1_000)}" } });
        if (answer is null) return;
        using var session = JsonDocument.Parse(answer);
        _live.Enqueue((session.RootElement.GetProperty("id").GetGuid(), 0));
    }

    private async Task StepAsync(LoadTurn turn, Guid id, int step)
    {
        var answer = await (step switch
        {
            0 => TransitionAsync(turn, id, "activate"),
            1 => TransitionAsync(turn, id, "pause"),
            2 => TransitionAsync(turn, id, "resume"),
            3 => tenant.Client.SendAsync(turn, "session annotate", HttpMethod.Patch, new Uri(tenant.Base, $"sessions/{id}/metadata"), new { note = turn.Random.Next() }),
            _ => TransitionAsync(turn, id, turn.Random.Next(20) == 0 ? "fail" : "complete"),
        });
        if (answer is not null && step < 4) _live.Enqueue((id, step + 1));
    }

    private Task<string?> TransitionAsync(LoadTurn turn, Guid id, string what) =>
        tenant.Client.SendAsync(turn, $"session {what}", HttpMethod.Put, new Uri(tenant.Base, $"sessions/{id}/events"), new { @event = what });
}
