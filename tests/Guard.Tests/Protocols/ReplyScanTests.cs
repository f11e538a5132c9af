using System.Buffers;
using System.Text;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>What a model brings into its reply is counted or masked; what is the caller's own comes back as it was.</summary>
public class ReplyScanTests
{
    private const string Own = "ada@example.com", Allowed = "Springfield", Brought = "bob@example.org", Quoted = "O\"Neil \\ é", Number = "4111111111111111";

    private static readonly ITextScanner Scanner = new SeededScanner(
        (EntityType.Email, Own), (EntityType.Email, Brought), (EntityType.Location, Allowed), (EntityType.Location, "Shelbyville"), (EntityType.Person, Quoted),
        (EntityType.CreditCard, Number), (EntityType.ApiKey, "key-123456"), (EntityType.Age, "age 7"));

    private static readonly GuardPolicy Masking = GuardPolicy.Default with { Replies = ReplyAction.Mask };

    private static readonly string Request = $$"""{"messages":[{"role":"user","content":"I am {{Own}} of {{Allowed}}, not \u0063arl@example.net"}]}""";

    public static TheoryData<string> Dialects => [.. StreamDialect.All.Keys];

    [Fact]
    public void What_the_request_did_not_hold_is_masked_and_counted_once()
    {
        var (reply, counts) = Answer(Chat($"Dear OWN, ask {Brought} or {Brought} in {Allowed} or Shelbyville."));
        Assert.Matches($"Dear {Own}, ask (EMAIL_[0-9A-Z]{{12}}) or \\1 in {Allowed} or Shelbyville\\.", reply);
        Assert.Equal([new("EMAIL", EntityAction.Mask, 1), new("LOCATION", EntityAction.Allow, 1)], counts);
    }

    [Theory]
    [InlineData(Own)]
    [InlineData("ADA@example.com")]
    [InlineData(Allowed)]
    [InlineData("carl@example.net")]
    public void What_the_request_held_is_the_caller_s_own_though_the_model_writes_it_itself(string value)
    {
        var guard = Guard(Masking, new SeededScanner(Seeds(value)));
        var reply = Chat($"it is {value}!");
        var request = guard.Mask(Request, LlmApi.ChatCompletions);
        var masker = guard.ReplyTo(request);
        Assert.Equal(reply, GuardFixture.Answer(reply, LlmApi.ChatCompletions, request, masker));
        Assert.Empty(masker!.Counts);
    }

    [Fact]
    public void Part_of_a_word_of_the_request_is_not_what_it_held()
    {
        var guard = Guard(Masking, new LabelScanner());
        var request = guard.Mask("""{"messages":[{"role":"user","content":"Savannah is Annabel's"}]}""", LlmApi.ChatCompletions);
        Assert.Matches("name: PERSON_", GuardFixture.Answer(Chat("name: Anna"), LlmApi.ChatCompletions, request, guard.ReplyTo(request)));
    }

    [Fact]
    public void Of_a_finding_around_a_restored_value_the_rest_is_masked()
    {
        var guard = Guard(Masking, new WholeScanner(EntityType.Address));
        var request = Guard(Masking, Scanner).Mask(Request, LlmApi.ChatCompletions);
        var token = Encoding.ASCII.GetString(request.Map.Entries.Single().Token);
        var reply = Chat($"at {token}, 12 Harbour Lane");
        Assert.Matches($"\"at {Own}, ADDRESS_[0-9A-Z]{{12}}\"", GuardFixture.Answer(reply, LlmApi.ChatCompletions, request, guard.ReplyTo(request)));
    }

    [Fact]
    public void A_title_before_a_restored_name_stays()
    {
        var guard = Guard(Masking, new SeededScanner((EntityType.Email, Own), (EntityType.Person, "Mr")));
        var request = guard.Mask(Request, LlmApi.ChatCompletions);
        var token = Encoding.ASCII.GetString(request.Map.Entries.Single().Token);
        Assert.Equal(Chat($"Dear Mr. {Own}"), GuardFixture.Answer(Chat($"Dear Mr. {token}"), LlmApi.ChatCompletions, request, guard.ReplyTo(request)));
    }

