using System.Diagnostics;
using System.Text;
using EventAgents.Guard.Proxy;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Streams through real sockets: restored, handed on at once, and broken off where either side breaks off.</summary>
public sealed class StreamingTests : IAsyncLifetime
{
    private const string Mail = "ada@example.com";

    private GuardServer _guard = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Routes => new()
    {
        { "openai chat", "/openai/v1/chat/completions" },
        { "openai chat", "/v1/chat/completions" },
        { "openai completions", "/v1/completions" },
        { "openai responses", "/openai/v1/responses" },
        { "anthropic messages", "/anthropic/v1/messages" },
        { "anthropic messages", "/v1/messages" },
        { "openrouter chat", "/openrouter/api/v1/chat/completions" },
        { "openrouter chat", "/api/v1/chat/completions" },
    };

    public async ValueTask InitializeAsync() => _guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));

    public ValueTask DisposeAsync() => _guard.DisposeAsync();

    [Theory, MemberData(nameof(Routes))]
    public async Task Text_and_tool_arguments_come_back_restored(string dialect, string path)
    {
        var stream = StreamDialect.All[dialect];
        _guard.Upstream.Script = (request, reply) =>
        {
            var placeholder = PlaceholderIn(request.Text);
            return reply.StreamAsync(stream.Write(["Dear ", placeholder[..3], placeholder[3..9], $"{placeholder[9..]}, hello"],
                [$"{{\"to\":\"{placeholder[..8]}", $"{placeholder[8..]}\"}}"]), pieceBytes: 7);
        };
        var ended = _guard.Host.NextEnd();
        using var reply = await _guard.Client.SendAsync(Requests.Post(path, BodyOf(path)), Cancellation);
        var text = await reply.Content.ReadAsStringAsync(Cancellation);

        var content = stream.Read(text);
        Assert.Equal($"Dear {Mail}, hello", content.Text);
        if (stream.HasTools) Assert.Equal($"{{\"to\":\"{Mail}\"}}", content.Arguments);
        Assert.DoesNotContain("EMAIL_", text, StringComparison.Ordinal);
        Assert.Equal("text/event-stream; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        Assert.Equal("no", reply.Headers.GetValues("x-accel-buffering").Single());
        Assert.DoesNotContain(Mail, _guard.Upstream.Last.Text, StringComparison.Ordinal);
        Assert.Equal(CallOutcome.Answered, (await ended).Outcome);
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task A_stream_without_placeholders_is_the_provider_s_byte_for_byte(string dialect, string path)
    {
        var events = StreamDialect.All[dialect].Write(["Nothing \"personal\" \\ 😀", " here."], ["{\"a\":1.0}"]);
        // The usage chunk that the guard asked for is dropped where the caller did not ask: here it did.
        var body = BodyOf(path).Replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}", StringComparison.Ordinal);
        _guard.Upstream.Script = (_, reply) => reply.StreamAsync(events, pieceBytes: 11);
        using var reply = await _guard.Client.SendAsync(Requests.Post(path, body), Cancellation);
        Assert.Equal(events, await reply.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_stream_is_one_in_whatever_case_its_type_is_written()
    {
        var stream = StreamDialect.All["openai chat"];
        _guard.Upstream.Script = (request, reply) =>
            reply.WholeAsync(Encoding.UTF8.GetBytes(stream.Write([$"Dear {PlaceholderIn(request.Text)}"], ["{}"])), "Text/Event-Stream; charset=utf-8");
        using var reply = await _guard.Client.SendAsync(Requests.Post("/v1/chat/completions", BodyOf("/v1/chat/completions")), Cancellation);
        Assert.Equal("no", reply.Headers.GetValues("x-accel-buffering").Single());
        Assert.Equal($"Dear {Mail}", stream.Read(await reply.Content.ReadAsStringAsync(Cancellation)).Text);
    }

    [Fact]
    public async Task An_event_reaches_the_caller_before_the_provider_sends_the_next()
    {
        var mayGoOn = new TaskCompletionSource();
        _guard.Upstream.Script = async (_, reply) =>
        {
            await reply.BeginStreamAsync();
            await reply.PieceAsync(Chunk("first."));
            await mayGoOn.Task.WaitAsync(reply.Stop);
            await reply.PieceAsync(Chunk("second."));
            await reply.EndStreamAsync();
        };
        using var reply = await BeginAsync();
        using var reader = new StreamReader(await reply.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal(Chunk("first.").TrimEnd(), await reader.ReadLineAsync(Cancellation));
        mayGoOn.SetResult();
        Assert.Equal($"\n{Chunk("second.")}", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task A_caller_that_leaves_closes_the_provider_s_stream_within_a_second()
    {
        var closed = new TaskCompletionSource();
        _guard.Upstream.Script = async (_, reply) =>
        {
            await reply.BeginStreamAsync();
            await reply.PieceAsync(Chunk("first."));
            await reply.ClosedByGuardAsync();
            closed.SetResult();
        };
        var ended = _guard.Host.NextEnd();
        var reply = await BeginAsync();
        await (await reply.Content.ReadAsStreamAsync(Cancellation)).ReadExactlyAsync(new byte[10], Cancellation);
        var watch = Stopwatch.StartNew();
        reply.Dispose();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1_000);
        Assert.Equal(CallOutcome.ClientAborted, (await ended).Outcome);
    }

    [Fact]
    public async Task A_caller_that_leaves_before_the_first_byte_closes_the_provider_s_call()
    {
        var (arrived, closed) = (new TaskCompletionSource(), new TaskCompletionSource());
        _guard.Upstream.Script = async (_, reply) =>
        {
            arrived.SetResult();
            await reply.ClosedByGuardAsync();
            closed.SetResult();
        };
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var call = _guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), leave.Token);
        await arrived.Task.WaitAsync(Cancellation);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(1), Cancellation);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_provider_s_reset_is_seen_as_an_error_and_never_as_an_end(bool holdsBack)
    {
        var hasBegun = new TaskCompletionSource();
        _guard.Upstream.Script = async (request, reply) =>
        {
            await reply.BeginStreamAsync();
            await reply.PieceAsync(Chunk(holdsBack ? $"Dear {PlaceholderIn(request.Text)[..10]}" : "Dear."));
            await hasBegun.Task.WaitAsync(reply.Stop);
            reply.Reset();
        };
        var ended = _guard.Host.NextEnd();
        using var reply = await BeginAsync();
        hasBegun.SetResult();
        await Assert.ThrowsAsync<HttpRequestException>(() => reply.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(CallOutcome.UpstreamFailed, (await ended).Outcome);
    }

    [Fact]
    public async Task A_provider_that_breaks_off_a_whole_reply_is_answered_as_an_error()
    {
        _guard.Upstream.Script = async (_, reply) =>
        {
            await reply.RawAsync("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{\"id\":");
            reply.Reset();
        };
        using var reply = await _guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        Assert.Equal(502, (int)reply.StatusCode);
        Assert.Contains("upstream-unavailable", await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> BeginAsync() =>
        await _guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody(Mail, stream: true)), HttpCompletionOption.ResponseHeadersRead,
            Cancellation);

    private static string Chunk(string text) => $$"""data: {"id":"c","choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":null}]}""" + "\n\n";

    private static string BodyOf(string path) => path switch
    {
        _ when path.EndsWith("responses", StringComparison.Ordinal) => $$"""{"model":"m","stream":true,"input":"{{Mail}}"}""",
        _ when path.EndsWith("chat/completions", StringComparison.Ordinal) || path.EndsWith("messages", StringComparison.Ordinal) =>
            $$"""{"model":"m","stream":true,"messages":[{"role":"user","content":"{{Mail}}"}]}""",
        _ => $$"""{"model":"m","stream":true,"prompt":"{{Mail}}"}""",
    };

    private static string PlaceholderIn(string body) => body.Substring(body.IndexOf("EMAIL_", StringComparison.Ordinal), 18);
}
