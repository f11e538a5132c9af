using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EventAgents.Guard.Masking;

/// <summary>
/// Finds a request's replacements in text, in any ASCII case. A placeholder is looked up from its last underscore, which is rare in prose; a surrogate
/// from its first character. Markdown escapes underscores, and strings escape Markdown's backslashes, so a few backslashes may stand before each.
/// </summary>
internal sealed class RestoreIndex
{
    private const int KeyBytes = 4;
    private const int MaxBackslashes = 8;  // before one underscore: one of Markdown, doubled by each of three strings

    private readonly SearchValues<byte> _anchors;
    private readonly SearchValues<byte> _members;  // every character of any replacement, in both cases
    private readonly Dictionary<uint, List<int>> _byAnchor = [];
    private readonly RestoreEntry[] _entries;
    private readonly int[] _anchorOffsets;
    private readonly byte[][] _sorted;  // lower case

    public RestoreIndex(IReadOnlyList<RestoreEntry> entries)
    {
        _entries = [.. entries.OrderByDescending(e => e.Token.Length)];  // so that of two that match, the longer is tried first
        _anchorOffsets = [.. _entries.Select(e => e.IsPlaceholder ? e.Token.AsSpan().LastIndexOf((byte)'_') : 0)];
        _sorted = [.. _entries.Select(e => Lower(e.Token))];
        Array.Sort(_sorted, static (a, b) => a.AsSpan().SequenceCompareTo(b));
        MaxLength = _entries.Select(e => e.Token.Length + (e.IsPlaceholder ? MaxBackslashes * e.Token.Count(c => c == (byte)'_') : 0)).DefaultIfEmpty().Max();
        NeedsEscapes = _entries.Any(e => e.Original.AsSpan().ContainsAny((byte)'"', (byte)'\\') || e.Original.AsSpan().ContainsAnyInRange((byte)0, (byte)31));

        var anchors = new HashSet<byte>();
        for (var i = 0; i < _entries.Length; i++)
        {
            var anchored = _entries[i].Token.AsSpan(_anchorOffsets[i]);
            anchors.Add(anchored[0]);
            anchors.Add((byte)char.ToLowerInvariant((char)anchored[0]));
            anchors.Add((byte)char.ToUpperInvariant((char)anchored[0]));
            var key = KeyOf(anchored);
            if (!_byAnchor.TryGetValue(key, out var list)) _byAnchor[key] = list = [];
            list.Add(i);
        }
        _anchors = SearchValues.Create([.. anchors]);
        _members = SearchValues.Create(
            [.. _sorted.SelectMany(s => s).SelectMany(c => new[] { c, (byte)char.ToUpperInvariant((char)c) }).Append((byte)'\\').Distinct()]);
    }

    /// <summary>Length of the longest replacement in its longest spelling, in bytes.</summary>
    public int MaxLength { get; }

    /// <summary>Whether an original must be written with escapes where it stands in a JSON string.</summary>
    public bool NeedsEscapes { get; }

    public bool IsEmpty => _entries.Length == 0;

    /// <summary>Whether more text could show that a match was part of a longer number.</summary>
    public bool IsOpenEnded(int entry) => !_entries[entry].IsPlaceholder && char.IsAsciiDigit((char)_entries[entry].Token[^1]);

    /// <summary>The original of a match.</summary>
    public ReadOnlySpan<byte> Original(int entry) => _entries[entry].Original;

