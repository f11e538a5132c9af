using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventAgents.Pii.Document;

/// <summary>
/// A text as its reader sees it, with the way back to the raw text: digits of other scripts and full-width forms as ASCII,
/// odd spaces and dashes as plain ones, invisible characters left out, JSON, HTML and URL escapes resolved.
/// </summary>
internal sealed class PlainText
{
    /// <summary>Characters that are replaced or left out. Nothing is copied for a text without one of these and without escapes.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(string.Concat(Enumerable.Range(0,
        0x10000).Select(code => (char)code).Where(IsSpecial)));

    private static readonly SearchValues<string> Escapes = SearchValues.Create(["&#", "&quot;", "&nbsp;", "&amp;", "%40", "%20", "%2B", "%2b",
        "%3A", "%3a", "%2F", "%2f", "%22", "%C3", "%c3"], StringComparison.Ordinal);

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Backslashes before a character's code in the third of three nested documents.</summary>
    private const int MaxBackslashes = 7;

    private char[] _characters = [];
    private int[] _offsets = [];
    private int _length;

    public ReadOnlySpan<char> Text => _characters.AsSpan(0, _length);

    /// <summary>Reads a raw text; false, and nothing is copied, where it is plain already.</summary>
    public bool TryRead(ReadOnlySpan<char> raw)
    {
        var escapesJson = EscapesJson(raw);
        var hasEscapes = escapesJson || raw.ContainsAny(Escapes);
        if (!hasEscapes && !raw.ContainsAny(Special)) return false;
        if (_characters.Length < raw.Length)
        {
            _characters = new char[raw.Length];
            _offsets = new int[raw.Length + 1];
        }
        _length = 0;
        for (var i = 0; i < raw.Length;)
        {
            var used = hasEscapes ? Escape(raw[i..], escapesJson, out var c) : Same(raw[i], out c);
            if (used == 1) used = Plain(raw[i..], ref c);
            if (c != '\0' || raw[i] == '\0')
            {
                _offsets[_length] = i;
                _characters[_length++] = c;
            }
            i += used;
        }
        _offsets[_length] = raw.Length;
        return true;
    }

    /// <summary>Moves findings from <paramref name="from"/> on back to the raw text: each covers all that its characters were made of.</summary>
    public void ToRaw(List<Finding> findings, int from)
    {
        for (var i = from; i < findings.Count; i++)
        {
            var finding = findings[i];
            var start = _offsets[finding.Start];
            // What was left out behind the last character stays outside.
            var end = finding.End > 0 && _offsets[finding.End] - _offsets[finding.End - 1] <= MaxBackslashes + 5 ? _offsets[finding.End] : _offsets[finding.End - 1] + 1;
            findings[i] = finding with { Start = start, Length = Math.Max(1, end - start) };
        }
    }

    /// <summary>Whether there is an escape that only JSON and its like have: a quoted quote, or a character by its code. A path such as C:\users has none.</summary>
    private static bool EscapesJson(ReadOnlySpan<char> raw)
    {
        while (raw.IndexOf('\\') is >= 0 and var at)
        {
            raw = raw[at..];
            var run = Backslashes(raw);
            if (run < raw.Length && (raw[run] == '"' || IsCode(raw[run..]))) return true;
            raw = raw[run..];
        }
        return false;
    }

    /// <summary>How many backslashes there are at the start.</summary>
    private static int Backslashes(ReadOnlySpan<char> raw) => raw.IndexOfAnyExcept('\\') is >= 0 and var end ? end : raw.Length;

    /// <summary>Whether a backslash before it would make it a character's code.</summary>
    private static bool IsCode(ReadOnlySpan<char> raw) => raw is ['u', ..] && raw.Length >= 5 && !raw[1..5].ContainsAnyExcept(HexDigits);

    private static int Same(char raw, out char c)
    {
        c = raw;
        return 1;
    }

    /// <summary>Resolves an escape at the start; returns how many raw characters it took, 1 where there is none.</summary>
    private static int Escape(ReadOnlySpan<char> raw, bool escapesJson, out char c)
    {
        c = raw[0];
        if (raw.Length < 2) return 1;
        if (c == '\\' && escapesJson)
        {
            // A document in a string of another doubles the backslash, once for each.
            var run = Math.Min(Backslashes(raw), MaxBackslashes);
            if (IsCode(raw[run..]))
            {
                var unit = int.Parse(raw.Slice(run + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                c = unit == 0 ? '\ufffd' : (char)unit;
                return run + 5;
            }
            var plain = raw[1] switch { '"' => '"', '/' => '/', '\\' => '\\', 'n' => '\n', 't' => '\t', 'r' => '\r', _ => '\0' };
            if (plain == '\0') return 1;
            c = plain;
            return 2;
        }
        if (c == '%' && raw.Length >= 3 && char.IsAsciiHexDigit(raw[1]) && char.IsAsciiHexDigit(raw[2])) return Percent(raw, ref c);
        return c == '&' ? Entity(raw, ref c) : 1;
    }

    /// <summary>%40 and the UTF-8 sequence %C3%BC.</summary>
    private static int Percent(ReadOnlySpan<char> raw, ref char c)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < 4 && raw.Length >= count * 3 + 3 && raw[count * 3] == '%'
            && byte.TryParse(raw.Slice(count * 3 + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) bytes[count++] = value;
        if (Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) != OperationStatus.Done || !rune.IsBmp || rune.Value < ' ') return 1;
        c = (char)rune.Value;
        return used * 3;
    }

    private static int Entity(ReadOnlySpan<char> raw, ref char c)
    {
        var end = raw[..Math.Min(raw.Length, 10)].IndexOf(';');
        if (end < 3) return 1;
        var name = raw[1..end];
        if (name[0] == '#')
        {
            var parsed = name[1] is 'x' or 'X'
                ? int.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                : int.TryParse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture, out code);
            if (!parsed || code is < ' ' or > 0xd7ff) return 1;
            c = (char)code;
            return end + 1;
        }
        var plain = name switch { "amp" => '&', "lt" => '<', "gt" => '>', "quot" => '"', "apos" => '\'', "nbsp" => ' ', _ => '\0' };
        if (plain == '\0') return 1;
        c = plain;
        return end + 1;
    }

    /// <summary>Makes one character plain; NUL leaves it out. Returns how many raw characters it took.</summary>
    private static int Plain(ReadOnlySpan<char> raw, ref char c)
    {
        if (c < '\u00a0') return 1;
        switch (c)
        {
            case '\u00a0' or '\u202f' or '\u205f' or '\u3000' or '\u1680' or (>= '\u2000' and <= '\u200a'):
                c = ' ';
                break;
            case '\u00ad' or '\u180e' or '\u2060' or '\ufeff' or '\u061c' or (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e'):
                c = '\0';
                break;
            case '\u2010' or '\u2011' or '\u2012' or '\u2212':
                c = '-';
                break;
            case >= '\uff01' and <= '\uff5e':
                c = (char)(c - 0xfee0);
                break;
            case >= '\u2070' and <= '\u2079' when char.IsNumber(c):
                c = (char)('0' + c - '\u2070');
                break;
            case '\ud835' when raw.Length > 1 && char.IsLowSurrogate(raw[1]):
                return Mathematical(raw, ref c);
            default:
                if (char.IsDigit(c)) c = (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
                break;
        }
        return 1;
    }

    /// <summary>Bold, script and monospace letters and digits (U+1D400 to U+1D7FF) by their compatibility form.</summary>
    private static int Mathematical(ReadOnlySpan<char> raw, ref char c)
    {
        var code = char.ConvertToUtf32(raw[0], raw[1]);
        if (code >= 0x1d7ce) c = (char)('0' + (code - 0x1d7ce) % 10);
        else if (code < 0x1d6a4)
        {
            // Thirteen alphabets of 26 capitals and 26 small letters.
            var letter = (code - 0x1d400) % 52;
            c = (char)(letter < 26 ? 'A' + letter : 'a' + letter - 26);
        }
        else return 1;
        return 2;
    }

    /// <summary>Whether <see cref="Plain"/> replaces or leaves out the character.</summary>
    private static bool IsSpecial(char c)
    {
        var plain = c;
        Plain([c], ref plain);
        return plain != c || c == '\ud835';
    }
}
