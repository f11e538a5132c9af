using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>Random texts and documents, from fixed seeds, so that a failure is the same failure again.</summary>
public class PropertyTests
{
    private static readonly string[] Fragments =
        ["a", " ", "é", "😀", "\"", "\\", "\n", "\u0001", "{", "}", "PERSON_", "EMAIL_0123456789AB", "person_k7q2mx4d0abc", "CODE_", "_", "555", "data:", "</b>", "\u2028"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    private static readonly JsonSerializerOptions Escaping = new();  // writes \u escapes for all that is not ASCII

    public static TheoryData<int> RandomSeeds => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(RandomSeeds))]
    public void Restoring_undoes_masking_for_any_text(int seed)
    {
        var random = new Random(seed);
        foreach (var api in (LlmApi[])[LlmApi.ChatCompletions, LlmApi.Messages, LlmApi.Responses])
        {
            var guard = new GuardFixture(PolicyOf(random), GuardFixture.Key, new SeededScanner(Seeds.All));
            var text = TextOf(random, length: 40);
            var quoted = JsonSerializer.Serialize(text, random.Next(2) == 0 ? Plain : Escaping);
            var masked = guard.Mask($"{{\"instructions\":{quoted},\"user\":{quoted}}}", api);
            var sent = (string)JsonNode.Parse(masked.Body.Span)!["user"]!;
            foreach (var (_, value) in Seeds.All) Assert.DoesNotContain(value, sent, StringComparison.Ordinal);

            var reply = JsonSerializer.Serialize(new { content = new[] { new { text = sent } } }, Plain);
            Assert.Equal(text, (string)JsonNode.Parse(GuardFixture.Restore(reply, LlmApi.Messages, masked))!["content"]![0]!["text"]!);
        }
    }

    [Theory, MemberData(nameof(RandomSeeds))]
    public void Random_documents_never_pass_unscanned_and_keep_their_form(int seed)
    {
        var random = new Random(seed);
        foreach (var (name, (api, _)) in RequestTemplates.All)
        {
            var scanner = new SeededScanner([.. Seeds.All, .. Seeds.Numbers.Select(n => (Pii.EntityType.Code, n))]);
            var body = new JsonObject { ["model"] = "m", ["metadata"] = ValueOf(random, 0), ["zz"] = ValueOf(random, 0), ["messages"] = ValueOf(random, 0), ["input"] = TextOf(random, 5) }.ToJsonString(Plain);
            var outcome = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, scanner).TryMask(body, api);
            Assert.False(outcome is Refusal, $"{name}: {outcome}");
            var masked = (MaskedRequest)outcome;
            var sent = Flat(JsonNode.Parse(masked.Body.Span));
            foreach (var (_, value) in Seeds.All) Assert.DoesNotContain(value, sent, StringComparison.Ordinal);
            foreach (var number in Seeds.Numbers) Assert.DoesNotContain(number, sent, StringComparison.Ordinal);
            foreach (var entry in masked.Map.Entries) sent = sent.Replace(Encoding.ASCII.GetString(entry.Token), Encoding.UTF8.GetString(entry.Original), StringComparison.Ordinal);
            Assert.Equal(Flat(JsonNode.Parse(body)), sent);
        }
    }

    [Theory, MemberData(nameof(RandomSeeds))]
    public void Mutilated_requests_are_masked_or_refused_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        foreach (var (name, (api, template)) in RequestTemplates.All)
        {
            var bytes = Encoding.UTF8.GetBytes(template.Fill(i => Seeds.All[i % Seeds.All.Length].Value, _ => "1"));
            for (var i = random.Next(1, 6); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(2) == 0) bytes = bytes[..random.Next(bytes.Length)];
            var outcome = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new SeededScanner(Seeds.All)).TryMask(bytes, api);
            Assert.False(outcome is Refusal { Reason: RefusalReason.DetectorFailed } failed, $"{name}: {outcome}");
        }
    }

    private static GuardPolicy PolicyOf(Random random) => random.Next(2) == 0
        ? GuardPolicy.Default
        : Enum.GetValues<Pii.EntityType>().Aggregate(GuardPolicy.Default, (policy, type) => policy.With(type, EntityAction.Surrogate));

    private static string TextOf(Random random, int length) => string.Concat(Enumerable.Range(0, random.Next(1, length)).Select(_ =>
        random.Next(3) == 0 ? $" {Seeds.All[random.Next(Seeds.All.Length)].Value} " : Fragments[random.Next(Fragments.Length)]));

    private static JsonNode? ValueOf(Random random, int depth) => random.Next(depth > 5 ? 5 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => JsonNode.Parse(Seeds.Numbers[random.Next(Seeds.Numbers.Length)]),
        3 => JsonNode.Parse("1.0e-7"),
        4 => TextOf(random, 6),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => ValueOf(random, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create($"{i}{TextOf(random, 3)}", ValueOf(random, depth + 1))).ToList()),
    };

    /// <summary>All names and values in one text, so that a document can be searched whatever its escapes are.</summary>
    private static string Flat(JsonNode? node) => node switch
    {
        JsonObject o => $"{{{string.Join('\u0002', o.Select(m => m.Key + "\u0003" + Flat(m.Value)))}}}",
        JsonArray a => $"[{string.Join('\u0002', a.Select(Flat))}]",
        JsonValue v when v.TryGetValue(out string? s) => s,
        null => "null",
        _ => node.ToJsonString(),
    };
}
