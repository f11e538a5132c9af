using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>
/// Every served route with a request in which every place holds a value of its own: none arrives, all come back, and what holds none is a pass-through.
/// </summary>
public sealed partial class MatrixTests
{
    private const int MaxPlaces = 200;

    private static readonly string[] Values = [.. Enumerable.Range(100, MaxPlaces).Select(i => $"ada{i}@example.com")];
    private static readonly string[] Numbers = [.. Enumerable.Range(100, MaxPlaces).Select(i => $"4111111111{i:D6}")];
    private static readonly SeededScanner Scanner = new([.. Values.Select(v => (EntityType.Email, v)), .. Numbers.Select(n => (EntityType.CreditCard, n))]);
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    private static readonly (string Route, string Template)[] Cases =
    [
        ("/openai/v1/chat/completions", "openai chat"), ("/v1/chat/completions", "openai chat"), ("/openai/v1/responses", "openai responses"),
            ("/v1/responses", "openai responses"),
        ("/openai/v1/completions", "openai completions"), ("/v1/completions", "openai completions"), ("/openai/v1/embeddings", "openai embeddings"),
            ("/v1/embeddings", "openai embeddings"),
        ("/openai/v1/moderations", "openai moderations"), ("/v1/moderations", "openai moderations"), ("/anthropic/v1/messages", "anthropic messages"),
            ("/v1/messages", "anthropic messages"),
        ("/anthropic/v1/messages/count_tokens", "anthropic count_tokens"), ("/v1/messages/count_tokens", "anthropic count_tokens"),
            ("/openrouter/api/v1/chat/completions", "openrouter chat"),
        ("/api/v1/chat/completions", "openrouter chat"), ("/openrouter/api/v1/completions", "openrouter completions"),
            ("/api/v1/completions", "openrouter completions"),
    ];

