using System.Net;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Host.Tests.Guard;

/// <summary>What a model brings into its reply: the policy says what is done, the record says what it was, and neither holds a value.</summary>
public class ReplyPolicyTests(ProviderFixture host) : IClassFixture<ProviderFixture>
{
    private const string Brought = "grace.hopper@example.net";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replies_are_left_alone_counted_or_masked_as_the_policy_says()
    {
        host.Says = $"Write to {Brought} or {Brought}.";
        Assert.Equal(JsonValueKind.Null, (await CallAsync(host.Says)).GetProperty("replyEntities").ValueKind);

        await PutAsync("detect");
        AssertCounted("allow", await CallAsync(host.Says));
        await PutAsync("mask");
        AssertCounted("mask", await CallAsync("^Write to (EMAIL_[0-9A-Z]{12}) or \\1\\.$"));

        var settings = await (await host.Ours.Admin.GetAsync("/api/v1/guard/settings", _cancellation)).ReadAsync();
        Assert.Equal("mask", settings.GetProperty("replies").GetString());
        var policy = await (await host.Ours.Admin.GetAsync("/api/v1/guard/policy", _cancellation)).ReadAsync();
        var again = await (await host.Ours.Admin.PutAsJsonAsync("/api/v1/guard/policy", policy, _cancellation)).ReadAsync();
        Assert.Equal("mask", again.GetProperty("replies").GetString());
        Assert.Empty(await DatabaseSearch.TablesWithAsync(host.ConnectionString, Brought, _cancellation));
    }

    [Fact]
    public async Task A_word_that_is_no_action_for_replies_is_refused()
    {
        using var answer = await host.Ours.Admin.PutAsJsonAsync("/api/v1/guard/policy", new { replies = "block" }, _cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("/replies", await answer.Content.ReadAsStringAsync(_cancellation), StringComparison.Ordinal);
    }

    private async Task PutAsync(string replies) =>
        await (await host.Ours.Admin.PutAsJsonAsync("/api/v1/guard/policy", new { replies }, _cancellation)).ReadAsync();

    /// <summary>A call's row, once its end is in the log and projected.</summary>
    private async Task<JsonElement> CallAsync(string expected)
    {
        using var guard = host.Ours.GuardClientOf(Role.Agent);
        using var reply = await guard.PostAsJsonAsync(
            "/openai/v1/chat/completions", new { model = "m", messages = new[] { new { role = "user", content = "whom do I write to?" } } }, _cancellation);
        var text = (await reply.ReadAsync()).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        if (expected.StartsWith('^')) Assert.Matches(expected, text);
        else Assert.Equal(expected, text);
        var id = Guid.Parse(reply.Headers.GetValues("x-eventagents-call").Single());
        await foreach (var _ in host.Service<IEventStore>().SubscribeAsync(new EventFilter { StreamId = id, Types = ["llm_call_completed"] }, after: 0, _cancellation)) break;
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        return await (await host.Ours.Member.GetAsync($"/api/v1/llm-calls/{id}", _cancellation)).ReadAsync();
    }

    private static void AssertCounted(string action, JsonElement call)
    {
        var found = call.GetProperty("replyEntities").EnumerateArray().Single();
        Assert.Equal(("EMAIL", action, 1), (found.GetProperty("entityType").GetString(), found.GetProperty("action").GetString(), found.GetProperty("count").GetInt32()));
    }
}
