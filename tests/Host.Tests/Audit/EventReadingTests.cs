using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Endpoints.Events;

namespace EventAgents.Host.Tests.Audit;

public sealed class EventReadingTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private HttpClient Reviewer => host.Ours.ClientOf(Role.Reviewer);

    [Fact]
    public async Task Pages_give_every_event_of_the_organisation_once_and_none_of_another()
    {
        await SubmitAsync(count: 15);
        await (await host.Theirs.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "Theirs" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        var whole = await LinesAsync("/api/v1/events");

        var paged = new List<long>();
        for (string? cursor = null; ;)
        {
            var page = await GetAsync($"/api/v1/events?limit=7{(cursor is null ? "" : $"&cursor={cursor}")}");
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(Position));
            cursor = page.GetProperty("nextCursor").GetString();
            if (cursor is null) break;
        }

        Assert.Equal(whole.SkipLast(1).Select(Position), paged.Take(whole.Count - 1));
        Assert.DoesNotContain(whole, line => line.GetRawText().Contains("Theirs", StringComparison.Ordinal));
        await (await Reviewer.GetAsync("/api/v1/events?type=issue_queued&cursor=AAAA", _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task Lines_end_with_a_trailer_that_counts_them()
    {
        await SubmitAsync(count: 3);
        var lines = await LinesAsync("/api/v1/events?type=issue_submitted&type=job_created");
        var trailer = lines[^1].GetProperty("trailer");
        Assert.Equal(lines.Count - 1, trailer.GetProperty("count").GetInt32());
        Assert.Equal(Position(lines[^2]), trailer.GetProperty("lastPosition").GetInt64());
        Assert.All(lines.SkipLast(1), line => Assert.Contains(line.GetProperty("type").GetString(), new[] { "issue_submitted", "job_created" }));
    }

    [Fact]
    public async Task A_live_reader_that_comes_back_misses_and_repeats_nothing()
    {
        var seen = new List<long>();
        var first = (await LinesAsync("/api/v1/events"))[^1].GetProperty("trailer").GetProperty("lastPosition").GetInt64();
        var writing = Task.Run(() => SubmitAsync(count: 20), _cancellation);
        var last = first;
        while (seen.Count < 60)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
            request.Headers.Accept.ParseAdd("text/event-stream");
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last.ToString(System.Globalization.CultureInfo.InvariantCulture));
            using var response = await Reviewer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _cancellation);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_cancellation));
            for (var taken = 0; taken < 7 && seen.Count < 60 && await reader.ReadLineAsync(_cancellation) is { } line;)
            {
                if (!line.StartsWith("id: ", StringComparison.Ordinal)) continue;
                seen.Add(last = long.Parse(line.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture));
                taken++;
            }
        }

        await writing;
        var expected = (await LinesAsync($"/api/v1/events?after={first}")).SkipLast(1).Select(Position).Take(60);
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task A_stream_can_be_seen_at_each_of_its_versions_and_the_patches_between_them_fit()
    {
        var issue = (await SubmitAsync(count: 1))[0];
        foreach (var priority in new[] { "low", "critical" }) await (await host.Ours.Member.PutAsJsonAsync($"/api/v1/issues/{issue}/priority", new { priority }, _cancellation)).ReadAsync();
        await (await host.Ours.Member.PostAsJsonAsync($"/api/v1/issues/{issue}/cancel", new { }, _cancellation)).ReadAsync();

        var events = await host.Service<IEventStore>().ReadStreamAsync(new StreamKey(host.Ours.Id, issue), cancellation: _cancellation).ToListAsync(_cancellation);
        JsonNode? before = null;
        object? state = null;
        foreach (var stored in events)
        {
            state = Commands.Aggregates.Evolve(state, stored.Data);
            var shown = await GetAsync($"/api/v1/streams/{issue}/state?version={stored.Version}");
            var expected = JsonSerializer.SerializeToNode(state, state!.GetType(), ApiJson.Options);
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(shown.GetProperty("state").GetRawText())), $"version {stored.Version}");

            var diff = await GetAsync($"/api/v1/streams/{issue}/diff?from={stored.Version - 1}&to={stored.Version}");
            before = JsonPatcher.Apply(before, diff.GetProperty("patch"));
            Assert.True(JsonNode.DeepEquals(expected, before), $"patch to version {stored.Version}");
        }

        await (await Reviewer.GetAsync($"/api/v1/streams/{issue}/state?version=99", _cancellation)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await Reviewer.GetAsync($"/api/v1/streams/{issue}/state?at=yesterday", _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task Why_shows_what_one_message_did()
    {
        var issue = (await SubmitAsync(count: 1))[0];
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        var events = (await GetAsync($"/api/v1/streams/{issue}/events")).GetProperty("items").EnumerateArray().ToList();

        var why = await GetAsync($"/api/v1/events/{events[0].GetProperty("id").GetString()}/why");
        Assert.Equal("issue_submitted", why.GetProperty("event").GetProperty("type").GetString());
        Assert.Empty(why.GetProperty("before").EnumerateArray());
        Assert.Equal(["issue_queued", "job_created"], why.GetProperty("after").EnumerateArray().Select(e => e.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2,"b":{"c":[1,2]}}""")]
    [InlineData("""{"a":{"b":1,"x/y":2,"~":3},"d":null}""", """{"a":{"b":1,"x/y":3},"d":{"e":1}}""")]
    [InlineData("""{"list":[1,2,3]}""", """{"list":[1,5,3]}""")]
    [InlineData("""{"list":[1,2,3]}""", """{"list":[1]}""")]
    [InlineData("null", """{"a":1}""")]
    public void A_patch_turns_one_document_into_the_other(string before, string after)
    {
        var patch = JsonSerializer.SerializeToElement(JsonPatch.Between(JsonNode.Parse(before), JsonNode.Parse(after)), ApiJson.Options);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(after), JsonPatcher.Apply(JsonNode.Parse(before), patch)));
    }

    private async Task<List<Guid>> SubmitAsync(int count)
    {
        var issues = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            var answer = await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = $"Ours {i}" }, _cancellation);
            issues.Add((await answer.ReadAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid());
        }

        return issues;
    }

    private async Task<JsonElement> GetAsync(string path) => await (await Reviewer.GetAsync(path, _cancellation)).ReadAsync();

    private async Task<List<JsonElement>> LinesAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        var answer = await Reviewer.SendAsync(request, _cancellation);
        return [.. (await answer.Content.ReadAsStringAsync(_cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    private static long Position(JsonElement shown) => shown.GetProperty("position").GetInt64();
}
