using System.Buffers;
using System.Text;

namespace EventAgents.Guard.Masking;

/// <summary>Tells where a piece of a stream may end in the middle of a replacement, which is then held back.</summary>
/// <param name="entries">The request's replacements.</param>
/// <param name="maxLength">Length of the longest in its longest spelling, in bytes.</param>
internal sealed class ReplacementTail(RestoreEntry[] entries, int maxLength)
{
    private readonly PrefixTable _table = new(SortedOf(entries));  // in small letters
    private readonly SearchValues<byte> _members = MembersOf(entries);  // every character of any replacement, in both cases

    /// <summary>Where the tail begins that more text could still complete to a replacement, or the text's length where there is none.</summary>
    public int Start(ReadOnlySpan<byte> text)
    {
        var lowest = Math.Max(0, text.Length - maxLength);
        var run = text[lowest..].LastIndexOfAnyExcept(_members) + 1 + lowest;
        if (run == text.Length) return run;
        Span<byte> lower = text.Length - run <= 512 ? stackalloc byte[text.Length - run] : new byte[text.Length - run];
        Ascii.ToLower(text[run..], lower, out _);
        if (!lower.Contains((byte)'\\'))
        {
            for (var i = 0; i < lower.Length; i++)
            {
                if (_table.IsBeginning(lower[i..])) return run + i;
            }
            return text.Length;
        }
        Span<byte> plain = lower.Length <= 512 ? stackalloc byte[lower.Length] : new byte[lower.Length];
        for (var i = 0; i < lower.Length; i++)
        {
            if (lower[i] != (byte)'\\' && _table.IsBeginning(plain[..WithoutBackslashes(lower[i..], plain)])) return run + i;
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

    private static byte[][] SortedOf(RestoreEntry[] entries)
    {
        var sorted = Array.ConvertAll(entries, e => Array.ConvertAll(e.Token, c => (byte)char.ToLowerInvariant((char)c)));
        Array.Sort(sorted, PrefixTable.ByBytes);
        return sorted;
    }

    private static SearchValues<byte> MembersOf(RestoreEntry[] entries)
    {
        Span<bool> occurs = stackalloc bool[256];
        occurs['\\'] = true;
        foreach (var entry in entries)
        {
            foreach (var c in entry.Token) occurs[char.ToLowerInvariant((char)c)] = occurs[char.ToUpperInvariant((char)c)] = true;
        }
        Span<byte> members = stackalloc byte[256];
        var count = 0;
        for (var c = 0; c < occurs.Length; c++)
        {
            if (occurs[c]) members[count++] = (byte)c;
        }
        return SearchValues.Create(members[..count]);
    }
}
