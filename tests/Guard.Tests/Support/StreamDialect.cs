using System.Text.Json;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Tests.Support;

/// <summary>How one protocol streams a text and a tool call: writes the events that a provider would, and reads them as a client does.</summary>
internal abstract class StreamDialect(LlmApi api)
{
    public static readonly IReadOnlyDictionary<string, StreamDialect> All = new Dictionary<string, StreamDialect>
    {
        ["openai chat"] = new ChatStream(LlmApi.ChatCompletions),
        ["openrouter chat"] = new ChatStream(LlmApi.OpenRouterChat),
        ["openai completions"] = new CompletionsStream(),
        ["openai responses"] = new ResponsesStream(),
        ["anthropic messages"] = new MessagesStream(),
    };

    public LlmApi Api { get; } = api;

    public abstract bool HasTools { get; }

    /// <summary>A whole reply: the text in pieces, then the arguments of one tool call in pieces.</summary>
    public abstract string Write(string[] text, string[] arguments);

    /// <summary>What a client has collected when the text's and the call's ends are announced, and every terminal copy beside it.</summary>
    public StreamContent Read(string stream)
    {
        var content = new StreamContent();
        foreach (var line in stream.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal)))
        {
            using var data = JsonDocument.Parse(line[6..]);
            Read(data.RootElement, content);
        }
        return content;
    }

    protected abstract void Read(JsonElement data, StreamContent content);

    protected static string Quote(string text) => JsonSerializer.Serialize(text);
}
