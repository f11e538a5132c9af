using System.Text.Unicode;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// Finds personal data that a model brings into one reply, and replaces it by placeholders, before the caller's own is put back. What the guard cannot read to the
/// end must not go to the caller.
/// </summary>
internal sealed class ReplyMasker
{
    private readonly PartScanner _parts;
    private readonly Replacements _replacements;
    private readonly GuardPolicy _policy;
    private readonly ReplyFindings _found = new();
    private readonly HashSet<UInt128> _written = [];
    private readonly List<(int From, KnownValues Values)> _tables = [];  // of the values so far, each table at least twice as large as the next
    private int _known;  // values in them

    /// <param name="scanner">Finds personal data in text.</param>
    /// <param name="cache">What was found before.</param>
    /// <param name="policy">The policy that held for the request.</param>
    /// <param name="key">The tenant's key for the call.</param>
    /// <param name="map">The way back.</param>
    /// <param name="own">What is the caller's own.</param>
    /// <param name="cancellation">Looked at before each text.</param>
    public ReplyMasker(
        ITextScanner scanner, FindingsCache cache, GuardPolicy policy, TenantKey key, RestoreMap map, CallersOwn own, CancellationToken cancellation)
    {
        _policy = policy.ForReplies();
        _parts = new PartScanner(scanner, cache, FindingsCache.ScopeOf(key, policy), _policy, own, cancellation);
        _replacements = new Replacements(key, request: default, earlier: map) { Made = _written };  // no placeholder of the request may stand for something else
    }

    /// <summary>What was found so far, by type and action: values, not occurrences.</summary>
    public IReadOnlyList<EntityCount> Counts => _found.Counts.ToList();

    /// <summary>Every placeholder that was put into the reply, by <see cref="Replacements.TakenId"/>.</summary>
    public IReadOnlySet<UInt128> Written => _written;

    /// <summary>The edits that mask a document.</summary>
    /// <param name="json">JSON.</param>
    /// <param name="shape">What stands where.</param>
    /// <returns>Null where there is nothing to mask.</returns>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidDataException">It cannot be read to the end.</exception>
    public EditList? Mask(ReadOnlySpan<byte> json, Shape shape)
    {
        if (!Utf8.IsValid(json)) throw new InvalidDataException("The reply is not valid UTF-8.");
        var walker = Walk(json, shape);
        if (_replacements.Values.Count > _known)
        {
            var masked = new ByteBuffer();
            walker.Edits.Apply(json, masked);
            var holdsMore = RequestMasker.HoldsMore(masked.Written, walker.HasTextFiles, _replacements.Values[_known..], out var news);
            LookFor(news);
            if (holdsMore) walker = Walk(json, shape);
        }
        return walker.Edits.Count == 0 ? null : walker.Edits;
    }

    /// <summary>Has values looked for from now on. A reply can bring one with each of many thousand events, so that not all are put in order anew each time.</summary>
    private void LookFor(KnownValues news)
    {
        var (from, end) = (_known, _replacements.Values.Count);
        while (_tables is [.., var last] && from - last.From < 2 * (end - from))
        {
            from = last.From;
            _tables.RemoveAt(_tables.Count - 1);
        }
        _tables.Add((from, from == _known ? news : new KnownValues(_replacements.Values[from..end])));
        _known = end;
        _parts.Known = [.. _tables.Select(table => table.Values)];
    }

    /// <summary>Masks text that stands in no document.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public ReadOnlySpan<byte> MaskText(ReadOnlySpan<byte> text)
    {
        var escaped = new ByteBuffer();
        JsonText.Escape(text, layers: 1, escaped);
        return JsonText.Unescaped(MaskString(escaped.Written, Shape.Text), isEscaped: true);
    }

    /// <summary>Masks a whole text as it stands between the quotes of a JSON string.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public ReadOnlySpan<byte> MaskString(ReadOnlySpan<byte> raw, Shape shape)
    {
        byte[] document = [(byte)'"', .. raw, (byte)'"'];
        if (Mask(document, shape) is not { } edits) return raw;
        var masked = new ByteBuffer();
        edits.Apply(document, masked);
        return masked.Written[1..^1];
    }

    private MaskingWalker Walk(ReadOnlySpan<byte> json, Shape shape)
    {
        var walker = new MaskingWalker(_parts, _replacements, _policy, _found);
        walker.Walk(json, shape);
        return walker.Refusal is { } refusal ? throw new InvalidDataException($"The reply cannot be read: {ProviderErrors.SlugOf(refusal.Reason)}.") : walker;
    }
}
