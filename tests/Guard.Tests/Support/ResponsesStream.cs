using System.Text.Json;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Tests.Support;

internal sealed class ResponsesStream() : StreamDialect(LlmApi.Responses)
{
    public override bool HasTools => true;

    public override string Write(string[] text, string[] arguments)
    {
        var all = Quote(string.Concat(text));
        var call = Quote(string.Concat(arguments));
        var message = $$"""{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":{{all}},"annotations":[],"logprobs":[]}]}""";
        var tool = $$"""{"type":"function_call","id":"fc_1","call_id":"call_1","name":"send","arguments":{{call}}}""";
        return string.Concat(
        [
            Event("response.created", "\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\",\"output\":[]}"),
            Event("response.output_item.added", "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_1\",\"content\":[]}"),
            .. text.Select(t => Event("response.output_text.delta", $"\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":{Quote(t)},\"logprobs\":[]")),
            Event("response.output_text.done", $"\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"text\":{all},\"logprobs\":[]"),
            Event("response.content_part.done", $"\"output_index\":0,\"content_index\":0,\"part\":{{\"type\":\"output_text\",\"text\":{all}}}"),
            Event("response.output_item.done", $"\"output_index\":0,\"item\":{message}"),
            .. arguments.Select(a => Event("response.function_call_arguments.delta", $"\"item_id\":\"fc_1\",\"output_index\":1,\"delta\":{Quote(a)}")),
            Event("response.function_call_arguments.done", $"\"output_index\":1,\"name\":\"send\",\"arguments\":{call}"),
            Event("response.completed", $"\"response\":{{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[{message},{tool}],\"usage\":{{\"input_tokens\":12,\"output_tokens\":3,\"input_tokens_details\":{{\"cached_tokens\":4}}}}}}"),
        ]);
    }

    private static string Event(string type, string members) => $"event: {type}\ndata: {{\"type\":\"{type}\",\"sequence_number\":7,{members}}}\n\n";

    protected override void Read(JsonElement data, StreamContent content)
    {
        switch (data.GetProperty("type").GetString())
        {
            case "response.output_text.delta": content.AddText(data.GetProperty("delta").GetString()); break;
            case "response.function_call_arguments.delta": content.AddArguments(data.GetProperty("delta").GetString()); break;
            case "response.output_text.done":
                content.EndText();
                content.TextCopies.Add(data.GetProperty("text").GetString()!);
                break;
            case "response.content_part.done": content.TextCopies.Add(data.GetProperty("part").GetProperty("text").GetString()!); break;
            case "response.output_item.done": content.TextCopies.Add(TextOf(data.GetProperty("item"))); break;
            case "response.function_call_arguments.done":
                content.EndArguments();
                content.ArgumentCopies.Add(data.GetProperty("arguments").GetString()!);
                break;
            case "response.completed":
                var output = data.GetProperty("response").GetProperty("output");
                content.TextCopies.Add(TextOf(output[0]));
                content.ArgumentCopies.Add(output[1].GetProperty("arguments").GetString()!);
                break;
        }
    }

    private static string TextOf(JsonElement message) => message.GetProperty("content")[0].GetProperty("text").GetString()!;
}
