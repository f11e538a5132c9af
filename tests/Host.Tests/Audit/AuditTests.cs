using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints.Audit;

namespace EventAgents.Host.Tests.Audit;

public sealed class AuditTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private HttpClient Reviewer => host.Ours.ClientOf(Role.Reviewer);

    [Fact]
    public async Task What_was_done_is_one_row_with_actor_resource_and_outcome()
    {
        var issue = await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "Call Ada at 555-0100" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        var entry = Assert.Single(await SearchAsync($"action=issue_submitted&resourceId={issue.GetProperty("id").GetString()}"));

        Assert.Equal(("issue", "succeeded"), (entry.GetProperty("resource").GetProperty("type").GetString(), entry.GetProperty("outcome").GetString()));
        Assert.Equal("agent", entry.GetProperty("actor").GetProperty("type").GetString());
        Assert.False(string.IsNullOrEmpty(entry.GetProperty("actor").GetProperty("id").GetString()));
        Assert.DoesNotContain("555-0100", entry.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_state_of_things_did_not_allow_is_a_fact_of_its_own()
    {
        var session = (await (await host.Ours.Member.PostAsJsonAsync("/api/v1/sessions", new { agentRole = "coder" }, _cancellation)).ReadAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await (await host.Ours.Member.PutAsJsonAsync($"/api/v1/sessions/{session}/events", new { @event = "complete" }, _cancellation)).ReadProblemAsync(HttpStatusCode.Conflict, "invalid-transition");

        var entry = Assert.Single(await SearchAsync($"resourceId={session}&outcome=rejected"));
        Assert.Equal(("complete_session", "invalid-transition", "session"), (Text(entry, "action"), Text(entry, "reason"), entry.GetProperty("resource").GetProperty("type").GetString()));
        Assert.Equal(1, await host.Service<IEventStore>().ReadStreamAsync(new StreamKey(host.Ours.Id, session), cancellation: _cancellation).CountAsync(_cancellation));
    }

    [Fact]
    public async Task What_a_role_does_not_allow_is_a_fact_and_no_actor_can_fill_the_log_with_them()
    {
        var curious = host.Theirs.ClientOf(Role.Operator);
        for (var i = 0; i < RefusalLog.MaxFactsPerMinute + 10; i++) await (await curious.GetAsync("/api/v1/audit", _cancellation)).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");

        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        var denied = (await (await host.Theirs.ClientOf(Role.Reviewer).GetAsync("/api/v1/audit?outcome=denied&limit=100", _cancellation)).ReadAsync()).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(RefusalLog.MaxFactsPerMinute, denied.Count);
        Assert.All(denied, entry => Assert.Equal("role: GET /api/v1/audit", Text(entry, "reason")!.TrimEnd('/')));
    }

    [Fact]
    public async Task Reading_the_audit_log_is_in_it_without_the_words_that_were_looked_for()
    {
        await SearchAsync("q=Lovelace&outcome=denied");
        var read = (await SearchAsync("action=audit_read"))[0];
        Assert.Equal("denied", read.GetProperty("details").GetProperty("filter").GetProperty("outcome").GetString());
        Assert.Equal("1", read.GetProperty("details").GetProperty("filter").GetProperty("words").GetString());
        Assert.DoesNotContain("Lovelace", read.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("cloudevents")]
    public async Task An_export_has_a_manifest_with_the_hash_of_its_bytes(string format)
    {
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        var export = await Reviewer.GetAsync($"/api/v1/audit/export?format={format}", _cancellation);
        var bytes = await export.Content.ReadAsByteArrayAsync(_cancellation);
        var manifest = await (await Reviewer.GetAsync($"/api/v1/audit/exports/{export.Headers.GetValues(AuditEndpoints.ExportIdHeader).Single()}", _cancellation)).ReadAsync();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), manifest.GetProperty("sha256").GetString());
        var lines = bytes.Count(b => b == (byte)'\n') - (format == "csv" ? 1 : 0);
        Assert.Equal(lines, manifest.GetProperty("rows").GetInt64());
        Assert.True(manifest.GetProperty("lastPosition").GetInt64() >= manifest.GetProperty("firstPosition").GetInt64());
        await (await Reviewer.GetAsync("/api/v1/audit/export?format=xlsx", _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("-2", "'-2")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("plain", "plain")]
    public void A_cell_is_text_and_never_a_formula(string text, string cell) => Assert.Equal(cell + "\r\n", System.Text.Encoding.UTF8.GetString(Csv.Row([text])));

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();

    private async Task<List<JsonElement>> SearchAsync(string query)
    {
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        var page = await (await Reviewer.GetAsync($"/api/v1/audit?{query}", _cancellation)).ReadAsync();
        return [.. page.GetProperty("items").EnumerateArray()];
    }
}
