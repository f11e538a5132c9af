using System.Text.Json;
using EventAgents.Events;

namespace EventAgents.Host.Load;

/// <summary>People: every second request submits an issue, the others look at one, its history, or the list.</summary>
internal sealed class IssueLoad(LoadTenant tenant) : ILoad
{
    private const int Remembered = 256;
    private readonly Guid[] _recent = new Guid[Remembered];
    private int _submitted;

    public async Task TakeAsync(LoadTurn turn)
    {
        var what = turn.Random.Next(100);
        var known = _recent[turn.Random.Next(Math.Clamp(_submitted, 1, Remembered))];
        if (what < 50 || known == Guid.Empty) await SubmitAsync(turn);
        else if (what < 75) await GetAsync(turn, "issue read", $"issues/{known}");
        else if (what < 85) await GetAsync(turn, "issue history", $"issues/{known}/history");
        else await GetAsync(turn, "issue list", "issues?limit=20");
    }

    private async Task SubmitAsync(LoadTurn turn)
    {
        var random = turn.Random;
        var answer = await tenant.Client.SendAsync(turn, "issue submit", HttpMethod.Post, new Uri(tenant.Base, "issues"), new
        {
            type = WireName.Of(random.GetItems(Enum.GetValues<IssueType>(), 1)[0]),
            priority = WireName.Of(random.GetItems(Enum.GetValues<IssuePriority>(), 1)[0]),
            title = $"Load: step {random.Next(1_000)} of {random.Next(1_000)} takes too long",
            description = new string('x', random.Next(2_000)),
            agentType = tenant.AgentType,
        });
        if (answer is null) return;
        using var issue = JsonDocument.Parse(answer);
        _recent[(Interlocked.Increment(ref _submitted) - 1) % Remembered] = issue.RootElement.GetProperty("id").GetGuid();
    }

    private Task<string?> GetAsync(LoadTurn turn, string operation, string path) =>
        tenant.Client.SendAsync(turn, operation, HttpMethod.Get, new Uri(tenant.Base, path));
}
