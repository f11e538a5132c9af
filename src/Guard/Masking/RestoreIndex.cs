using System.Buffers;
using System.Text;

namespace EventAgents.Guard.Masking;

/// <summary>
/// Finds a request's replacements in text, in any ASCII case. A placeholder is looked up from its last underscore, which is rare in prose; a surrogate
/// from its first character. Markdown escapes underscores, and strings escape Markdown's backslashes, so a few backslashes may stand before each.
/// </summary>
internal sealed class RestoreIndex
{
    private const int MostOnStack = 256;  // bytes
    private const int MaxBackslashes = 8;  // before one underscore: one of Markdown, doubled by each of three strings

    private static readonly SearchValues<byte> Underscore = SearchValues.Create((byte)'_');

    private readonly SearchValues<byte> _anchors;
    private readonly RestoreEntry[] _entries;  // by what they are looked up from, in small letters
    private readonly PrefixTable _table;
    private readonly int _longest;  // of what they are looked up from, in bytes
    private ReplacementTail? _tail;

    public RestoreIndex(IReadOnlyList<RestoreEntry> entries)
    {
        _entries = [.. entries];
        var keys = Array.ConvertAll(_entries, KeyOf);
        Array.Sort(keys, _entries, PrefixTable.ByBytes);
        _table = new PrefixTable(keys);
        _longest = keys.Length == 0 ? 0 : keys.Max(static key => key.Length);
        foreach (var entry in _entries)
        {
            MaxLength = Math.Max(MaxLength, entry.Token.Length + (entry.IsPlaceholder ? MaxBackslashes * entry.Token.AsSpan().Count((byte)'_') : 0));
            NeedsEscapes |= entry.Spelling.Bytes is not null || entry.Original.AsSpan().ContainsAny((byte)'"', (byte)'\\') || entry.Original.AsSpan().ContainsAnyInRange((byte)0, (byte)31);
        }
        _anchors = Array.TrueForAll(_entries, e => e.IsPlaceholder) ? Underscore : AnchorsOf(_entries);
    }

    /// <summary>Length of the longest replacement in its longest spelling, in bytes.</summary>
    public int MaxLength { get; }

    /// <summary>Whether an original must be written with escapes where it stands in a JSON string.</summary>
    public bool NeedsEscapes { get; }

    public bool IsEmpty => _entries.Length == 0;

    /// <summary>Whether more text could show that a match was part of a longer number.</summary>
    public bool IsOpenEnded(int entry) => !_entries[entry].IsPlaceholder && char.IsAsciiDigit((char)_entries[entry].Token[^1]);

    /// <summary>The replacement of a match.</summary>
    public ref readonly RestoreEntry Entry(int entry) => ref _entries[entry];

    /// <summary>
    /// Finds the first replacement that begins at or after <paramref name="from"/>. One that begins and ends with a digit counts only where no other digit
    /// touches it, or part of a longer number would be taken for it.
    /// </summary>
    public bool TryFind(ReadOnlySpan<byte> text, int from, byte before, out int start, out int length, out int entry)
    {
        Span<byte> small = _longest <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[_longest];
        for (var at = from; at <= text.Length - PrefixTable.KeyBytes; at++)
        {
            var next = text[at..].IndexOfAny(_anchors);
            if (next < 0) break;
            at += next;
            if (at > text.Length - PrefixTable.KeyBytes) break;
            if (!_table.MayBegin(text[at..])) continue;
            for (var candidate = FirstCandidate(text[at..], small); candidate >= 0; candidate = _table.Shorter(candidate))
            {
                var token = _entries[candidate].Token;
                var anchor = AnchorOf(_entries[candidate]);
                var end = at + token.Length - anchor;
                if (end > text.Length || !Ascii.EqualsIgnoreCase(text[at..end], token.AsSpan(anchor))) continue;
                if (!TryFindStart(text, from, at, token.AsSpan(0, anchor), out start)) continue;
                if (!_entries[candidate].IsPlaceholder && TouchesDigit(text, start, token.Length, before)) continue;
                (length, entry) = (end - start, candidate);
                return true;
            }
        }
        (start, length, entry) = (-1, 0, -1);
        return false;
    }

    /// <summary>With how many replacements the beginning of a text is compared; for a test of how that grows with their number.</summary>
    internal int CandidatesAt(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (var candidate = FirstCandidate(text, new byte[_longest]); candidate >= 0; candidate = _table.Shorter(candidate)) count++;
        return count;
    }

    /// <summary>The last replacement in order that the text may begin with; the others are its <see cref="PrefixTable.Shorter"/> ones.</summary>
    private int FirstCandidate(ReadOnlySpan<byte> text, Span<byte> small)
    {
        Ascii.ToLower(text[..Math.Min(_longest, text.Length)], small, out var length);  // of ASCII, as replacements are
        return _table.LastUpTo(small[..length]);
    }

    /// <summary>Where the tail begins that more text could still complete to a replacement, or the text's length where there is none.</summary>
    public int TailStart(ReadOnlySpan<byte> text) => (_tail ??= new ReplacementTail(_entries, MaxLength)).Start(text);

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

    private static bool TouchesDigit(ReadOnlySpan<byte> text, int start, int length, byte before)
    {
        var end = start + length;
        if (char.IsAsciiDigit((char)text[start]) && char.IsAsciiDigit((char)(start > 0 ? text[start - 1] : before))) return true;
        return char.IsAsciiDigit((char)text[end - 1]) && end < text.Length && char.IsAsciiDigit((char)text[end]);
    }

    private static SearchValues<byte> AnchorsOf(RestoreEntry[] entries)
    {
        Span<byte> anchors = stackalloc byte[512];
        var count = 0;
        foreach (var entry in entries)
        {
            var anchor = (char)entry.Token[AnchorOf(entry)];
            if (anchors[..count].Contains((byte)anchor)) continue;
            anchors[count++] = (byte)char.ToLowerInvariant(anchor);
            anchors[count++] = (byte)char.ToUpperInvariant(anchor);
        }
        return SearchValues.Create(anchors[..count]);
    }

    private static int AnchorOf(RestoreEntry entry) => entry.IsPlaceholder ? entry.Token.AsSpan().LastIndexOf((byte)'_') : 0;

    private static byte[] KeyOf(RestoreEntry entry) => Array.ConvertAll(entry.Token[AnchorOf(entry)..], static c => (byte)char.ToLowerInvariant((char)c));
}
