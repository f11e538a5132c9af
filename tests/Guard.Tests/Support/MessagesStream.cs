using System.Text.Json;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Tests.Support;

internal sealed class MessagesStream() : StreamDialect(LlmApi.Messages)
{
    public override bool HasTools => true;

    public override string Write(string[] text, string[] arguments) => string.Concat(
    [
        Event("message_start", "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":4,\"cache_creation_input_tokens\":3,\"output_tokens\":1}}"),
        Event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
        Event("ping", "\"x\":1"),
        .. text.Select(t => Event("content_block_delta", $"\"index\":0,\"delta\":{{\"type\":\"text_delta\",\"text\":{Quote(t)}}}")),
        Event("content_block_stop", "\"index\":0"),
        Event("content_block_start", "\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"send\",\"input\":{}}"),
        .. arguments.Select(a => Event("content_block_delta", $"\"delta\":{{\"partial_json\":{Quote(a)},\"type\":\"input_json_delta\"}},\"index\":1")),
        Event("content_block_stop", "\"index\":1"),
        Event("message_delta", "\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":3}"),
        Event("message_stop", "\"x\":1"),
    ]);

    private static string Event(string type, string members) => $"event: {type}\ndata: {{\"type\":\"{type}\",{members}}}\n\n";

    protected override void Read(JsonElement data, StreamContent content)
    {
        switch (data.GetProperty("type").GetString())
        {
            case "content_block_delta":
                var delta = data.GetProperty("delta");
                if (delta.TryGetProperty("text", out var text)) content.AddText(text.GetString());
                if (delta.TryGetProperty("partial_json", out var json)) content.AddArguments(json.GetString());
                break;
            case "content_block_stop" when data.GetProperty("index").GetInt32() == 0: content.EndText(); break;
            case "content_block_stop": content.EndArguments(); break;
        }
    }
}
