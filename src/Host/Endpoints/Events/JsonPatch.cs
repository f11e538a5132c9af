using System.Text.Json.Nodes;

namespace EventAgents.Host.Endpoints.Events;

/// <summary>One step of a JSON patch, RFC 6902: <c>add</c>, <c>remove</c> or <c>replace</c>.</summary>
/// <param name="Op">What to do.</param>
/// <param name="Path">Where, as a JSON pointer (RFC 6901); empty for the whole.</param>
/// <param name="Value">With what; null for a removal, or for JSON's null.</param>
public sealed record PatchOperation(string Op, string Path, JsonNode? Value = null);

/// <summary>Compares two JSON documents.</summary>
internal static class JsonPatch
{
    /// <summary>The steps that turn one document into the other. Lists of another length are replaced whole.</summary>
    public static List<PatchOperation> Between(JsonNode? before, JsonNode? after)
    {
        var patch = new List<PatchOperation>();
        Compare(before, after, "", patch);
        return patch;
    }

    private static void Compare(JsonNode? before, JsonNode? after, string path, List<PatchOperation> patch)
    {
        switch (before, after)
        {
            case (JsonObject old, JsonObject now):
                foreach (var (name, _) in old.Where(member => !now.ContainsKey(member.Key))) patch.Add(new PatchOperation("remove", Join(path, name)));
                foreach (var (name, value) in now)
                {
                    if (old.TryGetPropertyValue(name, out var was)) Compare(was, value, Join(path, name), patch);
                    else patch.Add(new PatchOperation("add", Join(path, name), value?.DeepClone()));
                }

                break;
            case (JsonArray old, JsonArray now) when old.Count == now.Count:
                for (var i = 0; i < now.Count; i++) Compare(old[i], now[i], $"{path}/{i}", patch);
                break;
            default:
                if (!JsonNode.DeepEquals(before, after)) patch.Add(new PatchOperation("replace", path, after?.DeepClone()));
                break;
        }
    }

    private static string Join(string path, string name) =>
        $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
