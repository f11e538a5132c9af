using System.Net;
using System.Text;
using System.Text.Json;
using EventAgents.Guard.Proxy;
using EventAgents.Guard.Tests.Support;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Requests through real sockets: what the provider gets, and what the caller gets back.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private const string Mail = "ada@example.com", Name = "Ada Lovelace";

    private GuardServer _guard = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _guard = await GuardServer.StartAsync(new SeededScanner((Pii.EntityType.Email, Mail), (Pii.EntityType.Person, Name)));

    public ValueTask DisposeAsync() => _guard.DisposeAsync();

    [Fact]
    public async Task A_chat_leaves_masked_and_comes_back_whole()
    {
        _guard.Upstream.Script = (request, reply) =>
            reply.JsonAsync(ChatReplyTo(request), headers: ["x-request-id: req_1", "set-cookie: __cf_bm=1", "x-ratelimit-remaining-tokens: 7"]);
        var ended = _guard.Host.NextEnd();
        var reply = await PostAsync("/openai/v1/chat/completions", $$"""{"model":"gpt-5","messages":[{"role":"user","content":"I am {{Name}}, {{Mail}}"}]}""");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Matches("I am PERSON_[0-9A-Z]{12}, EMAIL_[0-9A-Z]{12}\"", _guard.Upstream.Last.Text);
        Assert.Contains($"You said: I am {Name}, {Mail}", await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("req_1", reply.Headers.GetValues("x-request-id").Single());
        Assert.Equal("7", reply.Headers.GetValues("x-ratelimit-remaining-tokens").Single());
        Assert.Equal("EMAIL=1, PERSON=1", reply.Headers.GetValues("x-eventagents-entities").Single());
        Assert.False(reply.Headers.Contains("set-cookie"));

        var record = _guard.Host.Records.Single();
        var end = await ended;
        Assert.Equal(("openai", "chat_completions", "gpt-5"), (record.Call.Provider, record.Call.Api, record.Model));
        Assert.Equal((CallOutcome.Answered, 200, 2, 0), (end.Outcome, end.UpstreamStatus, end.Restored, end.Unrestored));
        Assert.Equal((12, 3), (end.Usage!.Input, end.Usage.Output));
        Assert.Equal(record.Call.Id, end.Call.Id);
    }

    private static string ChatReplyTo(UpstreamRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        var text = body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString();
        return $$$"""{"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"You said: {{{text}}}"}}],"usage":{"prompt_tokens":12,"completion_tokens":3}}""";
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        _guard.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);
}
