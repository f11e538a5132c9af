using System.Text;

namespace EventAgents.Guard.Proxy.BuiltIn;

/// <summary>The built-in provider's streams. Pieces are short, so that placeholders are cut, as models cut them.</summary>
internal static class EchoStreams
{
    private const int PieceLength = 7;

    public static string Chat(Echo echo)
    {
        var stream = new StringBuilder();
        void Chunk(object[] choices, object? usage = null) => stream.Append("data: ").Append(EchoReplies.Json(
            new { id = "chatcmpl-builtin", @object = "chat.completion.chunk", created = 0, model = echo.Model, choices, usage })).Append("\n\n");

        Chunk([new { index = 0, delta = new { role = "assistant", content = "" }, finish_reason = (string?)null }]);
        foreach (var piece in Pieces(echo.Text)) Chunk([new { index = 0, delta = new { content = piece }, finish_reason = (string?)null }]);
        Chunk([new { index = 0, delta = new { }, finish_reason = "stop" }]);
        if (echo.WantsUsage) Chunk([], EchoReplies.ChatUsage(echo));
        return stream.Append("data: [DONE]\n\n").ToString();
    }

    public static string Messages(Echo echo)
    {
        var stream = new StringBuilder();
        void Event(string name, object data) => stream.Append("event: ").Append(name).Append("\ndata: ").Append(EchoReplies.Json(data)).Append("\n\n");

        var usage = new { input_tokens = echo.InputTokens, output_tokens = 0 };
        var message = new { id = "msg_builtin", type = "message", role = "assistant", model = echo.Model, content = Array.Empty<object>(), stop_reason = (string?)null, usage };
        Event("message_start", new { type = "message_start", message });
        Event("content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } });
        foreach (var text in Pieces(echo.Text)) Event("content_block_delta", new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text } });
        Event("content_block_stop", new { type = "content_block_stop", index = 0 });
        var end = new { stop_reason = "end_turn", stop_sequence = (string?)null };
        Event("message_delta", new { type = "message_delta", delta = end, usage = new { output_tokens = echo.OutputTokens } });
        Event("message_stop", new { type = "message_stop" });
        return stream.ToString();
    }

    private static IEnumerable<string> Pieces(string text)
    {
        for (int at = 0, length; at < text.Length; at += length)
        {
            length = Math.Min(PieceLength, text.Length - at);
            if (char.IsHighSurrogate(text[at + length - 1]) && at + length < text.Length) length++;
            yield return text.Substring(at, length);
        }
    }
}
