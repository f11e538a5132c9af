using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Guard.Masking;
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

    /// <summary>The name of a member says what stands in it, however it is spelled.</summary>
    [Theory]
    [InlineData("openai chat", """{"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"§"}}]}]}""")]
    [InlineData("openai chat", """{"messages":[{"role":"tool","tool_call_id":"c","content":"§"}]}""")]
    public void A_label_written_with_escapes_is_read_as_it_reads_in_a_document_in_a_string(string api, string body)
    {
        const string document = """{\"F\\u00fchrerscheinnummer\": \"B072RRE2I55\", \"contrase\\u00f1a\": \"caballo77azul\", \"\\u5bc6\\u7801\": \"caballo78azul\"}""";
        AssertGone(api, body.Replace("§", document, StringComparison.Ordinal), "B072RRE2I55", "caballo77azul", "caballo78azul");
    }

    [Theory]
    [InlineData("anthropic messages", """{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"contrase\u00f1a":"hunter2horse"}}]}]}""")]
    [InlineData("openai chat", """{"messages":[],"metadata":{"p\u0061ssword":"hunter2horse"}}""")]
    [InlineData("openai chat", """{"messages":[],"metadata":{"p\u0061ssword":["hunter2horse"]}}""")]
    public void A_label_written_with_escapes_is_read_as_it_reads(string api, string body) => AssertGone(api, body, "hunter2horse");

    private static void AssertGone(string api, string body, params string[] values)
    {
        var guard = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new PiiTextScanner(PiiDetector.Shipped));
        var sent = GuardFixture.Text(guard.Mask(body, RequestTemplates.All[api].Api).Body);
        foreach (var value in values) Assert.DoesNotContain(value, sent, StringComparison.Ordinal);
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

    /// <summary>What may stand before a document and behind it.</summary>
    public static TheoryData<string, string> Around => new()
    {
        { "", "" }, { "Here is the record:\n```json\n", "\n```\nThanks, please check it." }, { "See [1] and {x}: ", "" }, { "He said \"go\". Data: ", "\nand so on" },
        { "~~~\n", "\n~~~" }, { "1. [ ] todo {\"\n", " rest" }, { "```json\n[1, 2,\n", "]\n```" },
    };

    [Theory, MemberData(nameof(Around))]
    public void A_value_with_escapes_in_a_document_within_prose_is_found_and_comes_back_exactly(string before, string behind)
    {
        foreach (var document in Documents)
        {
            var text = before + document + behind;
            var guard = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new PiiTextScanner(PiiDetector.Shipped));
            var request = guard.Mask(BodyOf(text), LlmApi.ChatCompletions);
            var sent = JsonNode.Parse(request.Body.ToArray())!["messages"]![0]!["content"]!.GetValue<string>();
            foreach (var gone in (string[])["example.com", "ada", "u0141", "ukasz", "rgen", "M\\u00fc", "ller", "4111"]) Assert.DoesNotContain(gone, sent, StringComparison.OrdinalIgnoreCase);

            var reply = JsonSerializer.Serialize(new { choices = new[] { new { index = 0, message = new { role = "assistant", content = sent } } } });
            Assert.Equal(text, JsonNode.Parse(GuardFixture.Restore(reply, LlmApi.ChatCompletions, request))!["choices"]![0]!["message"]!["content"]!.GetValue<string>());
            foreach (var pieceBytes in (int[])[1, 7])
            {
                var dialect = StreamDialect.All["openai chat"];
                var streamed = dialect.Read(GuardFixture.RestoreStream(dialect.Write([sent], ["{}"]), dialect.Api, request.Map, pieceBytes));
                Assert.Equal(text, streamed.Text);
            }
        }
    }

    /// <summary>The same person in two spellings: each comes back as it was, and where no document is, as people write it.</summary>
    [Fact]
    public void Each_spelling_of_a_value_comes_back_as_its_own_and_in_prose_as_people_write_it()
    {
        const string text = "Records:\n{\"email\":\"ada\\u0040example.com\"}\n{\"email\":\"ada@example.com\"}\nWrite to ada@example.com.";
        var guard = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new PiiTextScanner(PiiDetector.Shipped));
        var request = guard.Mask(BodyOf(text), LlmApi.ChatCompletions);
        var sent = JsonNode.Parse(request.Body.ToArray())!["messages"]![0]!["content"]!.GetValue<string>();
        Assert.DoesNotContain("example.com", sent, StringComparison.Ordinal);
        Assert.Equal(text, Restored(sent));
        var placeholder = JsonNode.Parse(sent.Split('\n')[1])!["email"]!.GetValue<string>();
        Assert.Equal("Dear ada@example.com!", Restored($"Dear {placeholder}!"));
        Assert.Equal("ada@example.com", JsonNode.Parse(Restored("{\"to\":\"" + placeholder + "\"}"))!["to"]!.GetValue<string>());

        var dialect = StreamDialect.All["openai chat"];
        var call = dialect.Read(GuardFixture.RestoreStream(dialect.Write(["x"], ["{\"to\":\"" + placeholder + "\"}"]), dialect.Api, request.Map, pieceBytes: 3));
        Assert.Equal("ada@example.com", JsonNode.Parse(call.Arguments)!["to"]!.GetValue<string>());
        var sealedMap = RestoreMap.Open(request.Map.Seal(GuardFixture.Key, "resp_1"), GuardFixture.Key, "resp_1")!;
        Assert.Equal(request.Map.Entries.Select(e => (Convert.ToHexString(e.Original), Convert.ToHexString(e.Spelling.Bytes ?? []))),
            sealedMap.Entries.Select(e => (Convert.ToHexString(e.Original), Convert.ToHexString(e.Spelling.Bytes ?? []))));

        string Restored(string content) => JsonNode.Parse(GuardFixture.Restore(
            JsonSerializer.Serialize(new { choices = new[] { new { index = 0, message = new { role = "assistant", content } } } }), LlmApi.ChatCompletions, request))!["choices"]![0]!["message"]!["content"]!.GetValue<string>();
    }

    private static string[] Documents =>
    [
        "{\"email\": \"ada\\u0040example.com\"}",
        "{\"firstName\":\"J\\u00fcrgen\",\"lastName\":\"M\\u00fcller\", \"note\": \"a \\\"b\\\" c\"}",
        "{\"contact\":{\"fullName\":\"\\u0141ukasz Nowak\"},\"mail\":\"ada@example.com\"}",
        "[{\"card\":\"4111\\u00201111\\u00201111\\u00201111\"}, {\"mail\":\"ada\\u0040example.com\"}]",
        "{\"payload\":\"{\\\"email\\\":\\\"ada\\\\u0040example.com\\\"}\"}",
    ];

    private static string BodyOf(string text) =>
        new JsonObject { ["model"] = "m", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }) }.ToJsonString();
}
