using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>Texts that hold JSON: what their escapes say is what is looked at, whatever stands before the document and however many there are.</summary>
public class JsonInTextTests
{
    private const string Name = "J\u00fcrgen";

    [Theory]
    [InlineData("{\"name\":\"J\\u00fcrgen\"}")]
    [InlineData("\n {\"name\":\"J\\u00fcrgen\"}")]
    [InlineData("{\"name\":\"J\\u00fcrgen\"}\n{\"name\":\"J\\u00fcrgen\"}\n")]
    [InlineData("[\"J\\u00fcrgen\"]\r\n[\"J\\u00fcrgen\"]")]
    public void A_value_written_with_escapes_is_found(string text)
    {
        var sent = GuardFixture.Text(new GuardFixture((EntityType.Person, Name)).Mask(BodyOf(text), LlmApi.ChatCompletions).Body);
        Assert.DoesNotContain("rgen", sent, StringComparison.Ordinal);
        Assert.Contains("PERSON_", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"age\": 42, \"path\": \"C:\\\\tmp\"}")]
    [InlineData("{\"age\": 42}")]
    public void A_short_number_in_a_text_is_text(string text)
    {
        var sent = GuardFixture.Text(new GuardFixture((EntityType.Age, "42")).Mask(BodyOf(text), LlmApi.ChatCompletions).Body);
        Assert.DoesNotContain("42", sent, StringComparison.Ordinal);
        Assert.Contains("AGE_", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_JSON_in_tool_arguments_are_restored_line_by_line()
    {
        const string original = "a \"quoted\" name";
        var request = new GuardFixture((EntityType.Person, original)).Mask(BodyOf(original), LlmApi.ChatCompletions);
        var sent = JsonNode.Parse(request.Body.ToArray())!["messages"]![0]!["content"]!.GetValue<string>();
        var dialect = StreamDialect.All["openai chat"];
        var arguments = JsonSerializer.Serialize(new { content = "{\"a\":1}\n{\"note\":\"" + sent + "\"}\n" });
        var read = dialect.Read(GuardFixture.RestoreStream(dialect.Write([arguments], [arguments]), dialect.Api, request.Map, pieceBytes: 7));
        var lines = JsonNode.Parse(read.Arguments)!["content"]!.GetValue<string>().Split('\n');
        Assert.Equal(original, JsonNode.Parse(lines[1])!["note"]!.GetValue<string>());
    }

    private static string BodyOf(string text) =>
        new JsonObject { ["model"] = "m", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }) }.ToJsonString();
}
