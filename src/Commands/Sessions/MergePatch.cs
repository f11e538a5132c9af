using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventAgents.Commands.Sessions;

/// <summary>JSON merge patch, RFC 7396: an object is merged member by member, null removes, anything else replaces.</summary>
internal static class MergePatch
{
    /// <summary>The target after the patch. A target that is no object counts as an empty one when the patch is an object.</summary>
    public static JsonElement Apply(JsonElement target, JsonElement patch)
    {
        var merged = Merge(JsonSerializer.SerializeToNode(target), patch);
        return JsonSerializer.SerializeToElement(merged);
    }

    private static JsonNode? Merge(JsonNode? target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object) return JsonSerializer.SerializeToNode(patch);

        var merged = target as JsonObject ?? [];
        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                merged.Remove(member.Name);
            }
            else
            {
                merged.Remove(member.Name, out var before);
                merged[member.Name] = Merge(before, member.Value);
            }
        }

        return merged;
    }
}
