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
            if (rest.Length < 2) return null;
            var isCode = rest[1] == (byte)'u';
            if (isCode ? rest.Length < 6 || rest[2..6].ContainsAnyExcept(HexDigits) : !"\"\\/bfnrt"u8.Contains(rest[1])) return null;
            rest = rest[(isCode ? 6 : 2)..];
        }
        var text = new byte[raw.Length];
        var length = Unescape(raw, text, out var isWellFormed);
        return isWellFormed ? text[..length] : null;
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
