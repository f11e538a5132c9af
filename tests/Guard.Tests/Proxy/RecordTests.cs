using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>The record beside a call: written while the provider works, waited for before the first byte, and without it no reply.</summary>
public sealed class RecordTests
{
    private const string Mail = "ada@example.com";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_provider_works_while_the_record_is_written_and_the_reply_waits_for_it(bool isStream)
    {
        await using var guard = await StartAsync();
        var (recorded, replied) = (new TaskCompletionSource(), new TaskCompletionSource());
        guard.Host.OnRecord = _ => recorded.Task;
        guard.Upstream.Script = async (_, reply) =>
        {
            if (isStream) await reply.StreamAsync("data: {\"choices\":[]}\n\ndata: [DONE]\n\n");
            else await reply.JsonAsync("{}");
            replied.SetResult();
        };
        var call = guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello", isStream)), HttpCompletionOption.ResponseHeadersRead,
            Cancellation);
        await replied.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await Task.WhenAny(call, Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation));
        Assert.False(call.IsCompleted, "The reply began before the record was durable.");
        recorded.SetResult();
        using var reply = await call;
        Assert.Equal(200, (int)reply.StatusCode);
    }

    [Fact]
    public async Task A_log_that_fails_while_the_provider_works_stops_it_and_no_byte_of_the_reply_gets_out()
    {
        await using var guard = await StartAsync();
        var (arrived, closed) = (new TaskCompletionSource(), new TaskCompletionSource());
        guard.Host.OnRecord = async _ =>
        {
            await arrived.Task;
            throw new JournalException("gone");
        };
        guard.Upstream.Script = async (_, reply) =>
        {
            arrived.SetResult();
            await reply.ClosedByGuardAsync();
            closed.SetResult();
        };
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(1), Cancellation);
        Assert.Equal(503, (int)reply.StatusCode);
        Assert.Contains("log-unavailable", await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("log-unavailable", EventAgents.Guard.Protocols.ProviderErrors.SlugOf(guard.Host.Blocks.Single().Reason));
        Assert.Empty(guard.Host.Ends);
    }

    [Fact]
    public async Task A_record_that_fails_after_the_provider_replied_refuses_the_call_too()
    {
        await using var guard = await StartAsync();
        var replied = new TaskCompletionSource();
        guard.Host.OnRecord = async _ =>
        {
            await replied.Task;
            throw new JournalException("gone");
        };
        guard.Upstream.Script = async (_, reply) =>
        {
            await reply.JsonAsync("{\"secret\":1}");
            replied.SetResult();
        };
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        Assert.Equal(503, (int)reply.StatusCode);
        Assert.DoesNotContain("secret", await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_tells_counts_digests_and_labels_and_no_value()
    {
        await using var guard = await StartAsync(options =>
            options.Prices.Add(new PriceOptions { Model = "gpt-*", InputUsdPerMillion = 2, OutputUsdPerMillion = 8, CacheReadUsdPerMillion = 1 }));
        guard.Upstream.Script = (_, reply) =>
            reply.JsonAsync("""{"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":100,"prompt_tokens_details":{"cached_tokens":400}}}""");
        var session = Guid.NewGuid();
        var ended = guard.Host.NextEnd();
        using var reply = await guard.Client.SendAsync(
            Requests.Post(Requests.Chat, Requests.ChatBody($"{Mail} and {Mail}"), ("x-eventagents-session", session.ToString()),
                ("x-eventagents-agent", "coder-1")), Cancellation);

        var record = guard.Host.Records.Single();
        Assert.Equal(("coder-1", session), (record.Call.Labels.Agent, record.Call.Labels.SessionId));
        Assert.Equal([new EntityCount("EMAIL", EntityAction.Mask, 2)], record.Entities);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(guard.Upstream.Last.Body)), record.RequestCommitment);
        Assert.Equal(guard.Upstream.Last.Body.Length, record.RequestBytes);
        Assert.DoesNotContain(Mail, record.ToString(), StringComparison.Ordinal);

        var end = await ended;
        Assert.Equal(0.0012m + 0.0004m + 0.0008m, end.CostUsd);
        Assert.NotNull(end.TimeToFirstByte);
        Assert.Null(guard.Upstream.Last.Header("x-eventagents-session"));
        Assert.Null(guard.Upstream.Last.Header("x-eventagents-agent"));
    }

    private static Task<GuardServer> StartAsync(Action<GuardOptions>? configure = null) =>
        GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)), configure);
}
