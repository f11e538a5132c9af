using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>Walks whole requests of every API and puts seeded values at every place where text may stand.</summary>
public partial class EveryPlaceTests
{
    private const string FilePrefix = "ZmlsZTog";  // "file: " in base64: how the templates' files begin

    private static readonly SeededScanner Scanner = new(
        [.. Seeds.All, .. Seeds.Numbers.Select(n => (Pii.EntityType.NationalId, n))]);

    public static TheoryData<string> Apis => [.. RequestTemplates.All.Keys];

    [Theory, MemberData(nameof(Apis))]
    public void No_seeded_value_of_any_type_leaves_and_all_come_back(string name)
    {
        var (api, template) = RequestTemplates.All[name];
        for (var round = 0; round < Seeds.All.Length; round++)
        {
            var body = template.Fill(i => Seeds.All[(i + round) % Seeds.All.Length].Value, i => Seeds.Numbers[(i + round) % Seeds.Numbers.Length]);
            AssertMasked(body, api, $"round {round}");
        }
    }

    [Theory, MemberData(nameof(Apis))]
    public void A_value_in_a_member_that_no_list_names_does_not_leave(string name)
    {
        var (api, template) = RequestTemplates.All[name];
        var seed = Seeds.All[0].Value;
        foreach (var member in (string[])["""{"x_new":"§"}""", """{"x_new":{"a":[["§"],{"b":"§"}]}}""", """{"§":{"§":true}}""", """{"x_new":"§#"}""", """{"x_new":{"n":["§#"]}}"""])
        {
            var index = 0;
            foreach (var extended in template.WithUnknownMembers(member)) AssertMasked(extended.Fill(_ => seed, _ => Seeds.Numbers[0]), api, $"{member} in object {index++}");
        }
    }

    [Theory, MemberData(nameof(Apis))]
    public void Without_a_finding_every_byte_stays(string name)
    {
        var (api, template) = RequestTemplates.All[name];
        var body = template.Fill(_ => "nothing / \\u00e9 <b> to see", _ => "1.50");
        var masked = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, Scanner).Mask(body, api);
        Assert.Equal(body, GuardFixture.Text(masked.Body));
        Assert.Empty(masked.Counts);
    }

    private static void AssertMasked(string body, LlmApi api, string place)
    {
        var outcome = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, Scanner).TryMask(body, api);
        Assert.False(outcome is Refusal, $"{outcome} at {place}");
        var masked = (MaskedRequest)outcome;
        var sent = GuardFixture.Text(masked.Body);
        var leaving = string.Join('\n', Texts(JsonNode.Parse(sent)));
        foreach (var (type, value) in Seeds.All) Assert.False(leaving.Contains(value, StringComparison.Ordinal), $"{type} leaves at {place}: {value}");
        foreach (var number in Seeds.Numbers) Assert.False(leaving.Contains(number, StringComparison.Ordinal), $"a number leaves at {place}: {number}");
        var originals = masked.Map.Entries.ToDictionary(e => Encoding.ASCII.GetString(e.Token), e => Encoding.UTF8.GetString(e.Original));
        Assert.Equal(Decoded(JsonNode.Parse(body))!.ToJsonString(), Restored(JsonNode.Parse(sent), originals)!.ToJsonString());
    }

    /// <summary>All texts, names and numbers; documents and files in strings are opened.</summary>
    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => Texts(m.Value).Append(m.Key)),
        JsonArray a => a.SelectMany(Texts),
        JsonValue v when v.TryGetValue(out string? s) => Opened(s) is { } inner ? Texts(inner) : [s],
        JsonValue v => [v.ToJsonString()],
        _ => [],
    };

    private static JsonNode? Opened(string text)
    {
        if (text.StartsWith('{'))
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                return null;
            }
        }
        return text.StartsWith(FilePrefix, StringComparison.Ordinal) ? JsonValue.Create(Encoding.UTF8.GetString(Convert.FromBase64String(text))) : null;
    }

    private static JsonNode? Decoded(JsonNode? node) => Restored(node, []);

    /// <summary>The document with every replacement put back by plain search and replace, and what strings hold opened.</summary>
    private static JsonNode? Restored(JsonNode? node, Dictionary<string, string> originals)
    {
        switch (node)
        {
            case JsonObject o:
                return new JsonObject(o.Select(m => KeyValuePair.Create(Restored(m.Key, originals), Restored(m.Value, originals))).ToList());
            case JsonArray a:
                return new JsonArray([.. a.Select(e => Restored(e, originals))]);
            case JsonValue v when v.TryGetValue(out string? s):
                return Opened(s) is { } inner ? Restored(inner, originals) : JsonValue.Create(Restored(s, originals));
            case JsonValue v:
                return JsonNode.Parse(originals.GetValueOrDefault(v.ToJsonString(), v.ToJsonString()));
            default:
                return null;
        }
    }

    private static string Restored(string text, Dictionary<string, string> originals) =>
        Placeholder().Replace(text, match => originals.GetValueOrDefault(match.Value, match.Value));

    [GeneratedRegex("[A-Z_]+_[0-9A-Z]{12,20}")]
    private static partial Regex Placeholder();
}
