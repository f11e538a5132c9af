using System.IO.Compression;
using System.Net;
using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>What cannot be read, scanned or recorded is refused in the caller's dialect, and the provider sees not one byte.</summary>
public sealed class FailClosedTests
{
    private const string Mail = "ada@example.com";
    private const string JsonType = "application/json";

    private static readonly Dictionary<string, (int Status, string Code, byte[] Body, string Type, (string, string)[] Headers)> Bodies = new()
    {
        ["no JSON"] = (400, "not-json", "{\"model\":"u8.ToArray(), JsonType, []),
        ["nothing"] = (400, "not-json", [], JsonType, []),
        ["an array"] = (400, "not-json", "[]"u8.ToArray(), JsonType, []),
        ["two documents"] = (400, "not-json", "{}{}"u8.ToArray(), JsonType, []),
        ["invalid UTF-8"] = (400, "not-utf8", [.. "{\"model\":\""u8, 0xC3, .. "\"}"u8], JsonType, []),
        ["half a surrogate pair"] = (400, "not-utf8", """{"model":"m","user":"\ud83d"}"""u8.ToArray(), JsonType, []),
        ["UTF-16"] = (400, "not-utf8", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray(), JsonType, []),
        ["a member twice"] = (400, "duplicate-member", """{"model":"m","user":"a","user":"b"}"""u8.ToArray(), JsonType, []),
        ["a member twice, once escaped"] = (400, "duplicate-member", """{"model":"m","us\u0065r":"a","user":"b"}"""u8.ToArray(), JsonType, []),
        ["too deep"] = (400, "too-deep", Encoding.UTF8.GetBytes($$"""{"model":"m","x":{{new string('[', 300)}}{{new string(']', 300)}}}"""), JsonType, []),
        ["too large"] = (413, "too-large", Encoding.UTF8.GetBytes($$"""{"model":"{{new string('m', 70_000)}}"}"""), JsonType, []),
        ["a bomb"] = (413, "too-large", Gzip(new byte[20_000_000]), JsonType, [("content-encoding", "gzip")]),
        ["no gzip"] = (415, "unsupported-media", "{\"model\":\"m\"}"u8.ToArray(), JsonType, [("content-encoding", "gzip")]),
        ["an unknown encoding"] = (415, "unsupported-media", "{}"u8.ToArray(), JsonType, [("content-encoding", "zstd")]),
        ["two encodings"] = (415, "unsupported-media", "{}"u8.ToArray(), JsonType, [("content-encoding", "gzip, gzip")]),
        ["plain text"] = (415, "unsupported-media", "{}"u8.ToArray(), "text/plain", []),
        ["a form"] = (415, "unsupported-media", "--x--"u8.ToArray(), "multipart/form-data; boundary=x", []),
        ["another charset"] = (415, "unsupported-media", "{}"u8.ToArray(), "application/json; charset=iso-8859-1", []),
        ["a picture"] = (422, "binary-blocked",
            """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]}"""u8.ToArray(), JsonType, []),
        ["a reply that comes later"] = (404, "not-served", """{"model":"m","input":"x","background":true}"""u8.ToArray(), JsonType, []),
        ["a header that is no id"] = (400, "invalid-header", "{}"u8.ToArray(), JsonType, [("x-eventagents-session", "Ada Lovelace")]),
        ["a header that is no name"] = (400, "invalid-header", "{}"u8.ToArray(), JsonType, [("x-eventagents-agent", Mail)]),
        ["an upgrade"] = (404, "not-served", "{}"u8.ToArray(), JsonType, [("Connection", "Upgrade"), ("Upgrade", "websocket")]),
    };

    private static readonly SeededScanner Scanner = new((EntityType.Email, Mail));

