using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>
/// An agent sends the restored reply back as history. It must mask to the bytes that the provider sent, or its prompt cache misses and its signed blocks break.
/// </summary>
public class ConversationTests
{
    private const int Turns = 10;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly GuardFixture _guard = new(Seeds.All);

    [Fact]
    public void Ten_turns_of_chat_mask_to_the_same_bytes()
    {
        Converse(LlmApi.ChatCompletions, """{"model":"m","messages":[{"role":"system","content":"Help Ada Lovelace."}]}""",
            (user, sentUser) => $$$"""{"role":"assistant","content":{{{Quote($"As {sentUser} says")}}},"tool_calls":[{"id":"call_1","type":"function","function":{"name":"send","arguments":{{{Quote(JsonSerializer.Serialize(new { to = sentUser, n = 1.5 }, Plain))}}}}}]}""",
            reply => $$"""{"choices":[{"index":0,"message":{{reply}},"finish_reason":"stop"}]}""",
            restored => restored["choices"]![0]!["message"]!);
    }

    [Fact]
    public void Ten_turns_of_messages_with_signed_thinking_mask_to_the_same_bytes()
    {
        Converse(LlmApi.Messages, """{"model":"m","max_tokens":9,"messages":[]}""",
            (user, sentUser) => $$$"""{"role":"assistant","content":[{"type":"thinking","thinking":{{{Quote($"The user is {sentUser}")}}},"signature":"c2ln"},{"type":"text","text":{{{Quote($"Yes, {sentUser}!")}}}},{"type":"tool_use","id":"toolu_1","name":"send","input":{"to":{{{Quote(sentUser)}}}}}]}""",
            reply => reply,
            restored => restored);
    }

    /// <summary>The provider's replies are written with what it was sent; the client appends what it was given.</summary>
    private void Converse(LlmApi api, string start, Func<string, string, string> answer, Func<string, string> wrap, Func<JsonNode, JsonNode> unwrap)
    {
        var request = JsonNode.Parse(start)!;
        var messages = request["messages"]!.AsArray();
        string[] provider = [];  // what the provider has seen and said, message by message
        for (var turn = 0; turn < Turns; turn++)
        {
            var user = $"turn {turn}: {Seeds.All[7 * turn % Seeds.All.Length].Value} and {Seeds.All[turn].Value}";
            messages.Add(new JsonObject { ["role"] = "user", ["content"] = user });
            var masked = _guard.Mask(request.ToJsonString(Plain), api);
            string[] sent = [.. JsonNode.Parse(masked.Body.Span)!["messages"]!.AsArray().Select(m => m!.ToJsonString(Plain))];
            Assert.Equal(provider, sent[..provider.Length]);

            var sentUser = (string)JsonNode.Parse(sent[^1])!["content"]!;
            Assert.DoesNotContain(Seeds.All[turn].Value, sentUser, StringComparison.Ordinal);
            var reply = answer(user, sentUser);
            provider = [.. sent, JsonNode.Parse(reply)!.ToJsonString(Plain)];
            messages.Add(unwrap(JsonNode.Parse(GuardFixture.Restore(wrap(reply), api, masked))!).DeepClone());
        }
        Assert.Contains(Seeds.All[0].Value, messages.ToJsonString(Plain), StringComparison.Ordinal);
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, Plain);
}
