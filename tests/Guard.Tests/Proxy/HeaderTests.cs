using System.Net;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Credentials and headers: what reaches the provider, and what never does.</summary>
public sealed class HeaderTests
{
    private const string Mail = "ada@example.com";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_of_the_protocols_pass_and_all_others_stay()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));
        string[] passing = ["anthropic-version: 2023-06-01", "anthropic-beta: a,b", "openai-organization: org-1", "openai-project: p",
            "openai-beta: assistants=v2", "idempotency-key: k1", "x-title: T", "x-stainless-retry-count: 0", "user-agent: sdk/1"];
        string[] staying = ["cookie: sid=1", "x-forwarded-for: 192.0.2.1", "forwarded: for=192.0.2.1", "baggage: user=ada",
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "x-anything: 1", "content-md5: x"];
        using var reply = await guard.Client.SendAsync(Requests.Post(
            Requests.Chat, Requests.ChatBody("hello"), [.. passing.Concat(staying).Select(h => (h[..h.IndexOf(':')], h[(h.IndexOf(':') + 2)..]))]),
                Cancellation);

        var sent = guard.Upstream.Last;
        Assert.All(passing, header => Assert.Equal(header[(header.IndexOf(':') + 2)..], sent.Header(header[..header.IndexOf(':')])));
        Assert.All(staying, header => Assert.Null(sent.Header(header[..header.IndexOf(':')])));
        Assert.Equal("identity", sent.Header("accept-encoding"));
        Assert.Equal($"127.0.0.1:{guard.Upstream.Address.Port}", sent.Header("host"));
        Assert.Equal(sent.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), sent.Header("content-length"));
        Assert.DoesNotContain("forwarded", sent.Head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_header_with_a_finding_does_not_pass()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello"), ("x-title", $"for {Mail}"),
            ("http-referer", $"https://{Mail}/")), Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.DoesNotContain(Mail, guard.Upstream.Last.Head, StringComparison.Ordinal);
        Assert.Null(guard.Upstream.Last.Header("x-title"));
    }

    [Theory, InlineData("authorization", "Bearer sk-own"), InlineData("x-api-key", "sk-ant-own")]
    public async Task Without_a_key_of_ours_the_caller_s_own_goes_to_the_provider(string header, string value)
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner());
        using var reply = await guard.Client.SendAsync(Requests.Post("/anthropic/v1/messages", Requests.ChatBody("hello"), (header, value)), Cancellation);
        Assert.Equal(value, guard.Upstream.Last.Header(header));
        Assert.Equal("development", guard.Host.Records.Single().Call.Caller.Tenant);
    }

    [Theory]
    [InlineData("/openai/v1/chat/completions", "authorization", "Bearer provider-key")]
    [InlineData("/anthropic/v1/messages", "x-api-key", "provider-key")]
    [InlineData("/openrouter/api/v1/chat/completions", "authorization", "Bearer provider-key")]
    public async Task A_key_of_ours_is_exchanged_for_the_provider_s(string path, string header, string value)
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner(), options =>
            options.Providers.Values.ToList().ForEach(p => p.ApiKey = "provider-key"), requiresKey: true);
        foreach (var own in (string[])["authorization", "x-api-key"])
        {
            using var reply = await guard.Client.SendAsync(Requests.Post(path, Requests.ChatBody("hello"),
                (own, own == "authorization" ? $"Bearer {MemoryHost.MemberKey}" : MemoryHost.MemberKey)), Cancellation);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            Assert.Equal(value, guard.Upstream.Last.Header(header));
            Assert.DoesNotContain(MemoryHost.MemberKey, guard.Upstream.Last.Head, StringComparison.Ordinal);
            Assert.Equal("acme", guard.Host.Records.Last().Call.Caller.Tenant);
        }
    }

    [Fact]
    public async Task A_key_of_ours_never_reaches_a_provider_that_has_none()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner());
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello"),
            ("authorization", $"Bearer {MemoryHost.MemberKey}")), Cancellation);
        Assert.Null(guard.Upstream.Last.Header("authorization"));
    }

    [Theory]
    [InlineData(null, 401), InlineData("Bearer sk-own", 401), InlineData("Bearer ea_unknown", 401), InlineData("Basic ZWFfbWVtYmVy", 401),
        InlineData("Bearer ea_reviewer", 403)]
    public async Task Who_has_no_right_to_call_is_refused(string? authorization, int status)
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner(), requiresKey: true);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello"), authorization is null ? []
            : [("authorization", authorization)]), Cancellation);
        Assert.Equal((status, 0), ((int)reply.StatusCode, guard.Upstream.BytesReceived));
    }

    [Fact]
    public async Task An_unknown_key_of_ours_is_refused_even_where_none_is_needed()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner());
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello"), ("authorization", "Bearer ea_unknown")),
            Cancellation);
        Assert.Equal((401, 0), ((int)reply.StatusCode, guard.Upstream.BytesReceived));
    }
}
