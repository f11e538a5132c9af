using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Replies through real sockets: what a model brings in is counted beside the reply or masked on its way, and what cannot be scanned does not arrive.</summary>
public sealed class ReplyScanningTests : IAsyncLifetime
{
    private const string Own = "ada@example.com", Brought = "bob@example.org", Poison = "breaks the detector";

    private GuardServer _guard = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Routes => StreamingTests.Routes;

    public async ValueTask InitializeAsync() => _guard = await GuardServer.StartAsync(new FailingScanner(new SeededScanner((EntityType.Email, Own), (EntityType.Email, Brought))));

    public ValueTask DisposeAsync() => _guard.DisposeAsync();

    [Theory]
    [InlineData(ReplyAction.Off)]
    [InlineData(ReplyAction.Detect)]
    [InlineData(ReplyAction.Mask)]
    public async Task A_whole_reply_is_counted_or_masked_as_the_policy_says(ReplyAction replies)
    {
        _guard.Host.Policy = GuardPolicy.Default with { Replies = replies };
        _guard.Upstream.Script = (request, reply) => reply.JsonAsync($"{{\"choices\":[{{\"message\":{{\"content\":\"{PlaceholderIn(request.Text)}, {Brought}\"}}}}]}}");
        var ended = _guard.Host.NextEnd();
        using var reply = await _guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody($"I am {Own}")), Cancellation);
        var text = await reply.Content.ReadAsStringAsync(Cancellation);
        Assert.Matches($"\"{Own}, {(replies == ReplyAction.Mask ? "EMAIL_[0-9A-Z]{12}" : Brought)}\"", text);
        AssertCounted(replies, await ended);
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task A_stream_is_masked_and_its_values_counted(string dialect, string path)
    {
        var stream = StreamDialect.All[dialect];
        _guard.Host.Policy = GuardPolicy.Default with { Replies = ReplyAction.Mask };
        _guard.Upstream.Script = (request, reply) =>
            reply.StreamAsync(stream.Write([PlaceholderIn(request.Text), ", bo", "b@example.org"], ["{\"to\":\"bob@", "example.org\"}"]), pieceBytes: 7);
        var ended = _guard.Host.NextEnd();
        using var reply = await _guard.Client.SendAsync(Requests.Post(path, BodyOf(path)), Cancellation);
        var content = stream.Read(await reply.Content.ReadAsStringAsync(Cancellation));
        Assert.Matches($"^{Own}, EMAIL_[0-9A-Z]{{12}}$", content.Text);
        if (stream.HasTools) Assert.Matches("^{\"to\":\"EMAIL_[0-9A-Z]{12}\"}$", content.Arguments);
        AssertCounted(ReplyAction.Mask, await ended);
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task A_stream_is_counted_beside_its_way_and_not_held_back(string dialect, string path)
    {
        var stream = StreamDialect.All[dialect];
        _guard.Host.Policy = GuardPolicy.Default with { Replies = ReplyAction.Detect };
        var events = stream.Write([Brought, " it is"], ["{}"]);
        var first = events.IndexOf("\n\n", events.IndexOf(Brought, StringComparison.Ordinal), StringComparison.Ordinal) + 2;
        var mayGoOn = new TaskCompletionSource();
        _guard.Upstream.Script = async (_, reply) =>
        {
            await reply.BeginStreamAsync();
            await reply.PieceAsync(events[..first]);
            await mayGoOn.Task.WaitAsync(reply.Stop);
            await reply.PieceAsync(events[first..]);
            await reply.EndStreamAsync();
        };
        var ended = _guard.Host.NextEnd();
        var body = BodyOf(path).Replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}", StringComparison.Ordinal);
        using var reply = await _guard.Client.SendAsync(Requests.Post(path, body), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var received = await reply.Content.ReadAsStreamAsync(Cancellation);
        var head = new byte[Encoding.UTF8.GetByteCount(events[..first])];
        await received.ReadExactlyAsync(head, Cancellation);
        mayGoOn.SetResult();
        using var rest = new StreamReader(received);
        Assert.Equal(events, Encoding.UTF8.GetString(head) + await rest.ReadToEndAsync(Cancellation));
        AssertCounted(ReplyAction.Detect, await ended);
    }

    [Fact]
    public async Task A_whole_reply_that_cannot_be_scanned_does_not_arrive()
    {
        _guard.Host.Policy = GuardPolicy.Default with { Replies = ReplyAction.Mask };
        _guard.Upstream.Script = (_, reply) => reply.JsonAsync($"{{\"choices\":[{{\"message\":{{\"content\":\"{Poison} {Brought}\"}}}}]}}", 200, "x-request-id: r1");
        var ended = _guard.Host.NextEnd();
        using var reply = await _guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        Assert.Equal(503, (int)reply.StatusCode);
        var text = await reply.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("detector-failed", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Poison, text, StringComparison.Ordinal);
        Assert.Equal("false", reply.Headers.GetValues("x-should-retry").Single());
        var end = await ended;
        Assert.Equal((CallOutcome.Withheld, 200), (end.Outcome, end.UpstreamStatus));
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task A_stream_that_cannot_be_scanned_ends_with_an_error_and_its_provider_is_cut_off(string dialect, string path)
    {
        var stream = StreamDialect.All[dialect];
        _guard.Host.Policy = GuardPolicy.Default with { Replies = ReplyAction.Mask };
        var closed = new TaskCompletionSource();
        _guard.Upstream.Script = async (_, reply) =>
        {
            await reply.BeginStreamAsync();
            await reply.PieceAsync(stream.Write([Brought, Poison], ["{}"]));
            await reply.ClosedByGuardAsync();
            closed.SetResult();
        };
        var ended = _guard.Host.NextEnd();
        using var reply = await _guard.Client.SendAsync(Requests.Post(path, BodyOf(path)), Cancellation);
        var text = await reply.Content.ReadAsStringAsync(Cancellation);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.DoesNotContain(Poison, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Brought, text, StringComparison.Ordinal);
        var last = text.TrimEnd().Split("\n\n")[^1];
        Assert.Matches(dialect switch
        {
            "anthropic messages" => "^event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",.*\"error_code\":\"detector-failed\"}},\"request_id\":\"[^\"]+\"}$",
            "openai responses" => "^event: error\ndata: {\"type\":\"error\",\"code\":\"detector-failed\",\"message\":\"[^\"]+\",\"param\":null}$",
            "openrouter chat" => "^data: {\"error\":{\"code\":503,.*\"detector-failed\"}}}$",
            _ => "^data: {\"error\":{\"message\":\"[^\"]+\",\"type\":\"server_error\",\"param\":null,\"code\":\"detector-failed\"}}$",
        }, last);
        Assert.Equal(CallOutcome.Withheld, (await ended).Outcome);
    }

    [Fact]
    public async Task A_reply_that_is_only_counted_arrives_though_the_detector_fails()
    {
        _guard.Host.Policy = GuardPolicy.Default with { Replies = ReplyAction.Detect };
        _guard.Upstream.Script = (_, reply) => reply.JsonAsync($"{{\"choices\":[{{\"message\":{{\"content\":\"{Poison}\"}}}}]}}");
        var ended = _guard.Host.NextEnd();
        using var reply = await _guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        Assert.Contains(Poison, await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var end = await ended;
        Assert.Equal(CallOutcome.Answered, end.Outcome);
        Assert.Null(end.ReplyEntities);
    }

    private static void AssertCounted(ReplyAction replies, CallEnd end)
    {
        Assert.Equal(CallOutcome.Answered, end.Outcome);
        if (replies == ReplyAction.Off) Assert.Null(end.ReplyEntities);
        else Assert.Equal([new("EMAIL", replies == ReplyAction.Mask ? EntityAction.Mask : EntityAction.Allow, 1)], end.ReplyEntities!);
    }

    private static string BodyOf(string path) => path switch
    {
        _ when path.EndsWith("responses", StringComparison.Ordinal) => $"{{\"model\":\"m\",\"stream\":true,\"input\":\"I am {Own}\"}}",
        _ when path.EndsWith("chat/completions", StringComparison.Ordinal) || path.EndsWith("messages", StringComparison.Ordinal) => Requests.ChatBody($"I am {Own}", stream: true),
        _ => $"{{\"model\":\"m\",\"stream\":true,\"prompt\":\"I am {Own}\"}}",
    };

    private static string PlaceholderIn(string request)
    {
        var start = request.IndexOf("EMAIL_", StringComparison.Ordinal);
        return request.Substring(start, "EMAIL_".Length + 12);
    }

    /// <summary>A detector that fails on one text.</summary>
    private sealed class FailingScanner(ITextScanner scanner) : ITextScanner
    {
        public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings)
        {
            if (text.Contains(Poison, StringComparison.Ordinal)) throw new InvalidOperationException(text.ToString());
            scanner.Scan(text, fieldName, policy, findings);
        }
    }
}
