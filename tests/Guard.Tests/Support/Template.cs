using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventAgents.Guard.Tests.Support;

/// <summary>
/// A request as JSON in which <c>"§"</c> stands where somebody's text may be (as a value or as a member's name) and <c>"§#"</c> where somebody's number may
/// be. <c>{"$json": …}</c> is that document in a string, <c>{"$file": "…"}</c> that text in base64.
/// </summary>
internal sealed class Template(string json)
{
    public const string Text = "§", Number = "§#";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    private static readonly string[] NamesOfASchema = ["properties", "$defs", "variables"];

    private int _next;

    /// <summary>The request with the n-th text or number given by a function of n.</summary>
    public string Fill(Func<int, string> text, Func<int, string> number)
    {
        _next = 0;
        return Fill(JsonNode.Parse(json), text, number)!.ToJsonString(Plain);
    }

    /// <summary>How many places there are.</summary>
    public int Places()
    {
        Fill(_ => "x", _ => "1");
        return _next;
    }

    /// <summary>
    /// One template per object in this one, in which the object has one more member, which no list names. Where names are a schema's own, only values are data.
    /// </summary>
    public IEnumerable<Template> WithUnknownMembers(string member)
    {
        var objects = Objects(JsonNode.Parse(json)!).ToList();
        for (var i = 0; i < objects.Count; i++)
        {
            var name = objects[i].Parent is JsonObject ? objects[i].GetPropertyName() : "";
            if (name == "logit_bias" || member.StartsWith("{\"§", StringComparison.Ordinal) && NamesOfASchema.Contains(name)) continue;
            var root = JsonNode.Parse(json)!;
            foreach (var added in JsonNode.Parse(member)!.AsObject()) Objects(root).ElementAt(i)[added.Key] = added.Value!.DeepClone();
            yield return new Template(root.ToJsonString(Plain));
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o when o.ContainsKey("$json") => Objects(o["$json"]),
        JsonObject o when o.ContainsKey("$file") => [],
        JsonObject o => [o, .. o.SelectMany(m => Objects(m.Value))],
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    private JsonNode? Fill(JsonNode? node, Func<int, string> text, Func<int, string> number)
    {
        switch (node)
        {
            case JsonObject o when o.TryGetPropertyValue("$json", out var inner):
                return Fill(inner, text, number)!.ToJsonString(Plain);
            case JsonObject o when o.TryGetPropertyValue("$file", out var file):
                return Convert.ToBase64String(Encoding.UTF8.GetBytes((string)Fill(file, text, number)!));
            case JsonObject o:
                return new JsonObject(o.Select(m => KeyValuePair.Create(m.Key == Text ? Mentioned(text) : m.Key, Fill(m.Value, text, number))).ToList());
            case JsonArray a:
                return new JsonArray([.. a.Select(e => Fill(e, text, number))]);
            case JsonValue v when v.TryGetValue(out string? s) && s == Number:
                return JsonNode.Parse(number(_next++));
            case JsonValue v when v.TryGetValue(out string? s) && s.Contains(Text, StringComparison.Ordinal):
                return s.Replace(Text, Mentioned(text), StringComparison.Ordinal);
            default:
                return node?.DeepClone();
        }
    }

    private string Mentioned(Func<int, string> text) => text(_next++);
}
