using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventAgents.Host.Tests.Audit;

/// <summary>Applies a JSON patch by the letter of RFC 6902: an operation whose place is not there is an error, as section 4 has it.</summary>
internal static class JsonPatcher
{
    public static JsonNode? Apply(JsonNode? document, JsonElement patch)
    {
        foreach (var step in patch.EnumerateArray()) document = Apply(document, step.GetProperty("op").GetString()!, Places(step.GetProperty("path").GetString()!), ValueOf(step));
        return document;
    }

    private static JsonNode? Apply(JsonNode? document, string op, string[] path, JsonNode? value)
    {
        if (path.Length == 0) return op is "add" or "replace" ? value : throw new InvalidOperationException($"{op} of the whole");
        var parent = path.SkipLast(1).Aggregate(document, Step);
        switch (parent)
        {
            case JsonObject members when op == "add":
                members[path[^1]] = value;
                break;
            case JsonObject members when members.ContainsKey(path[^1]):
                if (op == "remove") members.Remove(path[^1]);
                else members[path[^1]] = value;
                break;
            case JsonArray list when op == "add":
                list.Insert(path[^1] == "-" ? list.Count : Index(path[^1]), value);
                break;
            case JsonArray list when op == "remove":
                list.RemoveAt(Index(path[^1]));
                break;
            case JsonArray list:
                list[Index(path[^1])] = value;
                break;
            default:
                throw new InvalidOperationException($"{op} /{string.Join('/', path)}: there is no such place.");
        }

        return document;
    }

    private static JsonNode? Step(JsonNode? node, string place) => node is JsonArray list ? list[Index(place)] : node!.AsObject()[place];

    private static int Index(string place) => int.Parse(place, NumberStyles.None, CultureInfo.InvariantCulture);

    private static JsonNode? ValueOf(JsonElement step) => step.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null ? JsonNode.Parse(value.GetRawText()) : null;

    /// <summary>RFC 6901: <c>~1</c> is a slash and <c>~0</c> a tilde, in this order.</summary>
    private static string[] Places(string pointer) => pointer.Length == 0
        ? []
        : [.. pointer[1..].Split('/').Select(place => place.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
}
