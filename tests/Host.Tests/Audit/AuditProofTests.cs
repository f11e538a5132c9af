using System.Globalization;
using System.Net;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Host.Tests.Audit;

/// <summary>
/// Some of everything that people and agents do, allowed and refused, with personal data wherever a text may be: each leaves exactly one row that tells who,
/// what, on what and how it ended, and no row holds a word of theirs.
/// </summary>
public sealed class AuditProofTests(HostFixture host) : IClassFixture<HostFixture>
{
    /// <summary>Nobody's: a reserved domain, a number and a card that are published as examples.</summary>
    private static readonly string[] Canaries = ["augusta.canary@example.com", "Augusta Canary", "020 7946 0958", "4111 1111 1111 1111"];

    private static readonly string Canary = string.Join(", ", Canaries);

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly Dictionary<HttpClient, string> _actors = [];

    private HttpClient Admin => host.Ours.Admin;

    private HttpClient Member => host.Ours.Member;

    private HttpClient Agent => host.Ours.Agent;

    private HttpClient Reviewer => host.Ours.ClientOf(Role.Reviewer);

    [Fact]
    public async Task Every_action_leaves_one_row_and_no_row_a_word()
    {
        var done = 0;

        var issue = await DoAsync(Member, HttpMethod.Post, "issues", new { type = "bug", title = Canary, description = Canary, externalId = Canary, agentType = "coder", context = new { module = Canary } }, "issue_submitted", "issue");
        var job = issue.GetProperty("jobId").GetGuid();
        var issueId = Id(issue);
        await DoAsync(Member, HttpMethod.Put, $"issues/{issueId}/priority", new { priority = "high" }, "issue_priority_changed", "issue", issueId);
        await RefuseAsync(Member, HttpMethod.Put, $"issues/{issueId}/priority", new { priority = "low" }, "change_issue_priority", "issue", issueId, "stale-version", ifMatch: "\"1\"");
        await DoAsync(Agent, HttpMethod.Post, "jobs/claim", new { workerId = Canary, max = 50 }, "job_started", "job", job);
        await DoAsync(Agent, HttpMethod.Post, $"jobs/{job}/logs", new { workerId = Canary, attempt = 1, lines = new[] { new { level = "info", message = Canary } } }, "job_logged", "job", job);
        await DoAsync(Agent, HttpMethod.Post, $"jobs/{job}/artifacts", new { workerId = Canary, attempt = 1, type = "analysis", name = Canary, content = Canary }, "artifact_produced", "job", job);
        await RefuseAsync(Agent, HttpMethod.Post, $"jobs/{job}/complete", new { workerId = Canary, attempt = 7, result = Canary }, "complete_job", "job", job, "lease-lost");
        await RefuseAsync(Member, HttpMethod.Post, "feedback", new { jobId = job, rating = 1, outcome = "made_worse", comment = Canary }, "submit_feedback", "feedback", null, "job-not-finished");
        await DoAsync(Agent, HttpMethod.Post, $"jobs/{job}/complete", new { workerId = Canary, attempt = 1, result = new { summary = Canary } }, "job_completed", "job", job);
        await RefuseAsync(Member, HttpMethod.Post, $"jobs/{job}/pause", new { reason = Canary }, "pause_job", "job", job, "invalid-transition");
        await RefuseAsync(Member, HttpMethod.Post, $"issues/{issueId}/cancel", new { reason = Canary }, "cancel_issue", "issue", issueId, "invalid-transition");

        var feedback = Id(await DoAsync(Member, HttpMethod.Post, "feedback", new { jobId = job, rating = 1, outcome = "made_worse", comment = Canary, tags = new[] { Canaries[1] } }, "feedback_submitted", "feedback"));
        await RefuseAsync(Member, HttpMethod.Post, "feedback", new { jobId = job, rating = 5, outcome = "solved", comment = Canary }, "submit_feedback", "feedback", feedback, "feedback-exists");
        await DoAsync(Member, HttpMethod.Put, $"feedback/{feedback}", new { rating = 2, outcome = "partial", comment = Canary, tags = Array.Empty<string>() }, "feedback_revised", "feedback", feedback);
        await RefuseAsync(Admin, HttpMethod.Put, $"feedback/{feedback}", new { rating = 3, outcome = "partial" }, "revise_feedback", "feedback", feedback, "not-the-author");
        var card = Id((await (await Admin.GetAsync("/api/v1/improvements", _cancellation)).ReadAsync()).GetProperty("items")[0]);
        await DoAsync(Member, HttpMethod.Post, $"improvements/{card}/move", new { to = "analysis", reason = Canary }, "improvement_moved", "improvement", card);
        await DoAsync(Member, HttpMethod.Post, $"improvements/{card}/analyze", new { result = Canary }, "improvement_analyzed", "improvement", card);
        await DoAsync(Member, HttpMethod.Post, $"improvements/{card}/dismiss", new { reason = Canary }, "improvement_dismissed", "improvement", card);

        var session = Id(await DoAsync(Agent, HttpMethod.Post, "sessions", new { agentRole = "coder", taskId = Canary, metadata = new { note = Canary } }, "session_created", "session"));
        await DoAsync(Agent, HttpMethod.Put, $"sessions/{session}/events", new { @event = "activate", reason = Canary }, "session_activated", "session", session);
        await DoAsync(Agent, HttpMethod.Patch, $"sessions/{session}/metadata", new { other = Canary }, "session_metadata_changed", "session", session);
        await DoAsync(Agent, HttpMethod.Put, $"sessions/{session}/events", new { @event = "fail", reason = Canary }, "session_failed", "session", session);
        await RefuseAsync(Agent, HttpMethod.Put, $"sessions/{session}/events", new { @event = "resume", reason = Canary }, "resume_session", "session", session, "invalid-transition");

        var user = Id(await DoAsync(Admin, HttpMethod.Post, "users", new { email = Canaries[0], roles = new[] { "member" } }, "user_invited", "user"));
        await DoAsync(Admin, HttpMethod.Put, $"users/{user}/roles", new { roles = new[] { "reviewer" } }, "user_roles_changed", "user", user);
        var key = Id(await DoAsync(Admin, HttpMethod.Post, "api-keys", new { name = Canary, roles = new[] { "agent" } }, "api_key_created", "api_key"));
        await DoAsync(Admin, HttpMethod.Delete, $"api-keys/{key}", null, "api_key_revoked", "api_key", key);

        await DoAsync(Admin, HttpMethod.Put, "guard/mode", new { mode = "strict", reason = Canary }, "guard_mode_changed", "guard_settings");
        await DoAsync(Admin, HttpMethod.Put, "guard/mode", new { mode = "mask", reason = Canary }, "guard_mode_changed", "guard_settings");
        await DoAsync(Admin, HttpMethod.Put, "settings/retention", new { defaultDays = 3_000, reason = Canary }, "retention_changed", "retention_settings");
        await DoAsync(Admin, HttpMethod.Put, $"legal-holds/{session}", new { reason = Canary }, "legal_hold_placed", "legal_hold", session);
        await DoAsync(Admin, HttpMethod.Delete, $"legal-holds/{session}?reason={Uri.EscapeDataString(Canary)}", null, "legal_hold_released", "legal_hold", session);

        await DoAsync(Reviewer, HttpMethod.Get, $"audit?q={Uri.EscapeDataString(Canary)}&actor={Uri.EscapeDataString(Canary)}", null, "audit_read", "audit_log");
        await DoAsync(Reviewer, HttpMethod.Get, $"audit/export?action={Uri.EscapeDataString(Canary)}&outcome={Uri.EscapeDataString(Canaries[0])}", null, "audit_exported", "audit_log");
        await ExpectAsync(Reviewer, HttpMethod.Post, "issues", new { type = "bug", title = Canary }, HttpStatusCode.Forbidden, new("access_denied", "route", null, "denied", "role: POST /api/v1/issues/"));

        await CallAsync(new { role = "user", content = Canary }, HttpStatusCode.OK, "llm_call_guarded", "answered", reason: null);
        var picture = new { type = "image_url", image_url = new { url = "data:image/png;base64,iVBORw0KGgo=" } };
        await CallAsync(new { role = "user", content = new object[] { new { type = "text", text = Canary }, picture } }, HttpStatusCode.UnprocessableEntity, "llm_call_blocked", "blocked", "binary-blocked");

        Assert.True(done >= 30, $"Only {done} actions were proven.");
        await NobodyIsNamedAsync();

        async Task<JsonElement> DoAsync(HttpClient who, HttpMethod method, string path, object? body, string action, string resource, Guid? id = null)
        {
            done++;
            return await ExpectAsync(who, method, path, body, status: null, new(action, resource, id, "succeeded", null));
        }

        async Task RefuseAsync(HttpClient who, HttpMethod method, string path, object body, string action, string resource, Guid? id, string slug, string? ifMatch = null)
        {
            done++;
            await ExpectAsync(who, method, path, body, status: null, new(action, resource, id, "rejected", slug), ifMatch);
        }

        async Task CallAsync(object message, HttpStatusCode status, string action, string outcome, string? reason)
        {
            done++;
            using var guard = host.Ours.GuardClientOf(Role.Agent);
            var before = host.Service<IEventStore>().Mark.Position;
            var reply = await guard.PostAsJsonAsync("/builtin/v1/chat/completions", new { model = "echo", messages = new[] { message } }, _cancellation);
            Assert.Equal(status, reply.StatusCode);
            await reply.Content.ReadAsStringAsync(_cancellation);
            var call = Guid.Parse(reply.Headers.GetValues("x-eventagents-call").Single());
            await AssertRowAsync(Agent, before, new(action, "llm_call", call, outcome, reason));
        }
    }