    /// <summary>
    /// Finds the first replacement that begins at or after <paramref name="from"/>. One that begins and ends with a digit counts only where no other digit
    /// touches it, or part of a longer number would be taken for it.
    /// </summary>
    public bool TryFind(ReadOnlySpan<byte> text, int from, byte before, out int start, out int length, out int entry)
    {
        for (var at = from; at <= text.Length - KeyBytes; at++)
        {
            var next = text[at..].IndexOfAny(_anchors);
            if (next < 0) break;
            at += next;
            if (at > text.Length - KeyBytes) break;
            if (!_byAnchor.TryGetValue(KeyOf(text[at..]), out var candidates)) continue;
            foreach (var candidate in candidates)
            {
                var token = _entries[candidate].Token;
                var end = at + token.Length - _anchorOffsets[candidate];
                if (end > text.Length || !Ascii.EqualsIgnoreCase(text[at..end], token.AsSpan(_anchorOffsets[candidate]))) continue;
                if (!TryFindStart(text, from, at, token.AsSpan(0, _anchorOffsets[candidate]), out start)) continue;
                if (!_entries[candidate].IsPlaceholder && TouchesDigit(text, start, token.Length, before)) continue;
                (length, entry) = (end - start, candidate);
                return true;
            }
        }
        (start, length, entry) = (-1, 0, -1);
        return false;
    }

    /// <summary>Where the tail begins that more text could still complete to a replacement, or the text's length where there is none.</summary>
    public int TailStart(ReadOnlySpan<byte> text)
    {
        var lowest = Math.Max(0, text.Length - MaxLength);
        var run = text[lowest..].LastIndexOfAnyExcept(_members) + 1 + lowest;
        if (run == text.Length) return run;
        Span<byte> lower = text.Length - run <= 512 ? stackalloc byte[text.Length - run] : new byte[text.Length - run];
        Ascii.ToLower(text[run..], lower, out _);
        if (!lower.Contains((byte)'\\'))
        {
            for (var i = 0; i < lower.Length; i++)
            {
                if (BeginsReplacement(lower[i..])) return run + i;
            }
            return text.Length;
        }
        Span<byte> plain = lower.Length <= 512 ? stackalloc byte[lower.Length] : new byte[lower.Length];
        for (var i = 0; i < lower.Length; i++)
        {
            if (lower[i] != (byte)'\\' && BeginsReplacement(plain[..WithoutBackslashes(lower[i..], plain)])) return run + i;
        }
        return text.Length;
    }

    private static int WithoutBackslashes(ReadOnlySpan<byte> text, Span<byte> plain)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (c != (byte)'\\') plain[length++] = c;
        }
        return length;
    }

    /// <summary>Goes back from a placeholder's last underscore to where its name begins.</summary>
    private static bool TryFindStart(ReadOnlySpan<byte> text, int from, int at, ReadOnlySpan<byte> name, out int start)
    {
        start = at - name.Length;
        if (start >= from && Ascii.EqualsIgnoreCase(text[start..at], name)) return true;
        start = BeforeBackslashes(text, from, at);
        for (var i = name.Length - 1; i >= 0; i--)
        {
            if (--start < from || (text[start] | 0x20) != (name[i] | 0x20)) return false;
            if (name[i] == (byte)'_') start = BeforeBackslashes(text, from, start);
        }
        return true;
    }

    private static int BeforeBackslashes(ReadOnlySpan<byte> text, int from, int at)
    {
        var lowest = Math.Max(from, at - MaxBackslashes);
        while (at > lowest && text[at - 1] == (byte)'\\') at--;
        return at;
    }

    private bool BeginsReplacement(ReadOnlySpan<byte> text)
    {
        int low = 0, high = _sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sorted[middle].AsSpan().SequenceCompareTo(text) < 0) low = middle + 1;
            else high = middle;
        }
        while (low < _sorted.Length && _sorted[low].Length == text.Length && _sorted[low].AsSpan().SequenceEqual(text)) low++;
        return low < _sorted.Length && _sorted[low].AsSpan().StartsWith(text);
    }

    private static bool TouchesDigit(ReadOnlySpan<byte> text, int start, int length, byte before)
    {
        var end = start + length;
        if (char.IsAsciiDigit((char)text[start]) && char.IsAsciiDigit((char)(start > 0 ? text[start - 1] : before))) return true;
        return char.IsAsciiDigit((char)text[end - 1]) && end < text.Length && char.IsAsciiDigit((char)text[end]);
    }

    private static uint KeyOf(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt32LittleEndian(text) | 0x20202020;

    private static byte[] Lower(byte[] text) => [.. text.Select(c => (byte)char.ToLowerInvariant((char)c))];
}
