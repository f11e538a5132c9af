using System.Text.Json;

namespace EventAgents.Guard.Proxy.BuiltIn;

/// <summary>What the built-in provider says to a request.</summary>
/// <param name="Model">The model that was asked for.</param>
/// <param name="Text">The answer.</param>
/// <param name="InputTokens">Words of the request, in place of tokens.</param>
/// <param name="IsStream">Whether it is to be streamed.</param>
/// <param name="WantsUsage">Whether a chat's stream is to end with its usage.</param>
internal sealed record Echo(string Model, string Text, int InputTokens, bool IsStream, bool WantsUsage)
{
    private const string Greeting = "This is EventAgents' built-in provider, no model. ";

    /// <summary>Words of the answer, in place of tokens.</summary>
    public int OutputTokens => Words(Text);

    /// <summary>
    /// Answers a request's last message. It is said twice, the second time with a blank behind each underscore, which no placeholder has: so a reader sees
    /// both what came back and what had left.
    /// </summary>
    public static Echo Of(ReadOnlyMemory<byte> body, string model)
    {
        using var request = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        var root = request.RootElement;
        var last = LastMessage(root);
        var text = $"{Greeting}You said: {last} What left this machine: {Spelled(last)}";
        return new Echo(TextOf(root, "model") ?? model, text, Words(root.GetRawText()), IsTrue(root, "stream"),
            root.TryGetProperty("stream_options", out var o) && IsTrue(o, "include_usage"));
    }

    private static string LastMessage(JsonElement root)
    {
        if (!root.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            return "nothing.";
        }
        var message = messages[messages.GetArrayLength() - 1];
        if (!message.TryGetProperty("content", out var content)) return "nothing.";
        if (content.ValueKind == JsonValueKind.String) return content.GetString()!;
        return content.ValueKind == JsonValueKind.Array
            ? string.Join(' ', content.EnumerateArray().Select(part => TextOf(part, "text")).OfType<string>())
            : "nothing.";
    }

    private static string Spelled(string text) => text.Replace("_", "_ ", StringComparison.Ordinal);

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static bool IsTrue(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
