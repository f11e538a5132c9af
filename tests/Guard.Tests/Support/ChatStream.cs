using System.Text.Json;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Tests.Support;

internal sealed class ChatStream(LlmApi api) : StreamDialect(api)
{
    public override bool HasTools => true;

    public override string Write(string[] text, string[] arguments) => string.Concat(
    [
        ": OPENROUTER PROCESSING\n\n",
        Chunk("""{"role":"assistant","content":"","refusal":null}"""),
        .. text.Select(t => Chunk($"{{\"content\":{Quote(t)}}}")),
        Chunk("""{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"send","arguments":""}}]}"""),
        .. arguments.Select(a => Chunk($"{{\"tool_calls\":[{{\"function\":{{\"arguments\":{Quote(a)}}},\"index\":0}}]}}")),
        Chunk("{}", finish: "\"tool_calls\""),
        "data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"prompt_tokens_details\":{\"cached_tokens\":4}}}\n\n",
        "data: [DONE]\n\n",
    ]);

    private static string Chunk(string delta, string finish = "null") =>
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish + ",\"index\":0}],\"obfuscation\":\"x9\"}\n\n";

    protected override void Read(JsonElement data, StreamContent content)
    {
        foreach (var choice in data.GetProperty("choices").EnumerateArray())
        {
            var delta = choice.GetProperty("delta");
            if (delta.TryGetProperty("content", out var text)) content.AddText(text.GetString());
            if (delta.TryGetProperty("tool_calls", out var calls)) content.AddArguments(calls[0].GetProperty("function").GetProperty("arguments").GetString());
            if (choice.GetProperty("finish_reason").ValueKind == JsonValueKind.Null) continue;
            content.EndText();
            content.EndArguments();
        }
    }
}
