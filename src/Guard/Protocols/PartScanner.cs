using System.Buffers;
using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Pii;

namespace EventAgents.Guard.Protocols;

/// <summary>Finds what one request's texts hold: in the cache where the text was seen before, else by the scanner.</summary>
/// <param name="scanner">The detector.</param>
/// <param name="cache">What was found before.</param>
/// <param name="scope">The cache's hash for this tenant and policy.</param>
/// <param name="policy">The tenant's policy.</param>
/// <param name="own">Where a reply is read: what in it is the caller's own, and no finding.</param>
/// <param name="cancellation">Looked at before each text.</param>
internal sealed partial class PartScanner(ITextScanner scanner, FindingsCache cache, KeyedHash scope, GuardPolicy policy, CallersOwn? own = null, CancellationToken cancellation = default)
{
    private const int MaxDocuments = 3;  // within documents, as many as the detector reads

    private readonly List<Finding> _found = [];
    private readonly List<CachedFinding> _kept = [];

    /// <summary>Values found elsewhere, which are looked for beside what the scanner finds; none while they are not known.</summary>
    public IReadOnlyList<KnownValues> Known { get; set; } = [];

    /// <summary>Whether the last text had an escape for half a character, which no reader agrees on.</summary>
    public bool MetHalfCharacter { get; private set; }

    /// <summary>Findings and placeholder-like texts in the order of their place, as offsets in <paramref name="raw"/>.</summary>
    /// <param name="raw">The text as it stands in the document.</param>
    /// <param name="isEscaped">Whether backslashes in it are JSON escapes.</param>
    /// <param name="field">The field's name, as it stands in the document; empty for none.</param>
    public ReadOnlySpan<CachedFinding> Scan(ReadOnlySpan<byte> raw, bool isEscaped, ReadOnlySpan<byte> field)
    {
        cancellation.ThrowIfCancellationRequested();
        ReadOnlySpan<CachedFinding> findings = Seen(raw, isEscaped, field);
        foreach (var known in Known) findings = WithKnown(known, raw, isEscaped, findings);
        return own is null ? findings : BroughtIn(raw, isEscaped, findings);
    }

    private CachedFinding[] Seen(ReadOnlySpan<byte> raw, bool isEscaped, ReadOnlySpan<byte> field)
    {
        if (raw.Length < 2) return [];
        var name = KeyedHash.OfProcess.Short(field);
        var id = scope.Long(raw) ^ new UInt128(name, isEscaped ? ~name : name);
        if (cache.TryGet(id, out var known)) return known;

        var isWellFormed = true;
        var bytes = ArrayPool<byte>.Shared.Rent(raw.Length);
        var chars = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            ReadOnlySpan<byte> text = raw;
            if (isEscaped)
            {
                text = bytes.AsSpan(0, JsonText.Unescape(raw, bytes, out isWellFormed));
                if (!isWellFormed && own is null)  // a model may be cut off there; it has nobody to deceive
                {
                    MetHalfCharacter = true;
                    return [];
                }
            }
            var length = Encoding.UTF8.GetChars(text, chars);
            _found.Clear();
            scanner.Scan(chars.AsSpan(0, length), field.IsEmpty ? null : NameOf(field), policy, _found);
            Merge(raw, isEscaped, text, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            ArrayPool<char>.Shared.Return(chars, clearArray: true);
        }
        CachedFinding[] findings = [.. _kept];
        if (isWellFormed) cache.Add(id, findings);  // what a reply may be, a request may not
        return findings;
    }

    /// <summary>The name as it reads; what it says must not hide behind escapes.</summary>
    private static string NameOf(ReadOnlySpan<byte> field)
    {
        if (!field.Contains((byte)'\\')) return Encoding.UTF8.GetString(field);
        var name = new byte[field.Length];
        return Encoding.UTF8.GetString(name, 0, JsonText.Unescape(field, name, out _));
    }