    [Fact]
    public async Task Logins_have_a_row_too_and_a_failed_one_names_nobody()
    {
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = host.Address };
        var user = await (await browser.PostAsJsonAsync("/api/v1/user/signup", new { email = "augusta.canary@example.org", password = "correct horse battery" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        await (await browser.PostAsJsonAsync("/api/v1/user/login", new { email = "augusta.canary@example.org", password = "correct horse battery" }, _cancellation)).ReadAsync();
        await browser.PostAsync("/api/v1/user/logout", content: null, _cancellation);
        await (await host.Anonymous.PostAsJsonAsync("/api/v1/user/login", new { email = "augusta.canary@example.org", password = "wrong" }, _cancellation)).ReadProblemAsync(HttpStatusCode.Unauthorized, "wrong-login");

        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        var own = await RowsAsync("tenant_id = $1", user.GetProperty("organisation").GetString()!);
        Assert.Equal(["user_logged_in", "user_logged_out"], own.Where(row => Text(row, "event_type").StartsWith("user_logged", StringComparison.Ordinal)).Select(row => Text(row, "action")));
        Assert.All(own, row => Assert.Equal((user.GetProperty("id").GetString(), "succeeded", "user"), (Text(row, "actor_id"), Text(row, "outcome"), Text(row, "actor_type"))));
        var failed = Assert.Single(await RowsAsync("tenant_id = $1 and action = 'login_failed'", "system"));
        Assert.Equal(("user", "failed", "wrong-login"), (Text(failed, "resource_type"), Text(failed, "outcome"), Text(failed, "reason")));
        Assert.DoesNotContain(own.Append(failed), row => row.GetRawText().Contains("augusta", StringComparison.OrdinalIgnoreCase));
    }

    private sealed record Row(string Action, string ResourceType, Guid? ResourceId, string Outcome, string? Reason);

    private async Task<JsonElement> ExpectAsync(HttpClient who, HttpMethod method, string path, object? body, HttpStatusCode? status, Row expected, string? ifMatch = null)
    {
        await ActorOfAsync(who);  // may itself be a request
        await host.Service<IEventStore>().Mark.CatchUpAsync(_cancellation);
        var before = host.Service<IEventStore>().Mark.Position;
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (body is not null) request.Content = JsonContent.Create(body, new System.Net.Http.Headers.MediaTypeHeaderValue(method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json"));
        if (ifMatch is not null) request.Headers.Add("If-Match", ifMatch);
        var answer = await who.SendAsync(request, _cancellation);
        var text = await answer.Content.ReadAsStringAsync(_cancellation);
        var isAllowed = expected.Outcome == "succeeded";
        Assert.True(status == answer.StatusCode || (status is null && answer.IsSuccessStatusCode == isAllowed), $"{method} {path}: {(int)answer.StatusCode} {text}");
        await AssertRowAsync(who, before, expected);
        return answer.Content.Headers.ContentType?.MediaType == "application/json" && text.Length > 0 ? JsonElement.Parse(text) : default;
    }

    /// <summary>Of what was recorded since, one row and no other is about this action.</summary>
    private async Task AssertRowAsync(HttpClient who, long before, Row expected)
    {
        var isCall = expected.ResourceType == "llm_call";
        List<JsonElement> rows;
        do  // a refused call, and how an answered one ended, are recorded behind the reply
        {
            await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
            rows = await RowsAsync($"tenant_id = $1 and position > {before.ToString(CultureInfo.InvariantCulture)} and action = '{expected.Action}'", host.Ours.Id);
        }
        while (isCall && (rows.Count == 0 || Text(rows[0], "outcome") == "succeeded"));

        var row = Assert.Single(rows);
        Assert.Equal((expected.ResourceType, expected.Outcome, expected.Reason), (Text(row, "resource_type"), Text(row, "outcome"), row.GetProperty("reason").GetString()));
        if (expected.ResourceId is { } id) Assert.Equal(id.ToString(), Text(row, "resource_id"));
        Assert.Equal((await ActorOfAsync(who), "agent", "127.0.0.1"), (Text(row, "actor_id"), Text(row, "actor_type"), Text(row, "source_ip")));
    }

    private async Task<string> ActorOfAsync(HttpClient who)
    {
        if (_actors.TryGetValue(who, out var known)) return known;
        return _actors[who] = (await (await who.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync()).GetProperty("id").GetString()!;
    }

    /// <summary>Neither in the table nor in what is exported of it.</summary>
    private async Task NobodyIsNamedAsync()
    {
        var rows = await RowsAsync("tenant_id in ($1, 'system')", host.Ours.Id);
        var exported = await (await Reviewer.GetAsync("/api/v1/audit/export", _cancellation)).Content.ReadAsStringAsync(_cancellation);
        Assert.True(rows.Count > 45, $"Only {rows.Count} rows.");
        foreach (var canary in Canaries)
        {
            Assert.DoesNotContain(rows, row => row.GetRawText().Contains(canary, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(canary, exported, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static Guid Id(JsonElement json) => json.GetProperty("id").GetGuid();

    private static string Text(JsonElement row, string column) => row.GetProperty(column).GetString()!;

    private async Task<List<JsonElement>> RowsAsync(string where, string tenant)
    {
        await using var command = host.Service<NpgsqlDataSource>().CreateCommand($"select to_jsonb(a)::text from read.audit_log a where {where} order by position");
        command.Parameters.Add(new() { Value = tenant });
        await using var reader = await command.ExecuteReaderAsync(_cancellation);
        var rows = new List<JsonElement>();
        while (await reader.ReadAsync(_cancellation)) rows.Add(JsonElement.Parse(reader.GetString(0)));
        return rows;
    }
}
