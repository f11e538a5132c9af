using System.Net;
using System.Text.Json;

namespace EventAgents.Host.Tests.Audit.Model;

/// <summary>
/// Sends requests at random and keeps its own account of what they must have led to: from what was sent and what was answered, by the rules that
/// the API promises, with nothing of the product's own code for it.
/// </summary>
internal sealed class ModelledWork(TestOrganisation organisation, int seed)
{
    private static readonly string[] Priorities = ["critical", "high", "medium", "low"];
    private static readonly string[] Outcomes = ["solved", "partial", "made_worse"];
    private static readonly string[] Steps = ["activate", "pause", "resume", "complete", "fail"];

    private readonly Random _random = new(seed);
    private readonly List<(Guid Issue, string AgentType)> _issues = [];
    private readonly List<(Guid Job, Guid Issue, int Attempt)> _claimed = [];
    private readonly List<Guid> _sessions = [];
    private readonly List<(Guid Feedback, Guid Job)> _feedback = [];

    public ModelRows Rows { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task DoAsync(int steps)
    {
        await SubmitAsync();
        await OpenSessionAsync();
        for (var step = 0; step < steps; step++) await StepAsync();
        await CreateKeyAsync();
        await CallAsync();
    }

    private Task StepAsync() => _random.Next(16) switch
    {
        0 or 1 => SubmitAsync(),
        2 or 3 or 4 => ClaimAsync(),
        5 => IssueAsync("cancel", new { reason = "x" }),
        6 => IssueAsync("retry", new { reason = "x" }),
        7 => IssueAsync("approve", new { comment = "x" }),
        8 => PriorityAsync(),
        9 => ReportAsync(),
        10 or 11 => EndAsync(),
        12 => JobAsync(Any<string>(_random.Next(3) == 0 ? ["cancel"] : ["pause", "resume"])),
        13 => _random.Next(4) == 0 ? OpenSessionAsync() : SessionAsync(),
        14 => RateAsync(),
        _ => SessionAsync(),
    };

    private async Task SubmitAsync()
    {
        var (agentType, priority, title) = ($"agent-{Guid.NewGuid():n}", Any(Priorities), $"Issue {_issues.Count}");
        if (await SendAsync("POST", "issues", new { type = "bug", title, priority, agentType, config = new { review = _random.Next(2) == 0 } }) is not { } issue) return;
        var (id, job) = (issue.GetProperty("id").GetGuid(), issue.GetProperty("jobId").GetGuid());
        Rows.Set("issue_summary", id, ("title", title), ("priority", priority), ("type", "bug"), ("status", "queued"), ("job_id", job));
        AddJob(job, id, agentType);
        _issues.Add((id, agentType));
    }

    private void AddJob(Guid job, Guid issue, string agentType)
    {
        Rows.Set("job_summary", job, ("status", "pending"), ("attempts", 0), ("failed_attempts", 0), ("issue_id", issue), ("agent_type", agentType));
        Rows.Set("job_queue", job, ("status", "pending"), ("attempt", 0));
    }

    private async Task ClaimAsync()
    {
        var (issue, agentType) = Any(_issues);
        if (await SendAsync("POST", "jobs/claim", new { workerId = "w", agentTypes = new[] { agentType }, max = 1, leaseSeconds = 600 }) is not { } claimed) return;
        foreach (var item in claimed.GetProperty("items").EnumerateArray())
        {
            var (job, attempt) = (item.GetProperty("id").GetGuid(), item.GetProperty("attempt").GetInt32());
            Rows.Add("job_summary", job, "attempts", 1);
            SetJob(job, "running");
            Rows.Set("job_queue", job, ("attempt", attempt));
            Rows.Set("issue_summary", issue, ("status", "processing"));
            _claimed.Add((job, issue, attempt));
        }
    }

    private async Task IssueAsync(string what, object body)
    {
        var (id, agentType) = Any(_issues);
        if (await SendAsync("POST", $"issues/{id}/{what}", body) is not { } issue) return;
        var before = Guid.Parse(Rows.Get("issue_summary", id, "job_id")!);
        if (what is "cancel" or "retry" && Rows.Has("job_queue", before)) EndJob(before, "cancelled");
        var job = issue.GetProperty("jobId").GetGuid();
        Rows.Set("issue_summary", id, ("status", what switch { "cancel" => "cancelled", "retry" => "queued", _ => "completed" }), ("job_id", job));
        if (what == "retry" && job != before) AddJob(job, id, agentType);
    }

    private async Task PriorityAsync()
    {
        var (id, priority) = (Any(_issues).Issue, Any(Priorities));
        if (await SendAsync("PUT", $"issues/{id}/priority", new { priority }) is not null) Rows.Set("issue_summary", id, ("priority", priority));
    }

    private async Task ReportAsync()
    {
        if (_claimed.Count == 0) return;
        var (job, _, attempt) = Any(_claimed);
        if (await SendAsync("POST", $"jobs/{job}/artifacts", new { workerId = "w", attempt, type = "analysis", name = "a.md", content = "# A" }) is { } made)
        {
            Rows.Set("job_artifact", made.GetProperty("id").GetGuid(), ("job_id", job), ("name", "a.md"), ("type", "analysis"));
        }

        var lines = new[] { new { level = "info", message = "reading" }, new { level = "error", message = "lost" } };
        if (await SendAsync("POST", $"jobs/{job}/logs", new { workerId = "w", attempt, lines }) is null) return;
        if (!Rows.Has("job_log", job)) Rows.Set("job_log", job, ("lines", 0));
        Rows.Add("job_log", job, "lines", lines.Length);
    }

    private async Task EndAsync()
    {
        if (_claimed.Count == 0) return;
        var (job, issue, attempt) = Any(_claimed);
        var isFailure = _random.Next(4) == 0;
        object body = isFailure ? new { workerId = "w", attempt, error = "the build failed" } : new { workerId = "w", attempt, result = new { ok = true } };
        if (await SendAsync("POST", $"jobs/{job}/{(isFailure ? "fail" : "complete")}", body) is not { } ended) return;
        if (isFailure) Rows.Add("job_summary", job, "failed_attempts", 1);
        switch (ended.GetProperty("status").GetString())
        {
            case "pending":
                SetJob(job, "pending");
                break;
            case "failed":
                EndJob(job, "failed");
                Rows.Set("issue_summary", issue, ("status", "failed"));
                break;
            default:
                EndJob(job, "completed");
                var shown = await SendAsync("GET", $"issues/{issue}");  // whether somebody must review it was drawn when it was submitted
                Assert.Contains(shown!.Value.GetProperty("status").GetString(), new[] { "completed", "review" });
                Rows.Set("issue_summary", issue, ("status", shown.Value.GetProperty("status").GetString()));
                break;
        }
    }

    private async Task JobAsync(string what)
    {
        if (_claimed.Count == 0) return;
        var job = Any(_claimed).Job;
        if (await SendAsync("POST", $"jobs/{job}/{what}", new { reason = "x" }) is null) return;
        if (what == "cancel") EndJob(job, "cancelled");
        else SetJob(job, what == "pause" ? "paused" : "pending");
    }

    private void SetJob(Guid job, string status)
    {
        Rows.Set("job_summary", job, ("status", status));
        Rows.Set("job_queue", job, ("status", status));
    }

    private void EndJob(Guid job, string status)
    {
        Rows.Set("job_summary", job, ("status", status));
        Rows.Remove("job_queue", job);
    }

    private async Task OpenSessionAsync()
    {
        if (await SendAsync("POST", "sessions", new { agentRole = "coder" }) is not { } opened) return;
        var id = opened.GetProperty("id").GetGuid();
        _sessions.Add(id);
        Rows.Set("session_summary", id, ("status", "pending"), ("agent_role", "coder"));
        Rows.Set("session_transition", id, ("transitions", 1));
    }

    private async Task SessionAsync()
    {
        var (id, step) = (Any(_sessions), Any(Steps));
        var before = Rows.Get("session_summary", id, "status");
        if (await SendAsync("PUT", $"sessions/{id}/events", new { @event = step }) is null) return;
        var after = step switch { "activate" or "resume" => "active", "pause" => "paused", "complete" => "completed", _ => "failed" };
        Rows.Set("session_summary", id, ("status", after));
        if (before != after) Rows.Add("session_transition", id, "transitions", 1);
    }

    private async Task RateAsync()
    {
        var (rating, outcome) = (1 + _random.Next(5), Any(Outcomes));
        Guid id;
        if (_feedback.Count > 0 && _random.Next(2) == 0)
        {
            id = Any(_feedback).Feedback;
            if (await SendAsync("PUT", $"feedback/{id}", new { rating, outcome }) is null) return;
        }
        else
        {
            if (_claimed.Count == 0) return;
            var job = Any(_claimed).Job;
            if (await SendAsync("POST", "feedback", new { jobId = job, rating, outcome }) is not { } given) return;
            id = given.GetProperty("id").GetGuid();
            _feedback.Add((id, job));
            Rows.Set("feedback", id, ("job_id", job));
        }

        Rows.Set("feedback", id, ("rating", rating), ("outcome", outcome));
        var priority = rating switch { <= 2 => outcome == "made_worse" ? "critical" : "high", 3 => "medium", _ => null };
        if (priority is not null && !Rows.Has("improvement_board", id)) Rows.Set("improvement_board", id, ("board_column", "incoming"), ("priority", priority));
    }

    private async Task CreateKeyAsync()
    {
        var (kept, revoked) = (await SendAsync("POST", "api-keys", new { name = "kept", roles = new[] { "agent" } }), await SendAsync("POST", "api-keys", new { name = "gone", roles = new[] { "agent" } }));
        Rows.Set("api_key", kept!.Value.GetProperty("id").GetGuid(), ("name", "kept"), ("is_revoked", "false"));
        Rows.Set("api_key", revoked!.Value.GetProperty("id").GetGuid(), ("name", "gone"), ("is_revoked", "true"));
        using var revoking = await organisation.Admin.DeleteAsync($"/api/v1/api-keys/{revoked.Value.GetProperty("id").GetGuid()}", Cancellation);
        Assert.True(revoking.IsSuccessStatusCode);
    }

    private async Task CallAsync()
    {
        using var guard = organisation.GuardClientOf(Events.Role.Admin);
        var answer = await guard.PostAsJsonAsync("/builtin/v1/chat/completions", new { model = "echo", messages = new[] { new { role = "user", content = "Hello" } } }, Cancellation);
        await answer.Content.ReadAsStringAsync(Cancellation);
        Rows.Set("llm_calls", answer.Headers.GetValues("x-eventagents-call").Single(), ("outcome", "answered"), ("model", "echo"));
    }

    /// <returns>The answer's body; null when the API said no or had nothing.</returns>
    private async Task<JsonElement?> SendAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await organisation.Admin.SendAsync(request, Cancellation);
        if (answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Conflict or HttpStatusCode.NotFound) return null;
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private T Any<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];
}