    [Fact]
    public void Tool_arguments_stay_valid_json()
    {
        var arguments = JsonSerializer.Serialize(new Dictionary<string, object> { ["to"] = Quoted, [Brought] = new { card = long.Parse(Number, null), deep = JsonSerializer.Serialize(new { v = Quoted }) } });
        var (reply, counts) = Answer($$$"""{"choices":[{"message":{"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":{{{JsonSerializer.Serialize(arguments)}}}}}]}}]}""");
        using var document = JsonDocument.Parse(reply);
        var text = document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString()!;
        using var inside = JsonDocument.Parse(text);
        Assert.Matches("^PERSON_[0-9A-Z]{12}$", inside.RootElement.GetProperty("to").GetString());
        var member = inside.RootElement.EnumerateObject().Last();
        Assert.Matches("^EMAIL_[0-9A-Z]{12}$", member.Name);
        Assert.Matches("^[1-9][0-9]{15}$", member.Value.GetProperty("card").GetRawText());
        Assert.NotEqual(Number, member.Value.GetProperty("card").GetRawText());
        using var deep = JsonDocument.Parse(member.Value.GetProperty("deep").GetString()!);
        Assert.Equal(inside.RootElement.GetProperty("to").GetString(), deep.RootElement.GetProperty("v").GetString());
        Assert.Equal(3, counts.Count);
    }

    [Fact]
    public void Actions_that_need_a_way_back_mask_and_redacting_redacts()
    {
        var policy = Masking.With(EntityType.Email, EntityAction.Redact).With(EntityType.ApiKey, EntityAction.Block) with { Mode = GuardMode.Strict };
        var (reply, counts) = Answer(Chat($"{Brought} key-123456"), policy, """{"messages":[]}""");
        Assert.Matches("\"\\[EMAIL\\] API_KEY_[0-9A-Z]{12}\"", reply);
        Assert.Equal([new("EMAIL", EntityAction.Redact, 1), new("API_KEY", EntityAction.Mask, 1)], counts);
    }

    [Fact]
    public void Signed_thinking_stays_as_it_was_byte_for_byte()
    {
        var block = $$"""{"type":"thinking","thinking":"ask {{Brought}}","signature":"c2ln"}""";
        var (reply, _) = Answer($$$"""{"content":[{{{block}}},{"type":"text","text":"{{{Brought}}}"},{"type":"tool_use","id":"t","name":"f","input":{"a":"{{{Brought}}}"}}]}""", Masking, Request, LlmApi.Messages);
        Assert.Contains(block, reply, StringComparison.Ordinal);
        Assert.Equal(1, reply.Split(Brought).Length - 1);
    }

    [Fact]
    public void A_body_that_is_no_json_is_masked_as_text()
    {
        Assert.Matches("^<p>\"EMAIL_[0-9A-Z]{12}\"\n</p>$", Answer($"<p>\"{Brought}\"\n</p>").Reply);
        Assert.Throws<InvalidDataException>(() => Guarded(masker => masker.Mask([(byte)'"', 0xFF, (byte)'"'], Shape.Text)));
    }

    [Theory]
    [InlineData(GuardMode.Detect, ReplyAction.Mask)]
    [InlineData(GuardMode.Mask, ReplyAction.Detect)]
    public void Where_it_is_only_detected_nothing_changes(GuardMode mode, ReplyAction replies)
    {
        var reply = $$$"""{"choices":[{"message":{"content":"{{{Brought}}} and {{{Brought}}}"},"logprobs":{"content":[1]}}]}""";
        var (answer, counts) = Answer(reply, GuardPolicy.Default with { Mode = mode, Replies = replies }, """{"messages":[]}""");
        Assert.Equal(reply, answer);
        Assert.Equal([new("EMAIL", EntityAction.Allow, 1)], counts);
    }

    [Theory]
    [InlineData(GuardMode.Off, ReplyAction.Mask)]
    [InlineData(GuardMode.Mask, ReplyAction.Off)]
    public void Where_it_is_off_no_reply_is_read(GuardMode mode, ReplyAction replies)
    {
        var guard = Guard(GuardPolicy.Default with { Mode = mode, Replies = replies }, Scanner);
        Assert.Null(guard.ReplyTo(guard.Mask(Request, LlmApi.ChatCompletions)));
    }

