using System.Buffers;
using System.Text;

namespace EventAgents.Pii.Document;

/// <summary>Finds runs of base64 and base64url in a text that decode to readable text.</summary>
internal static class EncodedRuns
{
    /// <summary>Shortest run in characters: 16 encode 12, which hold no address or number.</summary>
    private const int MinLength = 20;

    /// <summary>Longest run in characters that is decoded.</summary>
    public const int MaxLength = 262_144;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    /// <summary>The next run at or behind <paramref name="from"/>, padding included; false if there is none.</summary>
    public static bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int length)
    {
        start = from;
        length = 0;
        while (start < text.Length)
        {
            var skip = text[start..].IndexOfAny(Alphabet);
            if (skip < 0) return false;
            start += skip;
            length = text[start..].IndexOfAnyExcept(Alphabet);
            if (length < 0) length = text.Length - start;
            var run = text.Slice(start, length);
            if (length is >= MinLength and <= MaxLength && run.ContainsAnyInRange('A', 'Z') && run.ContainsAnyInRange('a', 'z') && run.Count('/') <= length / 8)
            {
                while (start + length < text.Length && text[start + length] == '=' && length % 4 != 0) length++;
                return true;
            }
            start += length;
        }
        return false;
    }

    /// <summary>The text that a run encodes, or null where it is binary.</summary>
    public static string? Decode(ReadOnlySpan<char> run)
    {
        var bare = run.TrimEnd('=');
        if (bare.Length % 4 == 1) return null;
        var chars = ArrayPool<char>.Shared.Rent(bare.Length + 3);
        var bytes = ArrayPool<byte>.Shared.Rent(bare.Length);
        try
        {
            var count = 0;
            foreach (var c in bare) chars[count++] = c switch { '-' => '+', '_' => '/', _ => c };
            // The first bytes tell text from a hash, before all is decoded.
            if (!Convert.TryFromBase64Chars(chars.AsSpan(0, 16), bytes, out var head) || !IsReadable(bytes.AsSpan(0, head), isCut: true)) return null;
            while (count % 4 != 0) chars[count++] = '=';
            if (!Convert.TryFromBase64Chars(chars.AsSpan(0, count), bytes, out var written) || !IsReadable(bytes.AsSpan(0, written), isCut: false)) return null;
            return Encoding.UTF8.GetString(bytes, 0, written);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Valid UTF-8 without control characters but line breaks and tabs.</summary>
    private static bool IsReadable(ReadOnlySpan<byte> bytes, bool isCut)
    {
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status == OperationStatus.NeedMoreData && isCut) return true;
            if (status != OperationStatus.Done || (rune.Value < ' ' && rune.Value is not ('\n' or '\r' or '\t')) || rune.Value is 0x7f or 0xfffd) return false;
            bytes = bytes[used..];
        }
        return true;
    }
}
