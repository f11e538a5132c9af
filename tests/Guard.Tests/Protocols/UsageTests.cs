using System.Buffers;
using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;

namespace EventAgents.Guard.Tests.Protocols;

public class UsageTests
{
    [Theory]
    [InlineData("""{"model":"m","stream":true}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream":true,"stream_options":null }""", """{"stream":true,"stream_options":{"include_usage":true} }""")]
    [InlineData("""{"stream_options": { }, "stream":true}""", """{"stream_options": {"include_usage":true }, "stream":true}""")]
    [InlineData("""{"stream_options":{"include_obfuscation":false},"stream":true}""", """{"stream_options":{"include_usage":true,"include_obfuscation":false},"stream":true}""")]
    [InlineData("""{"stream_options":{"include_usage":false},"stream":true}""", """{"stream_options":{"include_usage":true},"stream":true}""")]
    [InlineData("""{"stream":true,"stream_options":{"include_usage":true}}""", null)]
    [InlineData("""{"stream":false}""", null)]
    [InlineData("""{"unknown":{"stream":true}}""", null)]
    public void A_stream_is_asked_for_its_usage(string body, string? sent)
    {
        var masked = new GuardFixture().Mask(body, LlmApi.ChatCompletions);
        Assert.Equal(sent ?? body, GuardFixture.Text(masked.Body));
        Assert.Equal(sent is not null, masked.HidesUsage);
        Assert.Equal(body, GuardFixture.Text(new GuardFixture().Mask(body, LlmApi.OpenRouterChat).Body));  // always tells
    }

    [Fact]
    public void A_usage_chunk_that_only_the_guard_asked_for_is_dropped_and_read()
    {
        var stream = StreamDialect.All["openai chat"].Write(["Hi"], []);
        var chunk = stream[stream.IndexOf("data: {\"id\":\"c1\",\"choices\":[],", StringComparison.Ordinal)..stream.IndexOf("data: [DONE]", StringComparison.Ordinal)];
        Assert.Equal(stream.Replace(chunk, "", StringComparison.Ordinal), GuardFixture.RestoreStream(stream, LlmApi.ChatCompletions, RestoreMap.Empty, 11, hidesUsage: true));
        Assert.Equal(stream, GuardFixture.RestoreStream(stream, LlmApi.ChatCompletions, RestoreMap.Empty, 11));
    }

    [Theory]
    [InlineData("openai chat", 12, 3, 4, null)]
    [InlineData("openrouter chat", 12, 3, 4, null)]
    [InlineData("openai responses", 12, 3, 4, null)]
    [InlineData("anthropic messages", 12, 3, 4, 3)]  // 5 beside the cache, 4 read from it, 3 written to it
    public void A_streams_tokens_are_read(string name, int input, int output, int cached, int? written)
    {
        var dialect = StreamDialect.All[name];
        var restorer = new StreamRestorer(dialect.Api, RestoreMap.Empty, hidesUsage: false);
        restorer.Push(Encoding.UTF8.GetBytes(dialect.Write(["Hi"], [])), new ArrayBufferWriter<byte>());
        Assert.Equal(new TokenUsage(input, output, cached, written, Reasoning: null, Cost: null), restorer.Summary.Usage);
    }

    [Theory]
    [InlineData("1e25")]
    [InlineData("9223372036854775807")]
    [InlineData("-3")]
    public void A_count_that_no_provider_can_mean_is_not_read(string count)
    {
        var reply = "{\"choices\":[],\"usage\":{\"prompt_tokens\":" + count + ",\"completion_tokens\":8,\"cost\":" + count + ",\"cache_read_input_tokens\":" + count + "}}";
        var usage = new TokenUsage(null, 8, null, null, null, null);
        Assert.Equal(usage, ReplyRestorer.Restore(Encoding.UTF8.GetBytes(reply), LlmApi.OpenRouterChat, RestoreMap.Empty, new ArrayBufferWriter<byte>()).Usage);
        var restorer = new StreamRestorer(LlmApi.OpenRouterChat, RestoreMap.Empty, hidesUsage: false);
        restorer.Push(Encoding.UTF8.GetBytes($"data: {reply}\n\n"), new ArrayBufferWriter<byte>());
        Assert.Equal(usage, restorer.Summary.Usage);
    }

    [Fact]
    public void A_replys_tokens_and_cost_are_read()
    {
        var reply = """{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":8,"total_tokens":17,"cost":0.00042,"completion_tokens_details":{"reasoning_tokens":5}}}"""u8;
        Assert.Equal(new TokenUsage(9, 8, null, null, 5, 0.00042m), ReplyRestorer.Restore(reply, LlmApi.OpenRouterChat, RestoreMap.Empty, new ArrayBufferWriter<byte>()).Usage);
        Assert.Equal(17, ReplyRestorer.Restore("""{"input_tokens":17}"""u8, LlmApi.CountTokens, RestoreMap.Empty, new ArrayBufferWriter<byte>()).Usage!.Input);
        Assert.Null(ReplyRestorer.Restore("""{"error":{"message":"x"}}"""u8, LlmApi.Messages, RestoreMap.Empty, new ArrayBufferWriter<byte>()).Usage);
    }
}
