using System.Collections.Concurrent;
using System.Diagnostics;
using EventAgents.Guard.Proxy;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>The span of a call: what OpenTelemetry's conventions for generative AI want of it, and nothing that was said.</summary>
public sealed class SpanTests
{
    private const string Mail = "ada@example.com";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/openai/v1/chat/completions", "openai", "chat"), InlineData("/openai/v1/responses", "openai", "chat"), InlineData("/anthropic/v1/messages", "anthropic", "chat"),
        InlineData("/openai/v1/completions", "openai", "text_completion"), InlineData("/openai/v1/embeddings", "openai", "embeddings"),
        InlineData("/openrouter/api/v1/chat/completions", "openrouter", "chat")]
    public async Task A_call_has_a_span_with_names_and_counts(string path, string provider, string operation)
    {
        var (span, port) = await CallAsync(path, (_, reply) => reply.JsonAsync("""{"id":"r","usage":{"prompt_tokens":12,"input_tokens":12,"completion_tokens":3,"output_tokens":3}}"""));
        Assert.Equal(($"{operation} gpt-5", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal((operation, provider, "gpt-5"), (span.GetTagItem("gen_ai.operation.name"), span.GetTagItem("gen_ai.provider.name"), span.GetTagItem("gen_ai.request.model")));
        Assert.Equal(12L, span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(("127.0.0.1", port), (span.GetTagItem("server.address"), span.GetTagItem("server.port")));
        Assert.True((double)span.GetTagItem("gen_ai.response.time_to_first_chunk")! > 0);
        Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains(Mail, StringComparison.Ordinal));
        Assert.Empty(span.Events);
    }

    [Theory]
    [InlineData("/openai/v1/chat/completions", "max_completion_tokens"), InlineData("/openai/v1/responses", "max_output_tokens"), InlineData("/anthropic/v1/messages", "max_tokens")]
    public async Task A_span_tells_how_the_model_was_steered_and_no_number_that_steers_none(string path, string limit)
    {
        var (span, _) = await CallAsync(path, (_, reply) => reply.JsonAsync("{}"), $$"""
            "{{limit}}":256,"temperature":0.5,"top_p":0.9,"metadata":{"temperature":"9"},"reasoning":{"max_tokens":77},
            """);
        Assert.Equal((256L, 0.5, 0.9),
            (span.GetTagItem("gen_ai.request.max_tokens"), span.GetTagItem("gen_ai.request.temperature"), span.GetTagItem("gen_ai.request.top_p")));
        var (odd, _) = await CallAsync(path, (_, reply) => reply.JsonAsync("{}"), $"\"{limit}\":12125550142,\"temperature\":12125550142,");
        Assert.DoesNotContain(odd.TagObjects, tag => $"{tag.Value}".Contains("2125550142", StringComparison.Ordinal));
    }

    public static TheoryData<string, string, string[]> Replies => new()
    {
        { "/openai/v1/chat/completions", """{"id":"r-1","model":"gpt-5-mini","choices":[{"finish_reason":"stop"},{"finish_reason":"length"},{"finish_reason":"stop"}]}""", ["stop", "length"] },
        { "/openai/v1/chat/completions", "data: {\"id\":\"r-1\",\"model\":\"gpt-5-mini\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"id\":\"r-1\",\"model\":\"gpt-5-mini\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n", ["tool_calls"] },
        { "/openai/v1/responses", """{"id":"r-1","model":"gpt-5-mini","status":"incomplete","output":[{"id":"msg","status":"completed"}]}""", ["incomplete"] },
        { "/openai/v1/responses", "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"r-1\",\"model\":\"gpt-5-mini\",\"status\":\"in_progress\"}}\n\nevent: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"r-1\",\"model\":\"gpt-5-mini\",\"status\":\"completed\"}}\n\n", ["completed"] },
        { "/anthropic/v1/messages", """{"id":"r-1","model":"gpt-5-mini","stop_reason":"end_turn","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]}""", ["end_turn"] },
        { "/anthropic/v1/messages", "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"r-1\",\"model\":\"gpt-5-mini\",\"stop_reason\":null}}\n\nevent: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}\n\n", ["tool_use"] },
        { "/openai/v1/embeddings", """{"object":"list","model":"gpt-5-mini","id":"r-1","data":[]}""", [] },
    };

    [Theory, MemberData(nameof(Replies))]
    public async Task A_span_tells_which_model_replied_and_why_it_stopped(string path, string answer, string[] reasons)
    {
        var (span, _) = await CallAsync(path, (_, reply) => answer.StartsWith('{') ? reply.JsonAsync(answer) : reply.StreamAsync(answer, pieceBytes: 9));
        Assert.Equal(("r-1", "gpt-5-mini"), (span.GetTagItem("gen_ai.response.id"), span.GetTagItem("gen_ai.response.model")));
        Assert.Equal(reasons, span.GetTagItem("gen_ai.response.finish_reasons") ?? Array.Empty<string>());
    }

    [Fact]
    public async Task A_span_tells_nothing_personal_that_a_reply_says_about_itself()
    {
        var (span, _) = await CallAsync(
            Requests.Chat, (_, reply) => reply.JsonAsync($$"""{"id":"{{Mail}}","model":"m-{{Mail}}","choices":[{"finish_reason":"as {{Mail}} said"},{"finish_reason":"{{Mail}}"}]}"""));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Key.StartsWith("gen_ai.response.", StringComparison.Ordinal) && tag.Value is string or string[]);
        Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains("ada", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_fails_has_a_span_that_says_so()
    {
        var (refused, _) = await CallAsync(Requests.Chat, (_, reply) => reply.JsonAsync($"{{\"error\":{{\"message\":\"{Mail}\"}}}}", 429));
        Assert.Equal(("429", ActivityStatusCode.Error), (refused.GetTagItem("error.type"), refused.Status));
        Assert.DoesNotContain(refused.TagObjects, tag => $"{tag.Value}".Contains(Mail, StringComparison.Ordinal));
    }

    private static async Task<(Activity Span, int Port)> CallAsync(string path, Func<UpstreamRequest, UpstreamReply, Task> script, string settings = "")
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GuardMetrics.MeterName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));
        guard.Upstream.Script = script;
        var end = guard.Host.NextEnd();
        using var reply = await guard.Client.SendAsync(
            Requests.Post(path, $$"""{"model":"gpt-5",{{settings}}"input":"{{Mail}}","prompt":"{{Mail}}","messages":[{"role":"user","content":"{{Mail}}"}]}"""), Cancellation);
        var id = (await end).Call.Id.ToString();
        Activity? own;
        while ((own = ended.FirstOrDefault(span => Equals(span.GetTagItem("eventagents.call.id"), id))) is null) await Task.Delay(5, Cancellation);
        return (own, guard.Upstream.Address.Port);
    }
}