    public static TheoryData<string, string> Routes => new(Cases);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Routes))]
    public async Task No_value_arrives_and_all_come_back(string route, string template)
    {
        await using var guard = await StartAsync();
        guard.Upstream.Script = (request, reply) =>
            reply.JsonAsync(ReplyWith(template, string.Join(' ', Placeholder().Matches(request.Text).Select(m => m.Value))));
        var body = BodyOf(template, place => Values[place], place => Numbers[place]);
        using var reply = await guard.Client.SendAsync(Requests.Post(route, body), Cancellation);
        var text = await reply.Content.ReadAsStringAsync(Cancellation);
        Assert.True(reply.IsSuccessStatusCode, text);

        var arrived = guard.Upstream.Last.Head + guard.Upstream.Last.Text
            + JsonNode.Parse(guard.Upstream.Last.Text, documentOptions: new() { MaxDepth = 512 })!.ToJsonString(Unescaped);
        Assert.DoesNotContain("@example.com", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("4111111111", arrived, StringComparison.Ordinal);
        var sent = Placeholder().Count(guard.Upstream.Last.Text);
        Assert.True(sent > 0, "Nothing was masked.");
        if (!HasText(template)) return;
        Assert.Equal(sent, Mail().Count(text) + Card().Count(text));
        Assert.DoesNotMatch(Placeholder(), text);
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Without_a_value_the_provider_gets_and_the_caller_gets_the_very_bytes(string route, string template)
    {
        const string answer = """{ "id" : "x", "text":"h\u00e9llo \/ 😀", "n":[1.0,1e-7,9007199254740993] , "error":{"message":"none"} }""";
        await using var guard = await StartAsync();
        guard.Upstream.Script = (_, reply) => reply.JsonAsync(answer, status: 418, "x-custom: kept", "retry-after: 7");
        var body = BodyOf(template, _ => "nothing / \\u00e9 <b> to see", _ => "1.50");
        using var reply = await guard.Client.SendAsync(Requests.Post(route, body), Cancellation);
        Assert.Equal(body, guard.Upstream.Last.Text);
        Assert.Equal(answer, await reply.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal((418, "kept", "7"),
            ((int)reply.StatusCode, reply.Headers.GetValues("x-custom").Single(), reply.Headers.GetValues("retry-after").Single()));
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task A_provider_s_error_that_quotes_the_request_comes_back_restored_with_its_status(string route, string template)
    {
        await using var guard = await StartAsync();
        guard.Upstream.Script = (request, reply) => reply.JsonAsync(
            $$$"""{"type":"error","error":{"type":"invalid_request_error","message":"cannot read {{{Placeholder().Match(request.Text).Value}}}"}}""",
                status: 400);
        using var reply = await guard.Client.SendAsync(Requests.Post(route, BodyOf(template, place => Values[place], place => Numbers[place])), Cancellation);
        Assert.Equal(400, (int)reply.StatusCode);
        Assert.Matches("cannot read ada[0-9]{3}@example.com", await reply.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/openai/v1/models"), InlineData("/v1/models"), InlineData("/anthropic/v1/models?limit=5&after_id=claude-1"),
        InlineData("/openrouter/api/v1/models")]
    public async Task Models_are_listed_as_the_provider_lists_them(string route)
    {
        const string list = """{"object":"list","data":[{"id":"gpt-5","object":"model","created":1}]}""";
        await using var guard = await StartAsync();
        guard.Upstream.Script = (_, reply) => reply.JsonAsync(list);
        Assert.Equal(list, await guard.Client.GetStringAsync(route, Cancellation));
        Assert.Empty(guard.Upstream.Last.Body);
    }

    [Theory, InlineData("gzip"), InlineData("br"), InlineData("deflate")]
    public async Task Compressed_requests_and_replies_are_read_too(string encoding)
    {
        await using var guard = await StartAsync();
        guard.Upstream.Script = (request, reply) => reply.WholeAsync(
            Compressed(encoding, ReplyWith("openai chat", Placeholder().Match(request.Text).Value)), "application/json", 200, $"content-encoding: {encoding}");
        var body = Compressed(encoding, Requests.ChatBody($"I am {Values[0]}"));
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, body, "application/json", ("content-encoding", encoding)), Cancellation);
        Assert.Contains(Values[0], await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(reply.Content.Headers.ContentEncoding);
        Assert.Matches("EMAIL_", guard.Upstream.Last.Text);
        Assert.Null(guard.Upstream.Last.Header("content-encoding"));
    }

    private static byte[] Compressed(string encoding, string text)
    {
        using var bytes = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionLevel.Fastest),
            "br" => new System.IO.Compression.BrotliStream(bytes, System.IO.Compression.CompressionLevel.Fastest),
            _ => new System.IO.Compression.ZLibStream(bytes, System.IO.Compression.CompressionLevel.Fastest),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        return bytes.ToArray();
    }

    private static Task<GuardServer> StartAsync() => GuardServer.StartAsync(Scanner);

    // A reply that continues another, or comes later, is other tests' business.
    private static string BodyOf(string template, Func<int, string> value, Func<int, string> number) =>
        RequestTemplates.All[template].Template.Fill(value, number)
        .Replace("\"previous_response_id\":\"resp_1\",", "", StringComparison.Ordinal)
            .Replace("\"background\":true", "\"background\":false", StringComparison.Ordinal);

    private static bool HasText(string template) =>
        !template.EndsWith("embeddings", StringComparison.Ordinal) && !template.EndsWith("moderations", StringComparison.Ordinal)
            && !template.EndsWith("count_tokens", StringComparison.Ordinal);

    private static string ReplyWith(string template, string text) => template[(template.IndexOf(' ') + 1)..] switch
    {
        "chat" => $$$"""{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"stop"}]}""",
        "completions" => $$$"""{"id":"c","choices":[{"index":0,"text":"{{{text}}}","finish_reason":"stop"}]}""",
        "responses" => $$$"""{"id":"resp_9","output":[{"type":"message","id":"m","role":"assistant","content":[{"type":"output_text","text":"{{{text}}}","annotations":[]}]}]}""",
        "messages" => $$$"""{"id":"m","type":"message","role":"assistant","content":[{"type":"text","text":"{{{text}}}"}],"stop_reason":"end_turn"}""",
        _ => """{"input_tokens":1}""",
    };

    [GeneratedRegex("(EMAIL|CREDIT_CARD)_[0-9A-Z]{12,}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("ada[0-9]{3}@example[.]com")]
    private static partial Regex Mail();

    [GeneratedRegex("4111111111[0-9]{6}")]
    private static partial Regex Card();
}
