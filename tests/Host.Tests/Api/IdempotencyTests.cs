using System.Net;
using EventAgents.Host.Workers;

namespace EventAgents.Host.Tests.Api;

public class IdempotencyTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Body = """{"type":"bug","title":"It stops"}""";
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_posts_at_once_with_one_key_make_one_issue()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync("fifty", Body)));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.ReadAsync(HttpStatusCode.Created)));
        Assert.Single(bodies.Select(body => body.ToString()).Distinct());
        Assert.Single(answers, answer => !answer.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Fifty_posts_at_once_with_one_external_id_make_one_issue()
    {
        var body = $$"""{"type":"bug","title":"It stops","source":"github","externalId":"{{Guid.NewGuid()}}"}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync(key: null, body)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(49, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.ReadAsync(answer.StatusCode)));
        Assert.Single(bodies.Select(issue => issue.ToString()).Distinct());
    }

    [Fact]
    public async Task A_replay_is_the_same_answer_byte_for_byte_and_says_so()
    {
        var first = await PostAsync("replay", Body);
        var again = await PostAsync("replay", Body);
        Assert.Equal(await first.Content.ReadAsStringAsync(_cancellation), await again.Content.ReadAsStringAsync(_cancellation));
        Assert.Equal((first.StatusCode, first.Headers.ETag, first.Headers.Location), (again.StatusCode, again.Headers.ETag, again.Headers.Location));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        await (await PostAsync("reused", Body)).ReadAsync(HttpStatusCode.Created);
        await (await PostAsync("reused", """{"type":"bug","title":"It stops again"}""")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_key_still_replays_after_a_restart()
    {
        var first = await (await PostAsync("restart", Body)).ReadAsync(HttpStatusCode.Created);
        await host.RestartAsync();
        var again = await PostAsync("restart", Body);
        Assert.Equal(first.ToString(), (await again.ReadAsync(HttpStatusCode.Created)).ToString());
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_key_is_the_organisations_own()
    {
        var ours = await (await PostAsync("mine", Body)).ReadAsync(HttpStatusCode.Created);
        var theirs = await (await PostAsync("mine", Body, host.Theirs.Member)).ReadAsync(HttpStatusCode.Created);
        Assert.NotEqual(ours.ToString(), theirs.ToString());
    }

    [Fact]
    public async Task A_refusal_is_not_stored()
    {
        await (await PostAsync("refused", """{"type":"bug"}""")).ReadAsync(HttpStatusCode.BadRequest);
        await (await PostAsync("refused", Body)).ReadAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_change_that_alters_nothing_replays_too()
    {
        var issue = (await (await PostAsync("no-op", Body)).ReadAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        async Task<HttpResponseMessage> SetAsync()
        {
            using var request = HttpAssertions.Request(HttpMethod.Put, $"/api/v1/issues/{issue}/priority", """{"priority":"medium"}""");
            request.Headers.Add("Idempotency-Key", "same-priority");
            return await host.Ours.Member.SendAsync(request, _cancellation);
        }
        var first = await SetAsync();
        Assert.Equal("\"2\"", first.Headers.ETag?.Tag);
        Assert.True((await SetAsync()).Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        var first = await (await PostAsync("yesterday", Body)).ReadAsync(HttpStatusCode.Created);
        host.Clock.Advance(TimeSpan.FromHours(25));
        await host.Service<IdempotencySweeper>().SweepAsync(_cancellation);
        var again = await (await PostAsync("yesterday", Body)).ReadAsync(HttpStatusCode.Created);
        Assert.NotEqual(first.ToString(), again.ToString());
    }

    private async Task<HttpResponseMessage> PostAsync(string? key, string body, HttpClient? client = null)
    {
        using var request = HttpAssertions.Request(HttpMethod.Post, "/api/v1/issues", body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await (client ?? host.Ours.Member).SendAsync(request, _cancellation);
    }
}
