using System.Net;

namespace EventAgents.Host.Tests.Api;

/// <summary>One of each thing that an organisation can have, made over HTTP.</summary>
internal sealed class Belongings
{
    private readonly Dictionary<string, Guid> _ids = [];

    /// <summary>Version of each thing that has one, by its path.</summary>
    public IReadOnlyDictionary<string, string?> Versions { get; private set; } = new Dictionary<string, string?>();

    /// <summary>The id that a route's parameter stands for.</summary>
    public Guid IdOf(string parameter) => _ids[parameter];

    public static async Task<Belongings> OfAsync(TestOrganisation organisation)
    {
        var has = new Belongings();
        var admin = organisation.Admin;

        var issue = await PostAsync(admin, "/api/v1/issues", new { type = "bug", title = "It stops" });
        has._ids["issueId"] = issue.GetProperty("id").GetGuid();
        has._ids["jobId"] = issue.GetProperty("jobId").GetGuid();
        await PostAsync(admin, "/api/v1/jobs/claim", new { workerId = "w", max = 50 }, HttpStatusCode.OK);
        var report = $"/api/v1/jobs/{has._ids["jobId"]}";
        has._ids["artifactId"] = (await PostAsync(admin, $"{report}/artifacts", new { workerId = "w", attempt = 1, type = "analysis", name = "a", content = "b" })).GetProperty("id").GetGuid();
        await PostAsync(admin, $"{report}/complete", new { workerId = "w", attempt = 1 }, HttpStatusCode.OK);

        var feedback = await PostAsync(admin, "/api/v1/feedback", new { jobId = has._ids["jobId"], rating = 1, outcome = "made_worse" });
        has._ids["feedbackId"] = feedback.GetProperty("id").GetGuid();
        var board = await (await admin.GetAsync("/api/v1/improvements", TestContext.Current.CancellationToken)).ReadAsync();
        has._ids["improvementId"] = board.GetProperty("items")[0].GetProperty("id").GetGuid();

        has._ids["sessionId"] = (await PostAsync(admin, "/api/v1/sessions", new { agentRole = "coder" })).GetProperty("id").GetGuid();
        has._ids["apiKeyId"] = (await PostAsync(admin, "/api/v1/api-keys", new { name = "k", roles = new[] { "member" } })).GetProperty("id").GetGuid();
        var email = $"{Guid.NewGuid():n}@example.com";
        has._ids["userId"] = (await PostAsync(admin, "/api/v1/users", new { email, roles = new[] { "member" } })).GetProperty("id").GetGuid();

        has._ids["streamId"] = has._ids["issueId"];
        var history = await (await admin.GetAsync($"/api/v1/streams/{has._ids["streamId"]}/events", TestContext.Current.CancellationToken)).ReadAsync();
        has._ids["eventId"] = history.GetProperty("items")[0].GetProperty("id").GetGuid();
        var export = await admin.GetAsync("/api/v1/audit/export", TestContext.Current.CancellationToken);
        has._ids["exportId"] = Guid.Parse(export.Headers.GetValues("X-Export-Id").Single());

        has._ids["replayId"] = await ReplayAsync(admin);

        using var guard = organisation.GuardClientOf(Events.Role.Admin);
        var call = await guard.PostAsJsonAsync("/builtin/v1/chat/completions", new { model = "m", messages = Array.Empty<object>() }, TestContext.Current.CancellationToken);
        has._ids["callId"] = Guid.Parse(call.Headers.GetValues("x-eventagents-call").Single());
        has.Versions = await ReadVersionsAsync(organisation, has);
        return has;
    }

    public static async Task<IReadOnlyDictionary<string, string?>> ReadVersionsAsync(TestOrganisation organisation, Belongings has)
    {
        var versions = new Dictionary<string, string?>();
        foreach (var path in new[] { $"issues/{has.IdOf("issueId")}", $"jobs/{has.IdOf("jobId")}", $"sessions/{has.IdOf("sessionId")}", $"improvements/{has.IdOf("improvementId")}" })
        {
            var answer = await organisation.Admin.GetAsync($"/api/v1/{path}", TestContext.Current.CancellationToken);
            await answer.ReadAsync();
            versions[path] = answer.Headers.ETag?.Tag;
        }
        return versions;
    }

    private static async Task<Guid> ReplayAsync(HttpClient admin)
    {
        var answer = await admin.PostAsJsonAsync("/api/v1/replays", new { projection = "accounts" }, TestContext.Current.CancellationToken);
        return (await answer.ReadAsync(answer.StatusCode == HttpStatusCode.Accepted ? HttpStatusCode.Accepted : HttpStatusCode.OK)).GetProperty("id").GetGuid();
    }

    private static async Task<System.Text.Json.JsonElement> PostAsync(HttpClient client, string path, object body, HttpStatusCode status = HttpStatusCode.Created) =>
        await (await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken)).ReadAsync(status);
}
