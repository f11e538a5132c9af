using System.Net;
using EventAgents.Host.Guard;

namespace EventAgents.Host.Smoke;

/// <summary>Can it be used?</summary>
internal static class UseChecks
{
    private const string Email = "smoke@example.com";

    public static async Task<string> LoginAsync(SmokeTarget target)
    {
        var login = target.Login
            ?? throw new SmokeException($"There is no login: run 'eventagents init --environment {target.Settings.Environment.ToLowerInvariant()}', or set {SmokeRun.EmailKey} and {SmokeRun.PasswordKey}.");
        await target.SendAsync(HttpMethod.Post, new Uri(target.Host.Api, "/api/v1/user/login"), new { email = login.Email, password = login.Password }, withKey: false);
        return "a user with a password comes in";
    }

    /// <summary>The issue is for an agent that nobody is, and is cancelled again.</summary>
    public static async Task<string> IssueAsync(SmokeTarget target)
    {
        var title = $"Smoke {Guid.NewGuid():n}";
        var issue = await target.ApiAsync(HttpMethod.Post, "issues", new { type = "task", title, agentType = "smoke" }, HttpStatusCode.Created);
        var path = $"issues/{issue.GetProperty("id").GetGuid()}";
        var read = await target.ApiAsync(HttpMethod.Get, path);
        if (read.GetProperty("title").GetString() != title || read.GetProperty("status").GetString() != "queued") throw new SmokeException("A submitted issue is not read back as it was.");
        await target.ApiAsync(HttpMethod.Post, $"{path}/cancel", new { reason = "it was a check" });
        return "submitted, read, cancelled";
    }

    public static async Task<string> SessionAsync(SmokeTarget target)
    {
        var session = await target.ApiAsync(HttpMethod.Post, "sessions", new { agentRole = "smoke" }, HttpStatusCode.Created);
        var path = $"sessions/{session.GetProperty("id").GetGuid()}";
        foreach (var step in new[] { "activate", "pause", "resume", "complete" }) await target.ApiAsync(HttpMethod.Put, $"{path}/events", new { @event = step });
        var status = (await target.ApiAsync(HttpMethod.Get, path)).GetProperty("status").GetString();
        return status == "completed" ? "opened, paused, resumed, completed" : throw new SmokeException($"A completed session is read back as {status}.");
    }

    /// <summary>Through the built-in provider; Production has none, so there the guard is asked what would leave.</summary>
    public static async Task<string> GuardAsync(SmokeTarget target)
    {
        if (target.Environment == Environments.Production)
        {
            var preview = (await target.ApiAsync(HttpMethod.Post, "guard/preview", new { text = $"Write to {Email}." })).GetProperty("leaves").GetString();
            return preview?.Contains(Email, StringComparison.Ordinal) == false ? "an e-mail address would be masked" : throw new SmokeException("An e-mail address would leave.");
        }
        var call = new { model = "echo", messages = new[] { new { role = "user", content = $"Write to {Email}." } } };
        var reply = await target.SendAsync(HttpMethod.Post, new Uri(target.Host.Guard, "builtin/v1/chat/completions"), call);
        return EchoedReply.FaultOf(reply, Email) is { } fault ? throw new SmokeException($"An LLM call with an e-mail address: {fault}.") : "an e-mail address was masked, and came back";
    }
}
