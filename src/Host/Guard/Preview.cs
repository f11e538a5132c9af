using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;

namespace EventAgents.Host.Guard;

/// <summary>What the guard would do with a text.</summary>
/// <param name="Leaves">What would leave; null when the call would be refused.</param>
/// <param name="ComesBack">What the caller would get if the provider repeated that; null as above.</param>
/// <param name="Refusal">Why the call would be refused; null when it would not.</param>
/// <param name="Entities">What was found, by type and action.</param>
public sealed record GuardPreview(string? Leaves, string? ComesBack, string? Refusal, IReadOnlyList<PreviewedEntities> Entities);

/// <summary>How many findings of a type would get an action.</summary>
public sealed record PreviewedEntities(string EntityType, string Action, int Count);

/// <summary>Sends a text through the guard's own masking and restoring, as the message of a chat that goes nowhere.</summary>
internal static class Preview
{
    public static GuardPreview Of(string text, RequestMasker masker, GuardPolicy policy, TenantKey key)
    {
        var request = JsonSerializer.SerializeToUtf8Bytes(new { messages = new[] { new { role = "user", content = text } } });
        var outcome = masker.Mask(request, LlmApi.ChatCompletions, policy, key);
        if (outcome is not MaskedRequest masked)
        {
            var refusal = (Refusal)outcome;
            return new GuardPreview(Leaves: null, ComesBack: null, ProviderErrors.SlugOf(refusal.Reason), []);
        }
        var leaves = TextIn(masked.Body.Span);
        var reply = JsonSerializer.SerializeToUtf8Bytes(new { choices = new[] { new { index = 0, message = new { role = "assistant", content = leaves } } } });
        var restored = new ArrayBufferWriter<byte>();
        ReplyRestorer.Restore(reply, LlmApi.ChatCompletions, masked.Map, restored);
        var back = JsonNode.Parse(restored.WrittenSpan)!["choices"]![0]!["message"]!["content"]!.GetValue<string>();
        return new GuardPreview(leaves, back, Refusal: null,
            [.. masked.Counts.Select(c => new PreviewedEntities(c.Type, GuardTerms.Of(c.Action).ToString().ToLowerInvariant(), c.Count))]);
    }

    private static string TextIn(ReadOnlySpan<byte> request) => JsonNode.Parse(request)!["messages"]![0]!["content"]!.GetValue<string>();
}
