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

    /// <summary>A schema's names, a bias's tokens and a prompt's variables are identifiers while they look like it.</summary>
    [Theory]
    [InlineData("openai chat", """{"messages":[],"logit_bias":{"§":1}}""", EntityAction.Mask)]
    [InlineData("openai responses", """{"input":"x","prompt":{"id":"p","variables":{"§":"x"}}}""", EntityAction.Mask)]
    [InlineData("openai responses", SchemaOfNames, EntityAction.Mask)]
    [InlineData("openai responses", SchemaOfNames, EntityAction.Redact)]
    public void A_name_that_is_no_identifier_does_not_leave_and_is_the_same_wherever_it_stands(string api, string body, EntityAction action)
    {
        const string mail = "anna.schmidt@example.com";
        var guard = new GuardFixture(GuardPolicy.Default.With(Pii.EntityType.Email, action), GuardFixture.Key, new SeededScanner((Pii.EntityType.Email, mail)));
        var masked = guard.Mask(body.Replace("§", mail, StringComparison.Ordinal), RequestTemplates.All[api].Api);
        var sent = GuardFixture.Text(masked.Body);
        Assert.DoesNotContain(mail, sent, StringComparison.Ordinal);
        var made = Assert.Single(Placeholder().Matches(sent).Select(match => match.Value).Distinct());
        Assert.Equal(body.Replace("§", made, StringComparison.Ordinal), sent);
        if (action == EntityAction.Mask && sent.StartsWith("{\"tools", StringComparison.Ordinal))
            Assert.Equal(body.Replace("§", mail, StringComparison.Ordinal), GuardFixture.Restore(sent, RequestTemplates.All[api].Api, masked));
    }

    private const string SchemaOfNames = """
        {"tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{"a":{"type":"string"},"§":{"type":"string"}},"patternProperties":{"^§$":{}},
         "required":["a","§"],"dependentRequired":{"§":["a","§"]},"$defs":{"§":{"type":"string"}}}}]}
        """;

    [Fact]
    public void Identifiers_stay_even_where_a_detector_would_find_something()
    {
        const string body = """
            {"messages":[],"functions":[{"name":"f","parameters":{"type":"object","properties":{"first_name":{"$ref":"#/$defs/x.y"},"order-id":{},"$ref":{},"x.y":{},"4711":{}},
             "required":["first_name","order-id","$ref","x.y","4711"],"$defs":{"x.y":{}}}}]}
            """;
        var names = new SeededScanner([.. ((string[])["first_name", "order-id", "$ref", "x.y", "4711"]).Select(name => (Pii.EntityType.Person, name))]);
        Assert.Equal(body, GuardFixture.Text(new GuardFixture(GuardPolicy.Default, GuardFixture.Key, names).Mask(body, LlmApi.ChatCompletions).Body));
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
