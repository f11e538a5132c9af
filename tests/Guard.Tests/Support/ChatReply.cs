using System.Text;
using System.Text.Json;

namespace EventAgents.Guard.Tests.Support;

/// <summary>Reads a chat stream as a client does: what comes after a choice's finish does not count.</summary>
internal sealed class ChatReply
{
    private readonly StringBuilder _content = new();
    private readonly SortedDictionary<int, StringBuilder> _arguments = [];

    public string Content => _content.ToString();

    public string[] Arguments => [.. _arguments.Values.Select(a => a.ToString())];

    public string? Finish { get; private set; }

    public static ChatReply Read(string stream)
    {
        var reply = new ChatReply();
        foreach (var line in stream.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal)))
        {
            using var chunk = JsonDocument.Parse(line[6..]);
            foreach (var choice in chunk.RootElement.GetProperty("choices").EnumerateArray()) reply.Add(choice);
        }
        return reply;
    }

    private void Add(JsonElement choice)
    {
        if (Finish is not null) return;
        var delta = choice.GetProperty("delta");
        if (delta.TryGetProperty("content", out var content)) _content.Append(content.GetString());
        if (delta.TryGetProperty("tool_calls", out var calls))
        {
            foreach (var call in calls.EnumerateArray())
            {
                var index = call.GetProperty("index").GetInt32();
                if (!_arguments.TryGetValue(index, out var arguments)) _arguments[index] = arguments = new StringBuilder();
                arguments.Append(call.GetProperty("function").GetProperty("arguments").GetString());
            }
        }
        if (choice.TryGetProperty("finish_reason", out var finish)) Finish = finish.GetString();
    }
}
