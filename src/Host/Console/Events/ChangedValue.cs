using System.Globalization;
using System.Text.Json;
using EventAgents.Host.Endpoints.Events;
using EventAgents.Host.WebConsole.Shared;

namespace EventAgents.Host.WebConsole.Events;

/// <summary>A step of a patch with what stood there before.</summary>
/// <param name="Op"><c>add</c>, <c>remove</c> or <c>replace</c>.</param>
/// <param name="Path">Where, as a JSON pointer.</param>
/// <param name="Old">What stood there, as JSON; null for nothing.</param>
/// <param name="New">What stands there then, as JSON; null for nothing.</param>
public sealed record ChangedValue(string Op, string Path, string? Old, string? New)
{
    internal static ChangedValue Of(PatchOperation step, JsonElement? before)
    {
        var old = step.Op == "add" ? null : Find(before, step.Path);
        JsonElement? now = step.Op == "remove" ? null : JsonSerializer.SerializeToElement(step.Value);
        return new ChangedValue(step.Op, step.Path, old is null ? null : Words.Json(old), now is null ? null : Words.Json(now));
    }

    /// <summary>What a JSON pointer (RFC 6901) points to.</summary>
    private static JsonElement? Find(JsonElement? document, string pointer)
    {
        if (document is not { } found) return null;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind == JsonValueKind.Array) found = found[int.Parse(name, CultureInfo.InvariantCulture)];
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found)) return null;
        }
        return found;
    }
}