    [Theory, MemberData(nameof(Dialects))]
    public void However_a_stream_is_cut_its_texts_are_masked_whole(string name)
    {
        var dialect = StreamDialect.All[name];
        var guard = Guard(Masking, Scanner);
        var request = guard.Mask(Request, LlmApi.ChatCompletions);
        var own = Encoding.ASCII.GetString(request.Map.Entries.Single().Token);
        var text = $"é {Quoted} to {own}: {Brought}\nö of {Allowed}";
        var arguments = JsonSerializer.Serialize(new { to = Brought, name = Quoted, own, card = long.Parse(Number, null) });
        string? first = null;
        for (var length = 1; length <= Math.Max(text.Length, arguments.Length); length++)
        {
            var masker = guard.ReplyTo(request)!;
            var stream = GuardFixture.RestoreStream(dialect.Write(Pieces(text, length), Pieces(arguments, length)), dialect.Api, request.Map, pieceBytes: 1 + length % 61, masker: masker);
            Assert.DoesNotContain(Brought, stream, StringComparison.Ordinal);
            Assert.DoesNotContain("Neil", stream, StringComparison.Ordinal);
            Assert.DoesNotContain(Number, stream, StringComparison.Ordinal);
            var content = dialect.Read(stream);
            Assert.Matches($"^é PERSON_[0-9A-Z]{{12}} to {Own}: EMAIL_[0-9A-Z]{{12}}\nö of {Allowed}$", content.Text);
            Assert.All(content.TextCopies, copy => Assert.Equal(content.Text, copy));
            if (!dialect.HasTools) continue;
            first ??= content.Arguments;
            Assert.Equal(first, content.Arguments);
            using var call = JsonDocument.Parse(content.Arguments);
            Assert.Equal(Own, call.RootElement.GetProperty("own").GetString());
            Assert.All(content.ArgumentCopies, copy => Assert.Equal(content.Arguments, copy));
            Assert.Equal([("CREDIT_CARD", 1), ("EMAIL", 1), ("PERSON", 1)], masker.Counts.Where(c => c.Action == EntityAction.Mask).Select(c => (c.Type, c.Count)).Order());
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public void Every_cut_of_a_masked_stream_into_chunks_gives_the_same_bytes(string name)
    {
        var dialect = StreamDialect.All[name];
        var guard = Guard(Masking, Scanner);
        var request = guard.Mask(Request, LlmApi.ChatCompletions);
        var stream = dialect.Write(Pieces($"é😀 {Brought}, {Quoted}", 5), Pieces($"{{\"to\":\"{Brought}\"}}", 3));
        var whole = GuardFixture.RestoreStream(stream, dialect.Api, request.Map, masker: guard.ReplyTo(request));
        for (var bytes = 1; bytes < 80; bytes++) Assert.Equal(whole, GuardFixture.RestoreStream(stream, dialect.Api, request.Map, bytes, masker: guard.ReplyTo(request)));
    }

    [Theory, MemberData(nameof(Dialects))]
    public void A_stream_that_breaks_off_gives_out_what_waited_masked(string name)
    {
        var dialect = StreamDialect.All[name];
        var guard = Guard(Masking, Scanner);
        var request = guard.Mask(Request, LlmApi.ChatCompletions);
        var stream = dialect.Write([$"ask {Brought}", " now"], []);
        var end = stream.IndexOf("\n\n", stream.IndexOf(" now", StringComparison.Ordinal), StringComparison.Ordinal) + 2;
        Assert.Matches("^ask EMAIL_[0-9A-Z]{12} now$", dialect.Read(GuardFixture.RestoreStream(stream[..end], dialect.Api, request.Map, masker: guard.ReplyTo(request))).Text);
    }

    [Fact]
    public void An_event_that_is_no_json_does_not_go_out() => Assert.Throws<InvalidDataException>(() => Guarded(masker =>
        GuardFixture.RestoreStream($"data: {Brought}\n\n", LlmApi.ChatCompletions, RestoreMap.Empty, masker: masker)));

    [Theory]
    [InlineData(": said {0}\n\n")]
    [InlineData("dada: {0}\ndata: {{\"choices\":[]}}\n\n")]
    [InlineData("data: {{\"choices\":[]}}\nid: {0}\n\n")]
    [InlineData("data: [DONE] {0}\n\n")]
    public void A_line_that_is_no_data_does_not_go_out_with_a_value(string stream) => Assert.Throws<InvalidDataException>(() => Guarded(masker =>
        GuardFixture.RestoreStream(string.Format(null, stream, Brought), LlmApi.ChatCompletions, RestoreMap.Empty, masker: masker)));

    [Fact]
    public void A_placeholder_that_the_guard_has_put_there_is_not_one_that_could_not_be_restored()
    {
        var guard = Guard(Masking, Scanner);
        var request = guard.Mask(Request, LlmApi.ChatCompletions);
        var reply = Encoding.UTF8.GetBytes(Chat($"{Brought} EMAIL_0123456789AB"));
        Assert.Equal(1, ReplyRestorer.Restore(reply, LlmApi.ChatCompletions, request.Map, new ArrayBufferWriter<byte>(), guard.ReplyTo(request)).Unrestored);
        var dialect = StreamDialect.All["openai chat"];
        var restorer = new StreamRestorer(dialect.Api, request.Map, hidesUsage: false, guard.ReplyTo(request));
        restorer.Push(Encoding.UTF8.GetBytes(dialect.Write([Brought, " EMAIL_0123456789AB"], ["{}"])), new ArrayBufferWriter<byte>());
        Assert.Equal(1, restorer.Summary.Unrestored);
    }

    [Fact]
    public void Many_values_one_after_the_other_are_all_remembered()
    {
        var guard = Guard(Masking, new LabelScanner());
        var masker = guard.ReplyTo(guard.Mask("""{"messages":[]}""", LlmApi.ChatCompletions))!;
        for (var i = 0; i < 300; i++) GuardFixture.Answer(Chat($"name: Grace Hopper {i}"), LlmApi.ChatCompletions, guard.Mask("""{"messages":[]}""", LlmApi.ChatCompletions), masker);
        for (var i = 0; i < 300; i++) Assert.DoesNotContain("Hopper", Encoding.UTF8.GetString(masker.MaskText(Encoding.UTF8.GetBytes($"of Grace Hopper {i}."))), StringComparison.Ordinal);
        Assert.Equal(300, Assert.Single(masker.Counts).Count);
    }

    [Fact]
    public void Half_a_character_in_a_delta_waits_for_its_other_half()
    {
        var guard = Guard(Masking, Scanner);
        var request = guard.Mask(Request, LlmApi.ChatCompletions);
        var stream = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a \\ud83d\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\ude00 " + Brought
            + " \\ud83d\"},\"finish_reason\":\"length\"}]}\n\n";
        Assert.Matches("a \\\\ud83d\\\\ude00 EMAIL_[0-9A-Z]{12} \\\\ud83d", GuardFixture.RestoreStream(stream, LlmApi.ChatCompletions, request.Map, masker: guard.ReplyTo(request)));
    }

    [Fact]
    public void Half_a_character_that_a_reply_may_have_is_still_refused_in_a_request()
    {
        const string text = "so it ends \\ud83d";
        var guard = Guard(Masking, Scanner);
        Assert.Contains(text, Answer("{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}", fixture: guard).Reply, StringComparison.Ordinal);
        var request = guard.TryMask("{\"messages\":[{\"role\":\"assistant\",\"content\":\"" + text + "\"}]}", LlmApi.ChatCompletions);
        Assert.Equal(RefusalReason.NotUtf8, Assert.IsType<Refusal>(request).Reason);
    }

    [Fact]
    public void A_value_that_one_text_gives_away_is_masked_in_those_behind_it()
    {
        var guard = Guard(Masking, new LabelScanner());
        var (reply, _) = Answer("""{"choices":[{"message":{"content":"name: Grace Hopper"}},{"message":{"content":"Grace Hopper it is"}}]}""", Masking, """{"messages":[]}""", LlmApi.ChatCompletions, guard);
        Assert.DoesNotContain("Hopper", reply, StringComparison.Ordinal);
    }

    private static (string Reply, IReadOnlyList<EntityCount> Counts) Answer(
        string reply, GuardPolicy? policy = null, string? body = null, LlmApi? api = null, GuardFixture? fixture = null)
    {
        var guard = fixture ?? Guard(policy ?? Masking, Scanner);
        var request = guard.Mask(body ?? Request, api ?? LlmApi.ChatCompletions);
        if (request.Map.Count > 0) reply = reply.Replace("OWN", Encoding.ASCII.GetString(request.Map.Entries[0].Token), StringComparison.Ordinal);
        var masker = guard.ReplyTo(request)!;
        return (GuardFixture.Answer(reply, api ?? LlmApi.ChatCompletions, request, masker), masker.Counts);
    }

    private static string Chat(string text) => "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":" + JsonSerializer.Serialize(text) + "}}]}";

    private static void Guarded(Action<ReplyMasker> act)
    {
        var guard = Guard(Masking, Scanner);
        act(guard.ReplyTo(guard.Mask(Request, LlmApi.ChatCompletions))!);
    }

    private static GuardFixture Guard(GuardPolicy policy, ITextScanner scanner) => new(policy, GuardFixture.Key, scanner);

    private static IEnumerable<(EntityType, string)> Seeds(string value) =>
        value == "carl@example.net" ? [] : [(value.Contains('@') ? EntityType.Email : EntityType.Location, value)];

    private static string[] Pieces(string text, int length) => [.. text.Chunk(length).Select(piece => new string(piece))];

    /// <summary>Finds all behind the first three characters.</summary>
    private sealed class WholeScanner(EntityType type) : ITextScanner
    {
        public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings)
        {
            if (text.StartsWith("at ")) findings.Add(new Finding(3, text.Length - 3, type, 1, FindingSource.Context));
        }
    }

    /// <summary>Finds what stands behind a label.</summary>
    private sealed class LabelScanner : ITextScanner
    {
        public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings)
        {
            if (text.StartsWith("name: ")) findings.Add(new Finding(6, text.Length - 6, EntityType.Person, 1, FindingSource.Context));
        }
    }
}
