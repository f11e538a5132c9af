using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>What holds for every protocol's streams.</summary>
public class StreamTests
{
    private const string Name = "O\"Neil \\ é", Mail = "ada@example.com";

    private readonly MaskedRequest _request = new GuardFixture((EntityType.Person, Name), (EntityType.Email, Mail))
        .Mask("""{"messages":[{"role":"user","content":"O\"Neil \\ é ada@example.com"}]}""", LlmApi.ChatCompletions);

    private string Person => TokenOf(0);

    private string Address => TokenOf(1);

    public static TheoryData<string> Dialects => [.. StreamDialect.All.Keys];

    [Theory, MemberData(nameof(Dialects))]
    public void Every_cut_into_chunks_gives_the_same_bytes(string name)
    {
        var dialect = StreamDialect.All[name];
        var stream = dialect.Write(Pieces($"é😀 {Person}: EMAIL_", 8), Pieces($"{{\"to\":\"{Person}\"}}", 9));
        var whole = GuardFixture.RestoreStream(stream, dialect.Api, _request.Map);
        Assert.DoesNotContain(Person, whole, StringComparison.Ordinal);
        for (var bytes = 1; bytes < 60; bytes++) Assert.Equal(whole, GuardFixture.RestoreStream(stream, dialect.Api, _request.Map, bytes));

        var raw = Encoding.UTF8.GetBytes(stream);
        for (var cut = 0; cut <= raw.Length; cut++) Assert.Equal(whole, RestoreIn(dialect.Api, raw[..cut], raw[cut..]));
    }

