using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// Masks the body of an LLM request: body, protocol, policy and key in; the body to send, the way back and the counts out, or a refusal. Pure, and safe
/// for concurrent use. What it cannot read to the end it refuses.
/// </summary>
/// <param name="scanner">Finds personal data in text.</param>
/// <param name="cache">Remembers what was found in texts seen before.</param>
public sealed class RequestMasker(ITextScanner scanner, FindingsCache cache)
{
    /// <summary>Nesting that is accepted, in levels. Tool schemas and inputs go deeper than the usual 64; nothing honest goes deeper than this.</summary>
    public const int MaxDepth = 256;

    private static readonly SearchValues<byte> ShortlyEscaped = SearchValues.Create("\"\\/\b\f\n\r\t"u8);

    /// <summary>Masks one body.</summary>
    /// <param name="body">The body as the caller sent it, decompressed. It must stay unchanged while the result is used.</param>
    /// <param name="api">The call's protocol.</param>
    /// <param name="policy">The policy that holds for the call.</param>
    /// <param name="key">The tenant's key for the call.</param>
    /// <param name="earlier">What the conversation that the body continues has replaced before, where the provider keeps it; null for none.</param>
    /// <param name="cancellation">Looked at before each text of the body.</param>
    /// <returns>A <see cref="MaskedRequest"/> or a <see cref="Refusal"/>.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public MaskOutcome Mask(
        ReadOnlyMemory<byte> body, LlmApi api, GuardPolicy policy, TenantKey key, RestoreMap? earlier = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(key);
        var json = body.Span;
        if (!Utf8.IsValid(json)) return new Refusal(RefusalReason.NotUtf8);
        var end = json.TrimEnd(" \t\r\n"u8).Length - 1;
        if (end < 0 || json.TrimStart(" \t\r\n"u8)[0] != (byte)'{') return new Refusal(RefusalReason.NotJson);

        var found = policy.RepliesInMode == ReplyAction.Off ? null : new HashSet<UInt128>();
        var replacements = new Replacements(key, body, earlier) { Found = found };
        var parts = new PartScanner(scanner, cache, FindingsCache.ScopeOf(key, policy), policy, own: null, cancellation);
        try
        {
            var outcome = Walk(body, end, api, policy, replacements, parts, out var hasTextFiles);
            if (outcome is not MaskedRequest masked || !HoldsMore(masked.Body.Span, hasTextFiles, replacements.Values, out var known)) return outcome;
            parts.Known = [known];
            return Walk(body, end, api, policy, replacements, parts, out _);
        }
        catch (JsonException)
        {
            return new Refusal(RefusalReason.NotJson);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            return new Refusal(RefusalReason.DetectorFailed, failure.GetType().Name);  // the message might quote the text
        }
    }

    /// <summary>A machine for what the model brings into the reply to a request.</summary>
    /// <param name="request">The masked request.</param>
    /// <param name="map">The way back: the request's, and that of the conversation which it continues.</param>
    /// <param name="policy">The policy that held for the request.</param>
    /// <param name="key">The tenant's key for the call.</param>
    /// <param name="cancellation">Looked at before each text of the reply.</param>
    /// <returns>Null where the policy has no replies read.</returns>
    internal ReplyMasker? ForReply(MaskedRequest request, RestoreMap map, GuardPolicy policy, TenantKey key, CancellationToken cancellation) =>
        request.Found is not { } found ? null : new ReplyMasker(scanner, cache, policy, key, map, new CallersOwn(map, found, request.Original), cancellation);

    private static MaskOutcome Walk(
        ReadOnlyMemory<byte> body, int end, LlmApi api, GuardPolicy policy, Replacements replacements, PartScanner parts, out bool hasTextFiles)
    {
        var walker = new MaskingWalker(parts, replacements, policy);
        walker.Walk(body.Span, api.Request);
        hasTextFiles = walker.HasTextFiles;
        if (walker.Refusal is { } refusal) return new Refusal(refusal.Reason, refusal.Detail) { Counts = walker.Counts.ToList() };
        var hidesUsage = api.AddsUsage && walker.AskForUsage(end);
        return new MaskedRequest(Rewritten(body, walker.Edits), replacements.ToMap(), walker.Counts.ToList(), walker.Facts, hidesUsage)
        {
            Found = replacements.Found,
            Original = replacements.Found is null ? default : body,
        };
    }

    /// <summary>
    /// Whether a value that was found may still stand in the masked body where nothing gave it away. Values that JSON writes with escapes may hide in more than
    /// one spelling, so with them the answer is yes whenever there are escapes at all, and with all others when an ASCII character is written as a code. Into files
    /// only the walk itself can look.
    /// </summary>
    internal static bool HoldsMore(ReadOnlySpan<byte> masked, bool hasTextFiles, List<KnownValue> values, out KnownValues known)
    {
        known = new KnownValues(values);
        if (known.IsEmpty) return false;
        if (hasTextFiles || known.TryFind(masked, 0, out _, out _)) return true;
        return masked.Contains((byte)'\\') && (HasAsciiCode(masked) || values.Exists(v => !Ascii.IsValid(v.Value) || v.Value.AsSpan().ContainsAny(ShortlyEscaped)));
    }

    /// <summary>Any character of ASCII may be written so, and serializers differ in which they do: <c>=</c>, <c>`</c>, <c>&lt;</c>, DEL.</summary>
    private static bool HasAsciiCode(ReadOnlySpan<byte> json)
    {
        for (int at; (at = json.IndexOf("\\u00"u8)) >= 0; json = json[(at + 4)..])
        {
            if (json[(at + 4)..] is [>= (byte)'0' and <= (byte)'7', ..]) return true;
        }
        return false;
    }

    private static ReadOnlyMemory<byte> Rewritten(ReadOnlyMemory<byte> body, EditList edits)
    {
        if (edits.Count == 0) return body;
        var output = new ByteBuffer();
        output.GetSpan(body.Length + body.Length / 8);
        edits.Apply(body.Span, output);
        return output.WrittenMemory;
    }
}
