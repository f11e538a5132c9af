using System.Net;
using System.Text.Json;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>An organisation in which something happens, made over HTTP: issues in every state, jobs with logs, sessions, feedback, guarded calls.</summary>
/// <param name="host">Where it is made.</param>
/// <param name="name">The organisation's name.</param>
internal sealed class ConsoleData(HostFixture host, string name) : IDisposable
{
    private static readonly string[] Titles =
    [
        "Export of orders drops the last line", "Nightly sync is late", "Prices are rounded twice", "Import fails on umlauts", "Slow search for part numbers", "Show stock per warehouse",
        "Which report lists open invoices?", "Deploy the new price list", "Remove the old login page", "Add a dark theme to the shop", "Retry a failed payment once", "Label printer cuts the margin",
    ];

    private static readonly string[] Types = ["bug", "bug", "bug", "bug", "enhancement", "feature", "question", "deployment", "task", "feature", "enhancement", "bug"];
    private static readonly string[] Priorities = ["high", "critical", "medium", "low"];
    private static readonly string[] Agents = ["coder", "reviewer", "tester"];
    private static readonly string[] Outcomes = ["solved", "partial", "not_solved", "solved"];

    private static readonly string[] Prompts =
    [
        "Mail ada@example.com about card 4111 1111 1111 1111.", "Call Margaret Wilson in Leeds at +44 20 7946 0958.", "What is 2 + 2?", "Please pay to IBAN DE89 3704 0044 0532 0130 00.",
    ];

    private readonly HttpClient _admin = new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Guid Completed { get; private set; }

    /// <summary>A replay that found a row which somebody had changed past the product.</summary>
    public Guid Replay { get; private set; }

    /// <summary>A key of this organisation's agents.</summary>
    public string AgentKey { get; private set; } = "";

    public string Admin { get; } = $"ada-{Guid.NewGuid().ToString()[..8]}@example.com";

    public string Reviewer { get; } = $"grace-{Guid.NewGuid().ToString()[..8]}@example.com";

    public void Dispose() => _admin.Dispose();

    /// <summary>Signs both people up, and lets the rest happen.</summary>
    public async Task MakeAsync(int issues = 18, int calls = 16)
    {
        await PostAsync("user/signup", new { email = Admin, password = ConsoleClient.Password, organisation = name });
        var invitation = await PostAsync("users", new { email = Reviewer, roles = new[] { "reviewer" } });
        using (var reviewer = new HttpClient { BaseAddress = host.Address })
        {
            var signUp = new { email = Reviewer, password = ConsoleClient.Password, invitation = invitation.GetProperty("invitation").GetString() };
            await (await reviewer.PostAsJsonAsync("/api/v1/user/signup", signUp, Cancellation)).ReadAsync(HttpStatusCode.Created);
        }

        AgentKey = (await PostAsync("api-keys", new { name = "build worker", roles = new[] { "agent" } })).GetProperty("key").GetString()!;
        await CallAsync(calls);
        for (var i = 0; i < issues; i++)
        {
            Pass(TimeSpan.FromSeconds(40));
            await PostAsync("issues", new
            {
                type = Types[i % Types.Length],
                title = Titles[i % Titles.Length],
                priority = Priorities[i % Priorities.Length],
                description = "It began on Monday, after the update.",
                agentType = Agents[i % Agents.Length],
                context = new { module = "orders" },
                config = new { review = i % 5 == 0 },
            });
        }
        await WorkAsync(issues * 3 / 4);
        for (var i = 0; i < 8; i++) await HoldSessionAsync(i);
        await ProveAsync();
        await host.Service<EventStore.ProjectionRuntime>().CatchUpAsync(Cancellation);
    }

    /// <summary>What the admin does over the API.</summary>
    public async Task<JsonElement> PostAsync(string path, object body) => await (await _admin.PostAsJsonAsync($"/api/v1/{path}", body, Cancellation)).ReadSuccessAsync();

    public async Task PutAsync(string path, object body) => await (await _admin.PutAsJsonAsync($"/api/v1/{path}", body, Cancellation)).ReadSuccessAsync();

    public async Task<JsonElement> GetAsync(string path) => await (await _admin.GetAsync($"/api/v1/{path}", Cancellation)).ReadAsync();