    public static TheoryData<string> BodyNames => [.. Bodies.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(BodyNames))]
    public async Task A_body_that_cannot_be_read_is_refused(string name)
    {
        var (status, code, body, type, headers) = Bodies[name];
        await using var guard = await GuardServer.StartAsync(Scanner, options => options.MaxRequestBytes = 65_536);
        var path = name == "a reply that comes later" ? "/openai/v1/responses" : Requests.Chat;
        using var reply = await guard.Client.SendAsync(Requests.Post(path, body, type, headers), Cancellation);
        await AssertRefusedAsync(guard, reply, status, code);
    }

    [Theory]
    [InlineData("POST", "/"), InlineData("POST", "/openai/v1/audio/transcriptions"), InlineData("POST", "/openai/v1/files"),
        InlineData("POST", "/openai/v1/batches")]
    [InlineData("GET", "/openai/v1/responses/resp_1"), InlineData("GET", "/openai/v1/chat/completions"), InlineData("POST", "/openai/v1/chat/completions/"),
        InlineData("POST", "/openai/v1/chat/completions/c/messages")]
    [InlineData("POST", "/openai/v1/realtime"), InlineData("DELETE", "/openai/v1/models"), InlineData("HEAD", "/openai/v1/models"),
        InlineData("PUT", "/openai/v1/chat/completions")]
    [InlineData("POST", "/anthropic/v1/messages/batches"), InlineData("POST", "/anthropic/v1/complete"), InlineData("POST", "/openrouter/api/v1/responses"),
        InlineData("GET", "/openrouter/api/v1/generation")]
    [InlineData("POST", "/openai/v1/../../etc"), InlineData("POST", "/openai/v1/chat%2Fcompletions"), InlineData("POST", "/OPENAI/v1/chat/completions"),
        InlineData("POST", "/builtin/v1/chat/completions")]
    [InlineData("POST", "/openai/v1/chat/completions?user=ada@example.com"), InlineData("GET", "/openai/v1/models?beta=Ada%20Lovelace"),
        InlineData("GET", "/openai/v1/models?x=1")]
    public async Task A_path_or_query_that_is_not_served_is_refused(string method, string path)
    {
        await using var guard = await GuardServer.StartAsync(Scanner);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = new StringContent(Requests.ChatBody("hello"), Encoding.UTF8, JsonType);
        using var reply = await guard.Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Equal(0, guard.Upstream.BytesReceived);
    }

    [Fact]
    public async Task The_refusal_of_an_unknown_path_lists_what_is_served()
    {
        await using var guard = await GuardServer.StartAsync(Scanner);
        using var reply = await guard.Client.GetAsync("/v2", Cancellation);
        var text = await reply.Content.ReadAsStringAsync(Cancellation);
        Assert.All((string[])["POST /openai/v1/responses", "POST /v1/chat/completions", "POST /v1/messages", "POST /openrouter/api/v1/completions",
            "GET /anthropic/v1/models"], path => Assert.Contains(path, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_detector_that_fails_refuses_the_call_and_tells_nothing_of_the_text()
    {
        await using var guard = await GuardServer.StartAsync(new FailingScanner());
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody(Mail)), Cancellation);
        Assert.DoesNotContain(Mail, await AssertRefusedAsync(guard, reply, 503, "detector-failed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_is_known_to_be_down_refuses_every_call()
    {
        await using var guard = await GuardServer.StartAsync(Scanner);
        guard.Host.IsDown = true;
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        await AssertRefusedAsync(guard, reply, 503, "log-unavailable");
    }

    [Fact]
    public async Task Strict_mode_refuses_a_finding()
    {
        await using var guard = await GuardServer.StartAsync(Scanner);
        guard.Host.Policy = GuardPolicy.Default with { Mode = GuardMode.Strict };
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody($"I am {Mail}")), Cancellation);
        Assert.DoesNotContain(Mail, await AssertRefusedAsync(guard, reply, 422, "strict-finding"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_that_the_policy_blocks_refuses_the_call()
    {
        await using var guard = await GuardServer.StartAsync(Scanner);
        guard.Host.Policy = GuardPolicy.Default.With(EntityType.Email, EntityAction.Block);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody($"I am {Mail}")), Cancellation);
        await AssertRefusedAsync(guard, reply, 422, "entity-blocked");
    }

    [Fact]
    public async Task A_budget_that_is_used_up_refuses_calls_and_says_when_it_resets()
    {
        await using var guard = await GuardServer.StartAsync(Scanner);
        guard.Host.Spent = new SpentBudget("tenant tokens", DateTimeOffset.UtcNow.AddHours(1));
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        Assert.Contains($"resets at {guard.Host.Spent.ResetsAt:yyyy-MM-ddTHH:mm:ss}Z", await AssertRefusedAsync(guard, reply, 429, "budget-exceeded"),
            StringComparison.Ordinal);
        Assert.InRange(reply.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 59, 61);
    }

    [Fact]
    public async Task A_model_that_the_settings_do_not_name_is_refused()
    {
        await using var guard = await GuardServer.StartAsync(Scanner, options => options.Providers["openai"].Models.Add("gpt-4"));
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        await AssertRefusedAsync(guard, reply, 404, "model-not-served");
    }

    [Fact]
    public async Task Anthropic_callers_get_their_own_shape_of_error()
    {
        await using var guard = await GuardServer.StartAsync(Scanner);
        using var reply = await guard.Client.SendAsync(Requests.Post("/anthropic/v1/messages", "[]"), Cancellation);
        Assert.StartsWith("""{"type":"error","error":{"type":"invalid_request_error","message":""", await reply.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal);
        Assert.Equal(0, guard.Upstream.BytesReceived);
    }

    private static async Task<string> AssertRefusedAsync(GuardServer guard, HttpResponseMessage reply, int status, string code)
    {
        var text = await reply.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal((status, 0), ((int)reply.StatusCode, guard.Upstream.BytesReceived));
        Assert.StartsWith("{\"error\":{\"message\":\"EventAgents guard: ", text, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", text, StringComparison.Ordinal);
        Assert.Equal("false", reply.Headers.GetValues("x-should-retry").Single());
        Assert.Equal(reply.Headers.GetValues("x-eventagents-call").Single(), guard.Host.Blocks.Single().Call.Id.ToString());
        Assert.Empty(guard.Host.Records);
        return text;
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(plain);
        return compressed.ToArray();
    }

    private sealed class FailingScanner : ITextScanner
    {
        public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings) =>
            throw new InvalidOperationException($"cannot read {text}");
    }
}
