using System.ClientModel;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;
using OpenAI;
using OpenAI.Chat;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>The official OpenAI client for .NET before the guard: nothing but its endpoint is changed.</summary>
public sealed class OpenAiClientTests : IAsyncLifetime
{
    private const string Mail = "ada@example.com";

    private GuardServer _guard = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));

    public ValueTask DisposeAsync() => _guard.DisposeAsync();

    [Fact]
    public async Task A_chat_with_a_tool_call_comes_back_with_the_true_arguments()
    {
        _guard.Upstream.Script = (request, reply) => reply.JsonAsync($$$"""
            {"id":"c","object":"chat.completion","created":1,"model":"gpt-5","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
             "tool_calls":[{"id":"call_1","type":"function","function":{"name":"send_mail","arguments":"{\"to\":\"{{{PlaceholderIn(request.Text)}}}\"}"}}]}}],
             "usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}
            """);
        var tool = ChatTool.CreateFunctionTool("send_mail", "Sends a mail",
            BinaryData.FromString("""{"type":"object","properties":{"to":{"type":"string"}}}"""));
        var completion = (await Chat()
            .CompleteChatAsync([new UserChatMessage($"Mail {Mail}")], new ChatCompletionOptions { Tools = { tool } }, Cancellation)).Value;

        using var arguments = JsonDocument.Parse(completion.ToolCalls.Single().FunctionArguments);
        Assert.Equal(Mail, arguments.RootElement.GetProperty("to").GetString());
        Assert.Equal(9, completion.Usage.InputTokenCount);
        Assert.DoesNotContain(Mail, _guard.Upstream.Last.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_streamed_chat_comes_back_restored_and_without_the_usage_that_it_did_not_ask_for()
    {
        _guard.Upstream.Script = (request, reply) =>
        {
            var placeholder = PlaceholderIn(request.Text);
            return reply.StreamAsync(StreamDialect.All["openai chat"].Write(["Hello ", placeholder[..9], placeholder[9..], "!"], ["{}"]), pieceBytes: 50);
        };
        var text = "";
        await foreach (var update in Chat().CompleteChatStreamingAsync([new UserChatMessage($"I am {Mail}")], cancellationToken: Cancellation))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
        }
        Assert.Equal($"Hello {Mail}!", text);
    }

    [Fact]
    public async Task Embeddings_come_back_as_numbers()
    {
        _guard.Upstream.Script = (_, reply) =>
            reply.JsonAsync("""{"object":"list","model":"e","data":[{"object":"embedding","index":0,"embedding":"AACAPwAAAEA="}],"usage":{"prompt_tokens":1,"total_tokens":1}}""");
        var embedding = await Client().GetEmbeddingClient("e").GenerateEmbeddingAsync($"about {Mail}", cancellationToken: Cancellation);
        Assert.Equal([1f, 2f], embedding.Value.ToFloats().ToArray());
        Assert.DoesNotContain(Mail, _guard.Upstream.Last.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_raised_once_with_its_status_and_reason()
    {
        _guard.Host.Policy = GuardPolicy.Default with { Mode = GuardMode.Strict };
        var failure = await Assert.ThrowsAsync<ClientResultException>(() =>
            Chat().CompleteChatAsync([new UserChatMessage(Mail)], cancellationToken: Cancellation));
        Assert.Equal(422, failure.Status);
        Assert.Contains("strict mode refuses what was found", failure.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (_guard.Host.Blocks.Count, _guard.Upstream.BytesReceived));
    }

    [Fact]
    public async Task The_client_s_own_retries_reach_the_provider_as_often_as_without_the_guard()
    {
        _guard.Upstream.Script = (_, reply) => reply.JsonAsync("""{"error":{"message":"busy","type":"server_error"}}""", 503, "retry-after-ms: 1");
        var failure = await Assert.ThrowsAsync<ClientResultException>(() =>
            Chat().CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancellation));
        var through = _guard.Upstream.Requests.Count;
        _guard.Upstream.Requests.Clear();
        await Assert.ThrowsAsync<ClientResultException>(() =>
            Client(_guard.Upstream.Address).GetChatClient("m").CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancellation));
        Assert.Equal((503, _guard.Upstream.Requests.Count), (failure.Status, through));
    }

    private static string PlaceholderIn(string body) => body.Substring(body.IndexOf("EMAIL_", StringComparison.Ordinal), 18);

    private ChatClient Chat() => Client().GetChatClient("gpt-5");

    private OpenAIClient Client() => Client(new Uri(_guard.Address, "/openai"));

    private static OpenAIClient Client(Uri server) =>
        new(new ApiKeyCredential("sk-test"), new OpenAIClientOptions { Endpoint = new Uri($"{server.ToString().TrimEnd('/')}/v1") });
}
