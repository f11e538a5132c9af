using System.Net;
using System.Text.Json;
using EventAgents.Host.Workers;

namespace EventAgents.Host.Tests.Lifecycles;

/// <summary>Sessions through HTTP: the whole matrix, and the scenarios that an agent lives through.</summary>
public class SessionTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_in_every_state_does_what_the_table_says()
    {
        var matrix = new HttpMatrix(host.Ours.Admin, id => $"/api/v1/sessions/{id}");
        matrix.State("pending", () => InAsync());
        matrix.State("active", () => InAsync("activate"));
        matrix.State("paused", () => InAsync("activate", "pause"));
        matrix.State("completed", () => InAsync("activate", "complete"));
        matrix.State("failed", () => InAsync("activate", "fail"));
        matrix.State("expired", async () =>
        {
            var session = await InAsync("activate");
            await ExpireAsync();
            return session;
        });

        foreach (var step in new[] { "activate", "pause", "resume", "complete", "fail" }) matrix.Command(step, async id => await SendAsync(id, step));
        matrix.Command("expire", async _ =>
        {
            await ExpireAsync();
            return null;
        });

        await matrix.MatchesAsync("""
                        activate  pause   resume  complete   fail    expire
            pending     active    -       -       -          -       expired
            active      =         paused  =       completed  failed  expired
            paused      -         =       active  -          -       expired
            completed   -         -       -       -          -       =
            failed      -         -       -       -          -       =
            expired     -         -       -       -          -       =
            """);
    }

    [Fact]
    public async Task A_new_session_is_pending()
    {
        var answer = await host.Ours.Agent.PostAsJsonAsync("/api/v1/sessions", new { agentRole = "coder", taskId = "task-7" }, _cancellation);
        var created = await answer.ReadAsync(HttpStatusCode.Created);
        Assert.Equal("pending", created.GetProperty("status").GetString());
        Assert.Equal("\"1\"", answer.Headers.ETag?.Tag);
        var read = await (await host.Ours.Agent.GetAsync(answer.Headers.Location, _cancellation)).ReadAsync();
        Assert.Equal("task-7", read.GetProperty("taskId").GetString());
    }

    [Fact]
    public async Task A_pause_sets_its_time_and_a_resume_clears_it()
    {
        var session = await InAsync("activate", "pause");
        Assert.Equal(host.Clock.GetUtcNow(), (await ReadAsync(session)).GetProperty("pausedAt").GetDateTimeOffset(), TimeSpan.FromSeconds(1));
        await (await SendAsync(session, "resume")).ReadAsync();
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(session)).GetProperty("pausedAt").ValueKind);
    }

    [Fact]
    public async Task A_pause_of_a_paused_session_changes_nothing_and_keeps_the_tag()
    {
        var session = await InAsync("activate", "pause");
        var again = await SendAsync(session, "pause");
        await again.ReadAsync();
        Assert.Equal("\"3\"", again.Headers.ETag?.Tag);
        Assert.Equal(3, (await ReadAsync(session)).GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task A_completed_session_stays_completed()
    {
        var session = await InAsync("activate", "complete");
        var problem = await (await SendAsync(session, "activate")).ReadProblemAsync(HttpStatusCode.Conflict, "invalid-transition");
        Assert.Equal("completed", problem.GetProperty("from").GetString());
        Assert.Equal(0, problem.GetProperty("allowed").GetArrayLength());
        Assert.NotEqual(JsonValueKind.Null, (await ReadAsync(session)).GetProperty("completedAt").ValueKind);
    }

    [Fact]
    public async Task A_restart_of_the_host_keeps_the_state()
    {
        var session = await InAsync("activate", "pause");
        var before = await ReadAsync(session);
        await host.RestartAsync();
        Assert.Equal(before.ToString(), (await ReadAsync(session)).ToString());
        await (await SendAsync(session, "resume")).ReadAsync();
    }

    [Fact]
    public async Task Two_sessions_of_one_role_live_side_by_side()
    {
        var (first, second) = (await InAsync("activate"), await InAsync("activate"));
        await (await SendAsync(first, "pause")).ReadAsync();
        Assert.Equal("paused", (await ReadAsync(first)).GetProperty("status").GetString());
        Assert.Equal("active", (await ReadAsync(second)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Two_hosts_expire_each_session_once()
    {
        Guid[] sessions = [await InAsync(), await InAsync("activate"), await InAsync("activate", "pause")];
        await using var another = await host.StartAnotherAsync();
        host.Clock.Advance(TimeSpan.FromHours(25));
        await Task.WhenAll(
            host.Service<SessionSweeper>().SweepAsync(_cancellation), another.Services.GetRequiredService<SessionSweeper>().SweepAsync(_cancellation));
        foreach (var session in sessions)
        {
            var read = await ReadAsync(session);
            Assert.Equal("expired", read.GetProperty("status").GetString());
            Assert.Single(read.GetProperty("history").EnumerateArray(), step => step.GetProperty("to").GetString() == "expired");
        }
    }

    [Fact]
    public async Task Activity_keeps_a_session_alive()
    {
        var session = await InAsync("activate");
        host.Clock.Advance(TimeSpan.FromMinutes(29));
        await (await PatchAsync(session, """{"step":2}""")).ReadAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(29));
        await host.Service<SessionSweeper>().SweepAsync(_cancellation);
        Assert.Equal("active", (await ReadAsync(session)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Metadata_is_merged_and_cannot_touch_the_state()
    {
        var session = await InAsync();
        await (await PatchAsync(session, """{"branch":"main","draft":true,"nested":{"a":1,"b":2}}""")).ReadAsync();
        await (await PatchAsync(session, """{"draft":null,"nested":{"b":null},"status":"completed"}""")).ReadAsync();
        var read = await ReadAsync(session);
        Assert.Equal("pending", read.GetProperty("status").GetString());
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"branch":"main","nested":{"a":1},"status":"completed"}"""), read.GetProperty("metadata")));
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_the_right_one_taken()
    {
        var session = await InAsync("activate");
        await (await SendAsync(session, "pause", ifMatch: "\"1\"")).ReadProblemAsync(HttpStatusCode.PreconditionFailed, "stale-version");
        await (await SendAsync(session, "pause", ifMatch: "\"2\"")).ReadAsync();
    }

    [Fact]
    public async Task Of_100_parallel_steps_one_legal_order_wins_and_the_rest_is_refused()
    {
        var session = await InAsync("activate");
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => SendAsync(session, i % 2 == 0 ? "pause" : "complete")));
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{(int)answer.StatusCode}"));

        var read = await ReadAsync(session);
        var history = read.GetProperty("history").EnumerateArray().Select(step => step.GetProperty("to").GetString()).ToList();
        Assert.True(history is ["pending", "active", "paused"] or ["pending", "active", "completed"], string.Join(", ", history));
        Assert.Equal(history[^1], read.GetProperty("status").GetString());
        if (history[^1] == "completed") Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        else Assert.All(answers.Where((_, i) => i % 2 == 1), answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
    }

    private async Task<Guid> InAsync(params string[] steps)
    {
        var created = await (await host.Ours.Agent.PostAsJsonAsync("/api/v1/sessions", new { agentRole = "coder" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        var session = created.GetProperty("id").GetGuid();
        foreach (var step in steps) await (await SendAsync(session, step)).ReadAsync();
        return session;
    }

    private async Task<HttpResponseMessage> SendAsync(Guid session, string step, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/sessions/{session}/events") { Content = JsonContent.Create(new { @event = step }) };
        if (ifMatch is not null) request.Headers.Add("If-Match", ifMatch);
        return await host.Ours.Agent.SendAsync(request, _cancellation);
    }

    private async Task<HttpResponseMessage> PatchAsync(Guid session, string patch)
    {
        using var request = HttpAssertions.Request(HttpMethod.Patch, $"/api/v1/sessions/{session}/metadata", patch, "application/merge-patch+json");
        return await host.Ours.Agent.SendAsync(request, _cancellation);
    }

    private async Task<JsonElement> ReadAsync(Guid session) => await (await host.Ours.Agent.GetAsync($"/api/v1/sessions/{session}", _cancellation)).ReadAsync();

    /// <summary>Longer than any live session may do nothing.</summary>
    private async Task ExpireAsync()
    {
        host.Clock.Advance(TimeSpan.FromHours(25));
        await host.Service<SessionSweeper>().SweepAsync(_cancellation);
    }
}
