using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>Puts the originals back into a whole JSON reply, an error's body included. Pure.</summary>
public static class ReplyRestorer
{
    /// <summary>Restores one body.</summary>
    /// <param name="body">The provider's reply, decompressed.</param>
    /// <param name="api">The call's protocol.</param>
    /// <param name="map">The request's map.</param>
    /// <param name="output">Receives the body for the caller: the provider's own bytes where nothing was replaced.</param>
    /// <returns>What the reply told. A body that is no JSON is restored as text.</returns>
    public static ReplySummary Restore(ReadOnlySpan<byte> body, LlmApi api, RestoreMap map, IBufferWriter<byte> output) =>
        Restore(body, api, map, output, masker: null);

    /// <summary>Restores one body in which what the model brings in is masked.</summary>
    /// <exception cref="InvalidDataException">It cannot be read to the end.</exception>
    internal static ReplySummary Restore(ReadOnlySpan<byte> body, LlmApi api, RestoreMap map, IBufferWriter<byte> output, ReplyMasker? masker)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(map);
        if (masker is not null && !body.IsEmpty) body = Masked(body, api, masker);
        var usage = new UsageMeter();
        var walker = new ReplyWalker(map.Index, usage, masker);
        try
        {
            walker.Walk(body, api.Reply);
        }
        catch (JsonException)
        {
            return RestoreText(body, map, output, masker);
        }
        walker.Edits.Apply(body, output);
        return new ReplySummary(usage.ToUsage(), walker.Restored, walker.Unrestored) { Labels = walker.Labels };
    }

    private static ReadOnlySpan<byte> Masked(ReadOnlySpan<byte> body, LlmApi api, ReplyMasker masker)
    {
        try
        {
            if (masker.Mask(body, api.Reply) is not { } edits) return body;
            var masked = new ByteBuffer();
            edits.Apply(body, masked);
            return masked.Written;
        }
        catch (JsonException)
        {
            return masker.MaskText(body);
        }
    }

    private static ReplySummary RestoreText(ReadOnlySpan<byte> body, RestoreMap map, IBufferWriter<byte> output, ReplyMasker? masker)
    {
        var restorer = new TextRestorer(map.Index, isJson: false, isQuoted: false, masker);
        var restored = new ByteBuffer();
        var isChanged = !body.Contains((byte)'\\') && Utf8.IsValid(body) && restorer.Push(body, isLast: true, restored);
        output.Write(isChanged ? restored.Written : body);
        return new ReplySummary(Usage: null, restorer.Restored, restorer.Unrestored);
    }
}
