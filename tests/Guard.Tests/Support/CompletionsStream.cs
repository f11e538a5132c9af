using System.Text.Json;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Tests.Support;

internal sealed class CompletionsStream() : StreamDialect(LlmApi.Completions)
{
    public override bool HasTools => false;

    public override string Write(string[] text, string[] arguments) => string.Concat(
        [.. text.Select(t => Chunk(Quote(t), "null")), Chunk("\"\"", "\"stop\""), "data: [DONE]\n\n"]);

    private static string Chunk(string text, string finish) =>
        "data: {\"id\":\"c1\",\"object\":\"text_completion\",\"choices\":[{\"text\":" + text + ",\"index\":0,\"logprobs\":null,\"finish_reason\":" + finish + "}],\"model\":\"m\"}\n\n";

    protected override void Read(JsonElement data, StreamContent content)
    {
        var choice = data.GetProperty("choices")[0];
        content.AddText(choice.GetProperty("text").GetString());
        if (choice.GetProperty("finish_reason").ValueKind != JsonValueKind.Null) content.EndText();
    }
}
