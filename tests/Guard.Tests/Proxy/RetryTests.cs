using EventAgents.Guard.Proxy;
using EventAgents.Guard.Tests.Support;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>A call is sent again only where nothing of it can have had an effect, and only as often as the settings say.</summary>
public sealed class RetryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, 0, "0", 1), InlineData(429, 2, "0", 3), InlineData(503, 1, "0", 2), InlineData(503, 2, null, 1), InlineData(429, 2, "9", 1),
        InlineData(500, 2, "0", 1), InlineData(408, 2, "0", 1)]
    public async Task A_reply_that_asks_for_patience_is_asked_for_again_as_often_as_set(int status, int retries, string? retryAfter, int calls)
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner(), options => options.Retries = retries);
        guard.Upstream.Script = (_, reply) => reply.JsonAsync("{\"error\":{}}", status, retryAfter is null ? [] : [$"retry-after: {retryAfter}"]);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        Assert.Equal((status, calls), ((int)reply.StatusCode, guard.Upstream.Requests.Count));
        Assert.Single(guard.Upstream.Requests.Select(r => r.Text).Distinct());
        Assert.Single(guard.Host.Records);
        Assert.Equal(retryAfter, reply.Headers.TryGetValues("retry-after", out var told) ? told.Single() : null);
    }

    [Fact]
    public async Task A_call_that_succeeds_at_the_second_attempt_is_answered_as_if_at_the_first()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner(), options => options.Retries = 1);
        guard.Upstream.Script = (_, reply) =>
            guard.Upstream.Requests.Count == 1 ? reply.JsonAsync("{}", 503, "retry-after: 0") : reply.JsonAsync("{\"id\":\"c\"}");
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        Assert.Equal((200, "{\"id\":\"c\"}"), ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync(Cancellation)));
    }

    [Theory, InlineData(0), InlineData(2)]
    public async Task A_provider_that_cannot_be_reached_is_told_in_the_caller_s_dialect(int retries)
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner(), options =>
        {
            options.Retries = retries;
            options.Providers["anthropic"].BaseUrl = new Uri("http://127.0.0.1:1");
        });
        var ended = guard.Host.NextEnd();
        using var reply = await guard.Client.SendAsync(Requests.Post("/anthropic/v1/messages", """{"model":"m","messages":[]}"""), Cancellation);
        Assert.Equal(502, (int)reply.StatusCode);
        Assert.Equal("false", reply.Headers.GetValues("x-should-retry").Single());
        Assert.Contains("\"error_code\":\"upstream-unavailable\"", await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(CallOutcome.UpstreamFailed, (await ended).Outcome);
    }

    [Fact]
    public async Task A_caller_that_leaves_while_a_retry_is_waited_for_ends_the_call()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner(), options => options.Retries = 1);
        var replied = new TaskCompletionSource();
        guard.Upstream.Script = async (_, reply) =>
        {
            await reply.JsonAsync("{}", 503, "retry-after: 5");
            replied.SetResult();
        };
        var ended = guard.Host.NextEnd();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var call = guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), leave.Token);
        await replied.Task.WaitAsync(Cancellation);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(CallOutcome.ClientAborted, (await ended).Outcome);
        Assert.Single(guard.Upstream.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_request_was_sent_is_not_tried_again()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner(), options => options.Retries = 3);
        guard.Upstream.Script = (_, reply) =>
        {
            reply.Reset();
            return Task.CompletedTask;
        };
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody("hello")), Cancellation);
        Assert.Equal((502, 1), ((int)reply.StatusCode, guard.Upstream.Requests.Count));
    }
}
