using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Telephone numbers. A + and a number that the country's plan knows prove it; national numbers need the grouping that
/// people write, a national prefix, or a word that announces them. Numbers for fiction (555-01xx) are numbers too.
/// </summary>
internal sealed class PhoneNumber : Recognizer
{
    private const int MaxDigits = 15, MaxGroups = 8;

    public override IReadOnlyList<string> Finds { get; } =
    [
        "call «+1 415 555 0132» now", "«(415) 555-0132»", "«415-555-0132»", "«415.555.0132 x23»", "«+44 (0)20 7946 0958»", "tel: «555-0132»",
        "«+4930901820», bitte", "Tel. «030 901820»", "«06 12 34 56 78»", "«1-800-555-0199»",
        "Fax: «926232991»", "phone «663 110 581»", "WhatsApp: «+55 11 98456 5666»", "«09-7625400»", "tel:«+14155550132»", "«(0)30 901820-44» Tel",
        "«001-921-492-8436x075»", "Ring «08-123 456 78»", "My number is «13812345678»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "order 4155550132", "2024-01-31 12:30", "192.168.100.200", "1.2.3.4567", "ISBN 978-3-16-148410-0", "id 1700000000000", "a415-555-0132b", "2023-2024",
        "10 000 000", "pages 100-200", "550e8400-e29b-41d4-a716-446655440000",
        "1,234,567,890", "version 2023.10.12345", "12.05.2024 10:15:00", "temperature 20 000 30 000", "0.1234567890", "+5", "f(415) 5",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (!char.IsAsciiDigit(scan.Text[token.Start]) || !(token.IsNumber || EndsInExtension(scan, token))) continue;
            var start = StartOf(scan, token.Start, out var hasPlus);
            if (start < 0) continue;
            var last = FindAt(scan, i, start, hasPlus, findings);
            if (last >= 0) i = last;
        }
    }

    /// <summary>Takes a + and an opening bracket with the first digits; -1 where no number may begin.</summary>
    private static int StartOf(in Scan scan, int digit, out bool hasPlus)
    {
        var start = digit;
        if (scan.Before(start) == '(') start--;
        hasPlus = scan.Before(start) == '+';
        if (hasPlus) start--;
        if (start < digit && scan.Before(start) == '(' && hasPlus) start--;
        if (hasPlus) return char.IsLetterOrDigit(scan.Before(start)) ? -1 : start;
        return scan.IsFreeBefore(start) ? start : -1;
    }

    /// <summary>Reads groups from the token on and tries all of them, then fewer; returns the last token of the number, or -1.</summary>
    private static int FindAt(in Scan scan, int first, int start, bool hasPlus, List<Finding> findings)
    {
        Span<char> digits = stackalloc char[MaxDigits + 1];
        Span<int> lengths = stackalloc int[MaxGroups], ends = stackalloc int[MaxGroups];
        int length = 0, groups = 0;
        for (var i = first; i < scan.Tokens.Length && groups < MaxGroups; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            var size = DigitsAtStart(scan, token);
            if (size == 0 || size + length > MaxDigits || (size < token.Length && !EndsInExtension(scan, token))) break;
            if (groups > 0 && !IsGap(scan.Text[scan.Tokens[i - 1].End..token.Start])) break;
            scan.Text.Slice(token.Start, size).CopyTo(digits[length..]);
            length += size;
            lengths[groups] = size;
            ends[groups++] = token.Start + size;
            if (size < token.Length) break;
        }
        for (; groups > 0; length -= lengths[--groups])
        {
            if (length < 7) return -1;
            var last = first + groups - 1;
            var end = ends[groups - 1];
            var score = Score(scan, first, last, start, end, digits[..length], lengths[..groups], hasPlus, out var source);
            if (score == 0) continue;
            end = WithExtension(scan, end);
            findings.Add(new Finding(start, end - start, EntityType.Phone, score, source));
            return Math.Max(first, scan.TokenAt(end - 1));
        }
        return -1;
    }

    private static float Score(in Scan scan, int first, int last, int start, int end, ReadOnlySpan<char> digits, ReadOnlySpan<int> groups, bool hasPlus,
        out FindingSource source)
    {
        source = FindingSource.Context;
        if (!scan.IsFreeAfter(end) && !(scan.At(end) is 'x' or 'X')) return 0;
        if (scan.At(end) == ')' && scan.Text[start..end].IndexOf('(') >= 0 && end - start < 9) return 0;
        if (hasPlus || digits.StartsWith("00"))
        {
            var international = hasPlus ? digits : digits[2..];
            if (hasPlus && PhonePlans.CountryCodeLength(international) > 0)
            {
                source = FindingSource.Proven;
                return 0.95f;
            }
            if (international.Length >= 8 && PhonePlans.HasCountryCode(international) && (groups.Length > 1 || hasPlus)) return 0.7f;
        }
        if (digits.Length > 13 || CheckDigits.IsConstant(digits)) return 0;
        var cue = scan.CueNear(first, last);
        if ((cue & Cue.Phone) != 0 && (cue & Cue.Goods & ~Cue.Phone) == 0 || IsLabelled(scan, start)) return IsDate(digits, groups) ? 0 : 0.8f;
        // What stands behind the number announces the next one.
        var hasTrunk = groups.Length > 2 && digits[0] == '0' && digits[1] != '0';
        if (((hasTrunk ? CuesBefore(scan, first) : cue) & (Cue.Goods | Cue.Code | Cue.Bank | Cue.Version | Cue.Routing | Cue.Medical)) != 0
            && (cue & Cue.Phone) == 0) return IsNorthAmericanForm(scan, start, digits, groups) && (cue & Cue.Medical) == 0 ? 0.4f : 0;
        if (groups.Length > 1 && scan.IsPieceOfRow(first, last)) return 0;
        if (IsNorthAmericanForm(scan, start, digits, groups)) return 0.85f;
        // A trunk 0, written in groups that are not those of a date.
        if (groups.Length > 1 && digits[0] == '0' && digits[1] != '0' && digits.Length is >= 9 and <= 12 && groups[0] is >= 2 and <= 5
            && !IsDate(digits, groups)) return 0.6f;
        return scan.IsBare && groups.Length > 1 && groups[0] > 1 && digits[0] == '0' ? 0.5f : 0;
    }

    private static Cue CuesBefore(in Scan scan, int first)
    {
        var cue = Cue.None;
        for (var i = Math.Max(0, first - Scan.TokensBefore); i < first; i++) cue |= scan.Tokens[i].Cue;
        return cue;
    }

    /// <summary>3-3-4 with an area that exists, with brackets, dots or hyphens; also behind a 1 or another country's code.</summary>
    private static bool IsNorthAmericanForm(in Scan scan, int start, ReadOnlySpan<char> digits, ReadOnlySpan<int> groups)
    {
        if (groups is [3, 3, 4]) return (digits[0] >= '2' && digits[3] >= '2' && !(scan.Text[start + 3] == ' ')) || PhonePlans.IsNorthAmerican(digits);
        if (groups is [3, 7]) return scan.Text[start] == '(' && PhonePlans.IsNorthAmerican(digits);
        return groups is [1 or 2, 3, 3, 4] && PhonePlans.HasCountryCode(digits) && digits[^10] >= '2' && digits[^7] >= '2';
    }

    private static bool IsDate(ReadOnlySpan<char> digits, ReadOnlySpan<int> groups) =>
        groups is [4, 2, 2] ? digits[0] is '1' or '2' : groups is [2, 2, 4] && digits[4] is '1' or '2' && digits[5] is '9' or '0';

    /// <summary>"tel:" and "Tel." right before the number.</summary>
    private static bool IsLabelled(in Scan scan, int start)
    {
        var token = scan.TokenAt(start) - 1;
        return token >= 0 && (scan.Tokens[token].Cue & Cue.Phone) != 0 && start - scan.Tokens[token].End <= 3;
    }

    private static bool IsGap(ReadOnlySpan<char> between)
    {
        if (between.Length is 0 or > 3) return false;
        var spaces = 0;
        foreach (var c in between)
        {
            if (c is not (' ' or '-' or '.' or '/' or '(' or ')')) return false;
            if (c == ' ' && ++spaces > 2) return false;
        }
        return between is not ("  " or " . " or "--" or "..");
    }

    private static int DigitsAtStart(in Scan scan, in Token token)
    {
        var size = 0;
        while (size < token.Length && char.IsAsciiDigit(scan.Text[token.Start + size])) size++;
        return size;
    }

    /// <summary>8436x075: digits, an x, one to six digits.</summary>
    private static bool EndsInExtension(in Scan scan, in Token token)
    {
        var size = DigitsAtStart(scan, token);
        if (size < 3 || token.Length - size is < 2 or > 7 || scan.Text[token.Start + size] is not ('x' or 'X')) return false;
        for (var i = size + 1; i < token.Length; i++)
        {
            if (!char.IsAsciiDigit(scan.Text[token.Start + i])) return false;
        }
        return true;
    }

    private static int WithExtension(in Scan scan, int end)
    {
        var i = end;
        while (i < end + 2 && scan.At(i) is ' ' or ',') i++;
        var rest = scan.Text[i..];
        var word = rest.StartsWith("ext", StringComparison.OrdinalIgnoreCase) ? 3 : rest.Length > 1 && rest[0] is 'x' or 'X' or '#' ? 1 : 0;
        if (word == 0) return end;
        i += word;
        while (i < end + 8 && scan.At(i) is ' ' or '.' or ':' or '#') i++;
        var digits = i;
        while (i < digits + 6 && char.IsAsciiDigit(scan.At(i))) i++;
        return i > digits && !char.IsLetterOrDigit(scan.At(i)) ? i : end;
    }
}
