using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EventAgents.Guard.Masking;

/// <summary>
/// Finds a request's replacements in text, in any ASCII case. A placeholder is looked up from its last underscore, which is rare in prose; a surrogate
/// from its first character.
/// </summary>
internal sealed class RestoreIndex
{
    private const int KeyBytes = 4;

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
        MaxLength = _entries.Length == 0 ? 0 : _entries[0].Token.Length;

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
        _members = SearchValues.Create([.. _sorted.SelectMany(s => s).SelectMany(c => new[] { c, (byte)char.ToUpperInvariant((char)c) }).Distinct()]);
    }

    /// <summary>Length of the longest replacement, in bytes.</summary>
    public int MaxLength { get; }

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
                start = at - _anchorOffsets[candidate];
                var token = _entries[candidate].Token;
                if (start < from || start + token.Length > text.Length) continue;
                if (!Ascii.EqualsIgnoreCase(text.Slice(start, token.Length), token)) continue;
                if (!_entries[candidate].IsPlaceholder && TouchesDigit(text, start, token.Length, before)) continue;
                (length, entry) = (token.Length, candidate);
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
        Span<byte> lower = stackalloc byte[text.Length - run];
        Ascii.ToLower(text[run..], lower, out _);
        for (var i = 0; i < lower.Length; i++)
        {
            if (BeginsReplacement(lower[i..])) return run + i;
        }
        return text.Length;
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
