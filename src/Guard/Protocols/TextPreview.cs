using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>What would leave of a plain text.</summary>
/// <param name="Masked">The text as a provider would get it.</param>
/// <param name="Restored">The masked text as the caller would get it back.</param>
/// <param name="Counts">What was found, by type and action.</param>
public sealed record TextPreview(string Masked, string Restored, IReadOnlyList<EntityCount> Counts)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Masks a text as if it were a request's input, and restores it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="masker">The masker.</param>
    /// <param name="policy">The policy that holds.</param>
    /// <param name="key">The tenant's key.</param>
    /// <param name="refusal">Why the text could not go out; null where it could.</param>
    /// <returns>The preview; null where the text is refused.</returns>
    public static TextPreview? Of(string text, RequestMasker masker, GuardPolicy policy, TenantKey key, out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(masker);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { input = text }, Plain);
        var outcome = masker.Mask(body, LlmApi.Embeddings, policy, key);
        refusal = outcome as Refusal;
        if (outcome is not MaskedRequest masked) return null;

        using var sent = JsonDocument.Parse(masked.Body);
        var masking = sent.RootElement.GetProperty("input").GetString()!;
        var reply = JsonSerializer.SerializeToUtf8Bytes(new { error = new { message = masking } }, Plain);
        var output = new ArrayBufferWriter<byte>();
        ReplyRestorer.Restore(reply, LlmApi.Embeddings, masked.Map, output);
        using var back = JsonDocument.Parse(output.WrittenMemory);
        return new TextPreview(masking, back.RootElement.GetProperty("error").GetProperty("message").GetString()!, masked.Counts);
    }
}
