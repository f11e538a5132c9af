using System.Net;
using System.Text.Json;

namespace EventAgents.Host.Tests.Lifecycles;

/// <summary>Tries every command in every state through HTTP, each on a resource of its own, and compares with a table.</summary>
/// <param name="client">May do everything.</param>
/// <param name="pathOf">Where the resource is read.</param>
internal sealed class HttpMatrix(HttpClient client, Func<Guid, string> pathOf)
{
    private readonly Dictionary<string, Func<Task<Guid>>> _states = [];
    private readonly Dictionary<string, Func<Guid, Task<HttpResponseMessage?>>> _commands = [];

    /// <summary>How a resource in this state is made.</summary>
    public void State(string name, Func<Task<Guid>> make) => _states.Add(name, make);

    /// <summary>A command; null when nothing was there to be told.</summary>
    public void Command(string name, Func<Guid, Task<HttpResponseMessage?>> send) => _commands.Add(name, send);

    /// <summary>
    /// The table: states as rows, commands as columns. A cell is the state after it, <c>=</c> when nothing happens, or a refusal's slug;
    /// <c>-</c> stands for <c>invalid-transition</c>. What does not lead to another state must leave the version as it was.
    /// </summary>
    public async Task MatchesAsync(string table)
    {
        var rows = table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.Equal(_commands.Keys.Order(), rows[0].Order());
        Assert.Equal(_states.Keys.Order(), rows[1..].Select(row => row[0]).Order());

        var differences = new List<string>();
        foreach (var row in rows[1..])
        {
            for (var i = 0; i < rows[0].Length; i++)
            {
                var expected = row[i + 1] == "-" ? "invalid-transition" : row[i + 1];
                var actual = await TryAsync(row[0], rows[0][i]);
                if (actual != expected) differences.Add($"{rows[0][i]} when {row[0]}: {actual}, not {expected}");
            }
        }
        Assert.Empty(differences);
    }

    private async Task<string> TryAsync(string state, string command)
    {
        var id = await _states[state]();
        var before = await ReadAsync(id);
        Assert.Equal(state, before.Status);

        var answer = await _commands[command](id);
        var after = await ReadAsync(id);
        if (after.Version != before.Version) return after.Status == before.Status ? $"an event in {after.Status}" : after.Status;
        if (answer is null || answer.IsSuccessStatusCode) return "=";

        var problem = await answer.ReadAsync(answer.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var slug = problem.GetProperty("type").GetString()!.Split('/')[^1];
        if (slug == "invalid-transition")
        {
            Assert.False(string.IsNullOrEmpty(problem.GetProperty("from").GetString()));
            Assert.False(string.IsNullOrEmpty(problem.GetProperty("event").GetString()));
            Assert.Equal(JsonValueKind.Array, problem.GetProperty("allowed").ValueKind);
        }
        return slug;
    }

    private async Task<(string Status, long Version)> ReadAsync(Guid id)
    {
        var resource = await (await client.GetAsync(pathOf(id), TestContext.Current.CancellationToken)).ReadAsync();
        return (resource.GetProperty("status").GetString()!, resource.GetProperty("version").GetInt64());
    }
}