    private async Task WorkAsync(int jobs)
    {
        var claimed = (await PostAsync("jobs/claim", new { workerId = "worker-1", max = Math.Min(jobs, 50), leaseSeconds = 600 })).GetProperty("items").EnumerateArray().Select(job => job.GetProperty("id").GetGuid()).ToList();
        foreach (var (number, job) in claimed.Index())
        {
            var report = new { workerId = "worker-1", attempt = 1 };
            Pass(TimeSpan.FromSeconds(3 + number % 4 * 5));
            await PostAsync($"jobs/{job}/logs", new
            {
                report.workerId,
                report.attempt,
                lines = new[] { new { level = "info", message = "reading the sources" }, new { level = "warn", message = "two tests are skipped" } },
            });
            Pass(TimeSpan.FromSeconds(4));
            if (number % 6 == 3)
            {
                await PostAsync($"jobs/{job}/fail", new { report.workerId, report.attempt, error = "the build failed with 2 errors" });
                continue;
            }
            if (number % 6 == 5) continue;  // goes on
            await PostAsync($"jobs/{job}/artifacts", new { report.workerId, report.attempt, type = "documentation", name = "notes.md", content = "# Notes\nThe last line had no line end." });
            await PostAsync($"jobs/{job}/complete", new { report.workerId, report.attempt, result = new { summary = "done", changed = new[] { "src/orders/export.cs" } } });
            await PostAsync("feedback", new { jobId = job, rating = 2 + number % 4, outcome = Outcomes[number % Outcomes.Length], comment = "Quick, and it holds.", tags = new[] { "speed" } });
        }
        Completed = (await GetAsync("issues?status=completed")).GetProperty("items")[0].GetProperty("id").GetGuid();
    }

    /// <summary>A hold, settings, seals, and a replay of a read model with a changed row, which is put right again.</summary>
    private async Task ProveAsync()
    {
        await PutAsync($"legal-holds/{Completed}", new { reason = "The customer disputes the invoice." });
        await PutAsync("settings/retention", new { defaultDays = 2_192, classes = new Dictionary<string, int> { ["session"] = 365, ["llm_call_guarded"] = 400 }, reason = "the new schedule" });
        await ChangeAsync("agent_role || '!'");
        Replay = (await PostAsync("replays", new { projection = "session_summary" })).GetProperty("id").GetGuid();
        for (var replay = await GetAsync($"replays/{Replay}"); replay.GetProperty("finishedAt").ValueKind == JsonValueKind.Null; replay = await GetAsync($"replays/{Replay}")) await Task.Delay(50, Cancellation);
        await ChangeAsync("trim(trailing '!' from agent_role)");
        await host.Service<EventStore.Sealer>().SealAsync(all: true, Cancellation);

        async Task ChangeAsync(string role)
        {
            await using var change = host.Service<Npgsql.NpgsqlDataSource>().CreateCommand($"update read.session_summary set agent_role = {role} where task_id = 'task-1'");
            Assert.True(await change.ExecuteNonQueryAsync(Cancellation) > 0);
        }
    }

    private async Task HoldSessionAsync(int number)
    {
        var session = (await PostAsync("sessions", new { agentRole = Agents[number % 2], taskId = $"task-{number}", metadata = new { branch = "main" } })).GetProperty("id").GetGuid();
        string[] steps = ["activate", "pause", "resume", "complete"];
        foreach (var step in steps.Take(number % 5))
        {
            Pass(TimeSpan.FromSeconds(50));
            await PutAsync($"sessions/{session}/events", new { @event = step });
        }
    }

    private async Task CallAsync(int calls)
    {
        using var agent = new HttpClient { BaseAddress = host.GuardAddress };
        agent.DefaultRequestHeaders.Authorization = new("Bearer", AgentKey);
        for (var i = 0; i < calls; i++)
        {
            // Some hours have more calls than others.
            Pass(TimeSpan.FromMinutes(i % 4 == 0 ? 130 : 20));
            var request = new { model = i % 3 == 0 ? "small" : "echo", messages = new[] { new { role = "user", content = Prompts[i % Prompts.Length] } } };
            await (await agent.PostAsJsonAsync("/builtin/v1/chat/completions", request, Cancellation)).ReadAsync();
            await GetAsync("user/me");  // stays signed in
        }
    }

    private void Pass(TimeSpan time) => host.Clock.Advance(time);
}
