using System.Net;
using System.Text.Json;
using EventAgents.Events;

namespace EventAgents.Host.Tests.Api;

/// <summary>Lists, tags and histories of issues over HTTP.</summary>
public class ListTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_follow_each_other_newest_first_and_stay_stable_while_issues_come_in()
    {
        var word = $"word{Guid.NewGuid():n}";
        var submitted = new List<Guid>();
        for (var i = 0; i < 7; i++) submitted.Add(await SubmitAsync($"{word} {i}"));
        submitted.Reverse();

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/api/v1/issues?q={word}&limit=3" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("nextCursor").GetString();
            await SubmitAsync($"{word} late");
        }
        while (cursor is not null);
        Assert.Equal(submitted, seen);
    }

    [Fact]
    public async Task A_cursor_of_another_filter_is_refused()
    {
        for (var i = 0; i < 2; i++) await SubmitAsync("cursor");
        var cursor = (await GetAsync("/api/v1/issues?limit=1")).GetProperty("nextCursor").GetString();
        await (await host.Ours.Member.GetAsync($"/api/v1/issues?status=queued&cursor={cursor}", _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task Filters_hold_together()
    {
        var word = $"word{Guid.NewGuid():n}";
        await SubmitAsync($"{word} a", "feature", "low");
        var wanted = await SubmitAsync($"{word} b", "feature", "critical");
        await SubmitAsync($"{word} c", "bug", "critical");
        var page = await GetAsync($"/api/v1/issues?q={word}&type=FEATURE&priority=critical&status=queued&source=manual");
        Assert.Equal(wanted, Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_list_shows_the_own_organisation_alone()
    {
        await SubmitAsync("ours");
        Assert.Equal(0, (await (await host.Theirs.Member.GetAsync("/api/v1/issues", _cancellation)).ReadAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_a_command_answered_is_read_back_at_once_with_the_same_tag()
    {
        var submitted = await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "BUG", title = "It stops", priority = "High", context = new { module = "queue" } }, _cancellation);
        var answer = await submitted.ReadAsync(HttpStatusCode.Created);
        var read = await host.Ours.Member.GetAsync(submitted.Headers.Location, _cancellation);
        var issue = await read.ReadAsync();
        Assert.Equal(submitted.Headers.ETag, read.Headers.ETag);
        Assert.Equal(answer.GetProperty("version").GetInt64(), issue.GetProperty("version").GetInt64());
        Assert.Equal(("bug", "high", "queued", "queue"), (Text(issue, "type"), Text(issue, "priority"), Text(issue, "status"), Text(issue.GetProperty("context"), "module")));
        Assert.Equal("pending", Text(issue.GetProperty("job"), "status"));
    }

    [Fact]
    public async Task A_history_tells_who_did_what_in_order()
    {
        var issue = await SubmitAsync("history");
        await (await host.Ours.Member.PutAsJsonAsync($"/api/v1/issues/{issue}/priority", new { priority = "low" }, _cancellation)).ReadAsync();
        var history = (await GetAsync($"/api/v1/issues/{issue}/history")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["issue_submitted", "issue_queued", "issue_priority_changed"], history.Select(entry => Text(entry, "type")));
        var me = Text(await GetAsync("/api/v1/user/me"), "id");
        Assert.All(history, entry => Assert.Equal(me, Text(entry, "actor")));
    }

    [Fact]
    public async Task A_stale_tag_is_refused_and_changes_nothing()
    {
        var issue = await SubmitAsync("tags");
        async Task<HttpResponseMessage> CancelAsync(string tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/issues/{issue}/cancel") { Headers = { { "If-Match", tag } } };
            return await host.Ours.Member.SendAsync(request, _cancellation);
        }
        await (await CancelAsync("\"1\"")).ReadProblemAsync(HttpStatusCode.PreconditionFailed, "stale-version");
        Assert.Equal("queued", Text(await GetAsync($"/api/v1/issues/{issue}"), "status"));
        await (await CancelAsync("W/\"2\"")).ReadAsync(HttpStatusCode.PreconditionFailed);
        await (await CancelAsync("\"2\"")).ReadAsync();
    }

    [Fact]
    public async Task A_reviewer_reads_and_changes_nothing()
    {
        var issue = await SubmitAsync("reviewed");
        var reviewer = host.Ours.ClientOf(Role.Reviewer);
        await (await reviewer.GetAsync($"/api/v1/issues/{issue}", _cancellation)).ReadAsync();
        await (await reviewer.PostAsync($"/api/v1/issues/{issue}/cancel", null, _cancellation)).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private async Task<Guid> SubmitAsync(string title, string type = "bug", string priority = "medium") =>
        (await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type, title, priority }, _cancellation)).ReadAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();

    private async Task<JsonElement> GetAsync(string path) => await (await host.Ours.Member.GetAsync(path, _cancellation)).ReadAsync();

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
