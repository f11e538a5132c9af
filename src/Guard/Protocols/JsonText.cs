using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventAgents.Guard.Protocols;

/// <summary>Text inside JSON strings, as raw bytes between the quotes. The bytes are valid UTF-8 and the escapes were checked by a JSON reader.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Resolves the escapes.</summary>
    /// <param name="raw">Bytes between the quotes.</param>
    /// <param name="text">At least as long; receives UTF-8.</param>
    /// <param name="isWellFormed">False where an escape is half a surrogate pair; U+FFFD stands for it.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> text, out bool isWellFormed)
    {
        isWellFormed = true;
        var written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0) plain = raw.Length;
            raw[..plain].CopyTo(text[written..]);
            written += plain;
            if (plain == raw.Length) return written;
            raw = raw[plain..];
            var length = EscapeLength(raw, out var rune);
            if (rune == Rune.ReplacementChar && Unit(raw) != Rune.ReplacementChar.Value) isWellFormed = false;
            written += rune.EncodeToUtf8(text[written..]);
            raw = raw[length..];
        }
    }

    /// <summary>The text with its escapes resolved, where there may be any.</summary>
    public static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> raw, bool isEscaped)
    {
        if (!isEscaped || !raw.Contains((byte)'\\')) return raw;
        var plain = new byte[raw.Length];
        return plain.AsSpan(0, Unescape(raw, plain, out _));
    }

    /// <summary>Resolves the escapes of text that no reader has checked.</summary>
    /// <returns>Null where there is a backslash that begins no escape of JSON, or half a surrogate pair.</returns>
    public static byte[]? TryUnescape(ReadOnlySpan<byte> raw)
    {
        for (var rest = raw; rest.IndexOf((byte)'\\') is >= 0 and var at;)
        {
            rest = rest[at..];
            if (!StartsWithEscape(rest)) return null;
            rest = rest[(rest[1] == (byte)'u' ? 6 : 2)..];
        }
        var text = new byte[raw.Length];
        var length = Unescape(raw, text, out var isWellFormed);
        return isWellFormed ? text[..length] : null;
    }

    private static bool StartsWithEscape(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2) return false;
        return text[1] == (byte)'u' ? text.Length >= 6 && !text[2..6].ContainsAnyExcept(HexDigits) : "\"\\/bfnrt"u8.Contains(text[1]);
    }

    /// <summary>Resolves what are escapes of JSON in a text that may be none, and leaves every other backslash.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="plain">At least as long; receives UTF-8.</param>
    /// <param name="origins">One longer than the text; receives where each byte, and the end, came from.</param>
    /// <returns>Bytes written.</returns>
    public static int UnescapeLoosely(ReadOnlySpan<byte> text, Span<byte> plain, Span<int> origins)
    {
        var written = 0;
        for (var at = 0; at < text.Length;)
        {
            var (first, length) = (written, 1);
            if (text[at] == (byte)'\\' && StartsWithEscape(text[at..]))
            {
                var mayBePair = text.Length - at >= 12 && StartsWithEscape(text[(at + 6)..]);
                length = EscapeLength(mayBePair ? text[at..] : text.Slice(at, Math.Min(6, text.Length - at)), out var rune);
                written += rune.EncodeToUtf8(plain[written..]);
            }
            else
            {
                plain[written++] = text[at];
            }
            origins[first..written].Fill(at);
            at += length;
        }
        origins[written] = text.Length;
        return written;
    }

    /// <summary>The raw length of the escape that <paramref name="raw"/> begins with, both halves of a pair included, and what it stands for.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> raw, out Rune rune)
    {
        if (raw[1] != (byte)'u')
        {
            rune = new Rune(raw[1] switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                var itself => (char)itself,
            });
            return 2;
        }
        var first = (char)Unit(raw);
        if (char.IsHighSurrogate(first) && raw.Length >= 12 && raw[6] == (byte)'\\' && raw[7] == (byte)'u'
            && Rune.TryCreate(first, (char)Unit(raw[6..]), out rune)) return 12;
        if (!Rune.TryCreate(first, out rune)) rune = Rune.ReplacementChar;
        return 6;
    }

    /// <summary>Writes text so that it can stand between quotes, escaping only what JSON demands.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="layers">1 for a JSON string, 2 for a string of JSON inside a JSON string, and so on; 0 for none.</param>
    /// <param name="output">Receives the escaped text.</param>
    public static void Escape(ReadOnlySpan<byte> text, int layers, ByteBuffer output)
    {
        if (layers == 0)
        {
            output.Append(text);
            return;
        }
        if (layers > 1)
        {
            var inner = new ByteBuffer();
            Escape(text, layers - 1, inner);
            text = inner.Written;
        }
        while (true)
        {
            var plain = IndexOfEscaped(text);
            output.Append(text[..plain]);
            if (plain == text.Length) return;
            EscapeOne(text[plain], output);
            text = text[(plain + 1)..];
        }
    }

    private static int IndexOfEscaped(ReadOnlySpan<byte> text)
    {
        var control = text.IndexOfAnyInRange((byte)0, (byte)31);
        if (control >= 0) text = text[..control];
        var special = text.IndexOfAny((byte)'"', (byte)'\\');
        return special >= 0 ? special : text.Length;
    }

    private static void EscapeOne(byte c, ByteBuffer output)
    {
        switch (c)
        {
            case (byte)'"': output.Append("\\\""u8); break;
            case (byte)'\\': output.Append("\\\\"u8); break;
            case (byte)'\n': output.Append("\\n"u8); break;
            case (byte)'\r': output.Append("\\r"u8); break;
            case (byte)'\t': output.Append("\\t"u8); break;
            default:
                output.Append("\\u00"u8);
                output.Append([Hex(c >> 4), Hex(c & 15)]);
                break;
        }
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);

    private static int Unit(ReadOnlySpan<byte> escape) => escape[1] != (byte)'u' ? 0 : int.Parse(escape.Slice(2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