    /// <summary>Brings findings and placeholder-like texts into one order; a finding within such a text is no finding.</summary>
    private void Merge(ReadOnlySpan<byte> raw, bool isEscaped, ReadOnlySpan<byte> text, int length)
    {
        _kept.Clear();
        var shapes = new RawOffsets(raw, isEscaped);
        var values = new RawOffsets(raw, isEscaped);
        var own = NextOwn(text, 0, ref shapes, out var ownEnd);
        foreach (var finding in _found)
        {
            if (finding.Start < 0 || finding.Length < 1 || finding.End > length) throw new InvalidOperationException("The scanner reported a finding outside of its text.");
            var start = values.StartAtUtf16(finding.Start);
            var end = values.EndAtUtf16(finding.End);
            if (_kept.Count > 0 && !_kept[^1].IsOwn && start < _kept[^1].Start + _kept[^1].Length) throw new InvalidOperationException("The scanner reported findings that overlap.");
            while (own is { } before && before.Start + before.Length <= start)
            {
                _kept.Add(before);
                own = NextOwn(text, ownEnd, ref shapes, out ownEnd);
            }
            if (own is { } around && around.Start <= start && end <= around.Start + around.Length) continue;
            while (own is { } inside && inside.Start < end) own = NextOwn(text, ownEnd, ref shapes, out ownEnd);
            _kept.Add(new CachedFinding(start, end - start, finding.Type, finding.CustomName, IsOwn: false));
        }
        while (own is { } rest)
        {
            _kept.Add(rest);
            own = NextOwn(text, ownEnd, ref shapes, out ownEnd);
        }
    }

    /// <summary>Adds known values, as they read and as they read once more: a text may hold a document, whose strings have escapes of their own.</summary>
    private ReadOnlySpan<CachedFinding> WithKnown(KnownValues values, ReadOnlySpan<byte> raw, bool isEscaped, ReadOnlySpan<CachedFinding> findings)
    {
        var text = JsonText.Unescaped(raw, isEscaped);
        int[]? places = null;  // where in the text as it reads each byte stands
        for (var document = 0; ; document++)
        {
            findings = WithKnown(values, text, places, raw, isEscaped, findings);
            if (document == MaxDocuments || !text.Contains((byte)'\\')) return findings;
            var plain = new byte[text.Length];
            var origins = new int[text.Length + 1];
            var length = JsonText.UnescapeLoosely(text, plain, origins);
            if (length == text.Length) return findings;
            if (places is not null)
            {
                foreach (ref var origin in origins.AsSpan(0, length + 1)) origin = places[origin];
            }
            text = plain.AsSpan(0, length);
            places = origins;
        }
    }

    private ReadOnlySpan<CachedFinding> WithKnown(
        KnownValues values, ReadOnlySpan<byte> text, int[]? places, ReadOnlySpan<byte> raw, bool isEscaped, ReadOnlySpan<CachedFinding> findings)
    {
        var offsets = new RawOffsets(raw, isEscaped);
        _kept.Clear();
        var next = 0;  // the first finding that does not end before the value
        for (var from = 0; values.TryFind(text, from, out var start, out var known); from = start + known.Value.Length)
        {
            var end = start + known.Value.Length;
            var rawStart = offsets.StartAtUtf8(places?[start] ?? start);
            var rawEnd = offsets.EndAtUtf8(places?[end] ?? end);
            while (next < findings.Length && findings[next].Start + findings[next].Length <= rawStart) next++;
            if (next == findings.Length || rawEnd <= findings[next].Start)
                _kept.Add(new CachedFinding(rawStart, rawEnd - rawStart, known.Type, known.CustomName, IsOwn: false));
        }
        if (_kept.Count == 0) return findings;
        CachedFinding[] all = [.. findings, .. _kept];
        Array.Sort(all, static (a, b) => a.Start.CompareTo(b.Start));
        return all;
    }

    private static CachedFinding? NextOwn(ReadOnlySpan<byte> text, int from, ref RawOffsets offsets, out int end)
    {
        end = text.Length;
        if (!PlaceholderShape.TryFind(text, from, out var start, out var length)) return null;
        end = start + length;
        var rawStart = offsets.StartAtUtf8(start);
        return new CachedFinding(rawStart, offsets.EndAtUtf8(end) - rawStart, default, CustomName: null, IsOwn: true);
    }
}
