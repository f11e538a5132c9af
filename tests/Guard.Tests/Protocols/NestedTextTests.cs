using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>Placeholders in JSON within JSON and in Markdown: the original is escaped for the place where it comes to stand.</summary>
public class NestedTextTests
{
    private const string Name = "O\"Neil \\ é\n2";

    private readonly MaskedRequest _request = new GuardFixture((EntityType.Person, Name), (EntityType.CreditCard, "4111 1111 1111 1111"))
        .Mask("""{"messages":[{"role":"user","content":"O\"Neil \\ é\n2 4111 1111 1111 1111"}]}""", LlmApi.ChatCompletions);

    private string Person => TokenOf(0);

    private string Card => TokenOf(1);

    public static TheoryData<string, int> DialectsAndLevels
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var dialect in StreamDialect.All.Keys)
            {
                for (var level = 1; level <= 4; level++) all.Add(dialect, level);
            }
            return all;
        }
    }

    [Theory, MemberData(nameof(DialectsAndLevels))]
    public void An_original_is_escaped_for_its_level_however_the_stream_is_cut(string name, int level)
    {
        var dialect = StreamDialect.All[name];
        var document = Nested(level, Person);
        for (var length = 1; length <= document.Length; length += length < 40 ? 1 : 37)
        {
            var pieces = Pieces(document, length);
            var read = dialect.Read(GuardFixture.RestoreStream(dialect.Write(pieces, pieces), dialect.Api, _request.Map, pieceBytes: 89));
            AssertNested(level, read.Text);
            Assert.All(read.TextCopies, copy => AssertNested(level, copy));
            if (!dialect.HasTools) continue;
            AssertNested(level, read.Arguments);
            Assert.All(read.ArgumentCopies, copy => AssertNested(level, copy));
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Whole_replies_escape_for_each_level_too(int level)
    {
        var reply = new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject
            {
                ["message"] = new JsonObject
                {
                    ["content"] = Nested(level, Person),
                    ["tool_calls"] = new JsonArray(new JsonObject { ["function"] = new JsonObject { ["arguments"] = Nested(level, Person) } }),
                },
            }),
        };
        var message = JsonNode.Parse(GuardFixture.Restore(reply.ToJsonString(), LlmApi.ChatCompletions, _request))!["choices"]![0]!["message"]!;
        AssertNested(level, (string)message["content"]!);
        AssertNested(level, (string)message["tool_calls"]![0]!["function"]!["arguments"]!);
    }

    [Theory]
    [InlineData("He said \"§\" and left")]
    [InlineData("[see §]")]
    [InlineData("{not json: \"§\"")]
    [InlineData("{\"a\":1} then \"§\"")]
    [InlineData("`{\"a\": \"b\"}` is not \"§\"")]
    public void Prose_gets_no_backslashes(string text)
    {
        foreach (var (_, dialect) in StreamDialect.All)
        {
            for (var length = 1; length < 60; length++)
            {
                var stream = dialect.Write(Pieces(text.Replace("§", Person, StringComparison.Ordinal), length), []);
                Assert.Equal(text.Replace("§", Name, StringComparison.Ordinal), dialect.Read(GuardFixture.RestoreStream(stream, dialect.Api, _request.Map)).Text);
            }
        }
    }

    [Theory]
    [InlineData(@"\_"), InlineData(@"\\_"), InlineData(@"\\\\_")]
    public void A_placeholder_with_escaped_underscores_is_restored_wherever_the_stream_is_cut(string underscore)
    {
        var written = $"**{Person.Replace("_", underscore, StringComparison.Ordinal)}** and {Card.Replace("_", underscore, StringComparison.Ordinal)}\\_x";
        foreach (var (_, dialect) in StreamDialect.All)
        {
            for (var length = 1; length <= written.Length; length++)
            {
                var stream = GuardFixture.RestoreStream(dialect.Write(Pieces(written, length), []), dialect.Api, _request.Map, pieceBytes: 31);
                Assert.Equal($"**{Name}** and 4111 1111 1111 1111\\_x", dialect.Read(stream).Text);
            }
        }
    }

    [Fact]
    public void A_backslash_that_belongs_to_no_placeholder_comes_out_as_it_was()
    {
        foreach (var (_, dialect) in StreamDialect.All)
        {
            foreach (var text in (string[])[@"C:\PERSON\_", @"PERSON\", @"PERSON\_K7", @"\PERSON\\n", @"a\", $@"\{Person[..9]}"])
            {
                var stream = GuardFixture.RestoreStream(dialect.Write(Pieces(text, 1), []), dialect.Api, _request.Map, pieceBytes: 1);
                Assert.Equal(text, dialect.Read(stream).Text);
            }
        }
    }

    [Theory, InlineData(2), InlineData(3), InlineData(4)]
    public void A_value_in_a_nested_document_is_found_as_it_reads_and_comes_back_byte_for_byte(int level)
    {
        var guard = new GuardFixture((EntityType.Person, Name));
        var document = Nested(level, Name);
        foreach (var body in new[]
        {
            new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "tool", ["content"] = document }) },
            new JsonObject
            {
                ["messages"] = new JsonArray(new JsonObject { ["tool_calls"] = new JsonArray(new JsonObject { ["function"] = new JsonObject { ["arguments"] = document } }) }),
            },
        })
        {
            var masked = guard.Mask(body.ToJsonString(), LlmApi.ChatCompletions);
            var sent = GuardFixture.Text(masked.Body);
            Assert.DoesNotContain("Neil", sent, StringComparison.Ordinal);
            Assert.Equal(Person, Innermost(level, JsonNode.Parse(sent)!["messages"]![0]!, document));
            Assert.Equal([Name], masked.Map.Entries.Select(e => Encoding.UTF8.GetString(e.Original)));
        }
    }

    private static string Innermost(int level, JsonNode message, string document)
    {
        var text = (string?)message["content"] ?? (string)message["tool_calls"]![0]!["function"]!["arguments"]!;
        Assert.NotEqual(document, text);
        return Opened(level, text);
    }

    private static void AssertNested(int level, string text) => Assert.Equal(Name, Opened(level, text));

    /// <summary>The value in the innermost document.</summary>
    private static string Opened(int level, string text)
    {
        for (; level > 0; level--) text = (string)JsonNode.Parse(text)!["in"]![1]!["to"]!;
        return text;
    }

    /// <summary>A document in a string of a document in a string …</summary>
    private static string Nested(int level, string text)
    {
        for (; level > 0; level--) text = JsonSerializer.Serialize(new { n = 1.5, @in = new object[] { "a \"quoted\" text", new { to = text } }, end = true });
        return text;
    }

    private static string[] Pieces(string text, int length) => [.. text.Chunk(length).Select(c => new string(c))];

    private string TokenOf(int entry) => Encoding.ASCII.GetString(_request.Map.Entries[entry].Token);
}