    [Theory, MemberData(nameof(Dialects))]
    public void Every_cut_of_the_text_into_deltas_reads_the_same(string name)
    {
        var dialect = StreamDialect.All[name];
        var text = $"{Person}'s é\n{Address.ToLowerInvariant()} x{Person}PERSON_{Address[..9]}";
        var arguments = JsonSerializer.Serialize(new { to = Person, cc = Address, deep = new { tail = "EMA" } });
        for (var length = 1; length <= Math.Max(text.Length, arguments.Length); length++)
        {
            var stream = GuardFixture.RestoreStream(dialect.Write(Pieces(text, length), Pieces(arguments, length)), dialect.Api, _request.Map, pieceBytes: 97);
            AssertRestored(dialect, stream, text, arguments);
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public void Text_that_cannot_be_a_placeholder_is_not_held_back(string name)
    {
        var dialect = StreamDialect.All[name];
        foreach (var piece in (string[])["Hello", " wor", "ld 123", "é", "_", Person])
        {
            var restorer = new StreamRestorer(dialect.Api, _request.Map, hidesUsage: false);
            var output = new ArrayBufferWriter<byte>();
            var stream = dialect.Write([piece], []);
            restorer.Push(Encoding.UTF8.GetBytes(UpToFirstText(stream, piece)), output);
            Assert.Equal(piece == Person ? Name : piece, dialect.Read(Encoding.UTF8.GetString(output.WrittenSpan)).Text);
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public void A_stream_without_replacements_passes_as_it_is(string name)
    {
        var dialect = StreamDialect.All[name];
        var stream = dialect.Write(["Hello \u0001", "wo\\rld", "PER", "SON_"], ["{\"a\":", "\"\\u00", "e9\"}"]);
        Assert.Equal(stream, GuardFixture.RestoreStream(stream, dialect.Api, RestoreMap.Empty, pieceBytes: 7));
    }

    [Theory, MemberData(nameof(Dialects))]
    public void A_stream_that_breaks_off_gives_out_the_tail_that_waited(string name)
    {
        var dialect = StreamDialect.All[name];
        var stream = UpToFirstText(dialect.Write(["bye PERSON_"], []), "bye PERSON_");
        Assert.Equal("bye PERSON_", dialect.Read(GuardFixture.RestoreStream(stream, dialect.Api, _request.Map)).Text);
    }

    [Theory, MemberData(nameof(Dialects))]
    public void An_event_without_its_empty_line_is_restored_and_holds_nothing_back(string name)
    {
        var dialect = StreamDialect.All[name];
        var stream = UpToFirstText(dialect.Write(["to PERSON_", "bye PERSON_"], []), "to PERSON_");
        Assert.Equal(stream[..^1], GuardFixture.RestoreStream(stream[..^1], dialect.Api, _request.Map));
        stream = UpToFirstText(dialect.Write(["to " + Person[..9], Person[9..] + " PERSON_"], []), Person[9..] + " PERSON_");
        foreach (var ends in (int[])[1, 2])
        {
            var whole = GuardFixture.RestoreStream(stream[..^ends], dialect.Api, _request.Map);
            Assert.Equal($"to {Name} PERSON_", dialect.Read(whole).Text);
            Assert.All(whole.Split("\n\n"), only => Assert.True(only.Split("data: {").Length <= 2, only));
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public void A_part_of_an_event_stays_apart_from_the_tail_that_waited(string name)
    {
        var dialect = StreamDialect.All[name];
        var stream = UpToFirstText(dialect.Write(["bye PERSON_"], []), "bye PERSON_");
        var whole = GuardFixture.RestoreStream(stream + "data: {\"choi", dialect.Api, _request.Map);
        Assert.EndsWith("\n\ndata: {\"choi", whole, StringComparison.Ordinal);
        Assert.Equal("bye PERSON_", dialect.Read(whole[..^12]).Text);
    }

    [Fact]
    public void A_tail_waits_and_comes_where_choices_are_no_list_too()
    {
        string Event(string text) => $"data: {{\"choices\":{{\"index\":0,\"delta\":{{\"content\":\"{text}\"}}}}}}\n\n";
        var whole = GuardFixture.RestoreStream(Event("x " + Address[..8]) + Event("y") + Event("z " + Address[..8]) + "data: [DONE]\n\n", LlmApi.ChatCompletions, _request.Map);
        Assert.Equal(Event("x ") + Event(Address[..8] + "y") + Event("z ") + Event(Address[..8]) + "data: [DONE]\n\n", whole);
    }

    [Fact]
    public void Empty_data_lines_and_edits_across_lines_keep_the_events_meaning()
    {
        var said = $"{{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{Address}!\"}}}}]}}";
        Assert.Equal($"data:\ndata: {said.Replace(Address, Mail, StringComparison.Ordinal)}\n\n",
            GuardFixture.RestoreStream($"data:\ndata: {said}\n\n", LlmApi.ChatCompletions, _request.Map));

        const string split = "id: 1\ndata: {\"choices\":[{\"index\":0,\"logprobs\":{\"content\":\ndata: []},\"delta\":{\"content\":\"x\"}}]}\n\n";
        var whole = GuardFixture.RestoreStream(split, LlmApi.ChatCompletions, _request.Map);
        Assert.Equal("id: 1\ndata: {\"choices\":[{\"index\":0,\"logprobs\":null,\"delta\":{\"content\":\"x\"}}]}\ndata: \n\n", whole);
    }

    [Theory, MemberData(nameof(Dialects))]
    public void Line_ends_marks_comments_and_split_data_lines_are_kept(string name)
    {
        var dialect = StreamDialect.All[name];
        var stream = "\uFEFF: hello\n\nid: 7\nretry: 10\n" + dialect.Write(Pieces($"to {Person}!", 5), []);
        foreach (var end in (string[])["\n", "\r\n", "\r"])
        {
            var given = stream.Replace(",\"", ",\ndata: \"", StringComparison.Ordinal).Replace("\n", end, StringComparison.Ordinal);
            var whole = GuardFixture.RestoreStream(given, dialect.Api, _request.Map);
            Assert.StartsWith($"\uFEFF: hello{end}{end}id: 7{end}retry: 10{end}", whole, StringComparison.Ordinal);
            Assert.Equal(whole, GuardFixture.RestoreStream(given, dialect.Api, _request.Map, pieceBytes: 1));
            var joined = whole.Replace(end, "\n", StringComparison.Ordinal).Replace(",\ndata: \"", ",\"", StringComparison.Ordinal);
            Assert.Equal($"to {Name}!", dialect.Read(joined).Text);
        }
    }

    [Fact]
    public void Interleaved_choices_and_tool_calls_are_restored_each_for_itself()
    {
        static string Chunk(string choices) => "data: {\"id\":\"c\",\"choices\":[" + choices + "]}\n\n";
        static string Said(int choice, string text) => $"{{\"index\":{choice},\"delta\":{{\"content\":\"{text}\"}}}}";
        static string Called(int call, string text) => $"{{\"index\":0,\"delta\":{{\"tool_calls\":[{{\"index\":{call},\"function\":{{\"arguments\":\"{text}\"}}}}]}}}}";
        var (a, b) = (Address[..8], Address[8..]);
        var stream = GuardFixture.RestoreStream(
            Chunk(Said(0, a) + "," + Said(1, "x" + a)) + Chunk(Called(1, a)) + Chunk(Called(0, a)) + Chunk(Said(1, b)) + Chunk(Called(0, b)) + Chunk(Called(1, b)) + Chunk(Said(0, b)) + Chunk(Said(1, "EMA"))
            + Chunk("{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}") + "data: [DONE]\n\n",
            LlmApi.ChatCompletions, _request.Map);

        var texts = new SortedDictionary<string, string>();
        foreach (var line in stream.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal)))
        {
            foreach (var choice in JsonNode.Parse(line[6..])!["choices"]!.AsArray())
            {
                var call = choice!["delta"]!["tool_calls"]?[0];
                var channel = call is null ? $"choice {choice["index"]}" : $"call {call["index"]}";
                texts[channel] = texts.GetValueOrDefault(channel) + (call?["function"]!["arguments"] ?? choice["delta"]!["content"]);
            }
        }
        Assert.Equal(["call 0=" + Mail, "call 1=" + Mail, "choice 0=" + Mail, $"choice 1=x{Mail}EMA"], texts.Select(t => $"{t.Key}={t.Value}"));
    }

    [Fact]
    public void Signed_thinking_streams_as_the_provider_wrote_it()
    {
        var thinking = $$$"""
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"about {{{Person}}}"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"{{{Person}}}"}}


            """;
        Assert.Equal(thinking, GuardFixture.RestoreStream(thinking, LlmApi.Messages, _request.Map));
        var details = "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"" + Person + "\"}]}}]}\n\n";
        Assert.Equal(details, GuardFixture.RestoreStream(details, LlmApi.OpenRouterChat, _request.Map));
    }

    private void AssertRestored(StreamDialect dialect, string stream, string text, string arguments)
    {
        var read = dialect.Read(stream);
        var expected = text.Replace(Address.ToLowerInvariant(), Mail, StringComparison.Ordinal).Replace(Person, Name, StringComparison.Ordinal);
        Assert.Equal(expected, read.Text);
        Assert.All(read.TextCopies, copy => Assert.Equal(expected, copy));
        if (!dialect.HasTools) return;
        using var parsed = JsonDocument.Parse(read.Arguments);
        Assert.Equal(Name, parsed.RootElement.GetProperty("to").GetString());
        Assert.Equal(Mail, parsed.RootElement.GetProperty("cc").GetString());
        Assert.All(read.ArgumentCopies, copy => Assert.Equal(read.Arguments, copy));
    }

    private string RestoreIn(LlmApi api, params byte[][] chunks)
    {
        var restorer = new StreamRestorer(api, _request.Map, hidesUsage: false);
        var output = new ArrayBufferWriter<byte>();
        foreach (var chunk in chunks) restorer.Push(chunk, output);
        restorer.Finish(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string UpToFirstText(string stream, string piece)
    {
        var at = stream.IndexOf(JsonSerializer.Serialize(piece), StringComparison.Ordinal);
        return stream[..(stream.IndexOf("\n\n", at, StringComparison.Ordinal) + 2)];
    }

    private static string[] Pieces(string text, int length) => [.. text.Chunk(length).Select(c => new string(c))];

    private string TokenOf(int entry) => Encoding.ASCII.GetString(_request.Map.Entries[entry].Token);
}
