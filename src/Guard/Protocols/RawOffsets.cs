namespace EventAgents.Guard.Protocols;

/// <summary>
/// Translates offsets in a text, asked in rising order, to offsets in the bytes it was read from. Where an offset lies within a character or an escape,
/// a start moves to its beginning and an end behind it.
/// </summary>
/// <param name="raw">UTF-8, with JSON's escapes where <paramref name="isEscaped"/>.</param>
/// <param name="isEscaped">Whether a backslash begins an escape.</param>
internal ref struct RawOffsets(ReadOnlySpan<byte> raw, bool isEscaped)
{
    private readonly ReadOnlySpan<byte> _raw = raw;
    private int _at, _utf8, _utf16;

    public int StartAtUtf16(int target) => Seek(target, inUtf16: true, isEnd: false);

    public int EndAtUtf16(int target) => Seek(target, inUtf16: true, isEnd: true);

    public int StartAtUtf8(int target) => Seek(target, inUtf16: false, isEnd: false);

    public int EndAtUtf8(int target) => Seek(target, inUtf16: false, isEnd: true);

    private int Seek(int target, bool inUtf16, bool isEnd)
    {
        while ((inUtf16 ? _utf16 : _utf8) < target && _at < _raw.Length)
        {
            var (length, utf8, utf16) = Unit();
            if (!isEnd && (inUtf16 ? _utf16 + utf16 : _utf8 + utf8) > target) break;
            _at += length;
            _utf8 += utf8;
            _utf16 += utf16;
        }
        return _at;
    }

    /// <summary>Lengths of the next character: raw bytes, UTF-8 bytes, UTF-16 units.</summary>
    private readonly (int Raw, int Utf8, int Utf16) Unit()
    {
        var lead = _raw[_at];
        if (lead == (byte)'\\' && isEscaped)
        {
            var length = JsonText.EscapeLength(_raw[_at..], out var rune);
            return (length, rune.Utf8SequenceLength, rune.Utf16SequenceLength);
        }
        var bytes = lead switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
        return bytes == 1 || IsWhole(bytes) ? (bytes, bytes, bytes == 4 ? 2 : 1) : (1, 1, 1);
    }

    /// <summary>Whether the character's other bytes follow its first: a provider may have cut it.</summary>
    private readonly bool IsWhole(int bytes)
    {
        if (_raw.Length - _at < bytes) return false;
        return !_raw.Slice(_at + 1, bytes - 1).ContainsAnyExceptInRange((byte)0x80, (byte)0xBF);
    }
}
