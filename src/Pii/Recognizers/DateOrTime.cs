using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Dates and times of day. A date that a word like "born" or "geb." announces is a date of birth; others are reported
/// but not masked by default.
/// </summary>
internal sealed class DateOrTime : Recognizer
{
    public override IReadOnlyList<string> Finds { get; } =
    [
        "on «5/20/2021»", "«21.5.21»", "«2024-06-05T09:15:30.500-07:00»", "«2024-03-15T14:30:00Z»", "on «14 March 2025»", "«September 9, 2023»", "«May-21»",
        "«05-May»", "born «8 Sep 1975»,", "geb. «19.11.1943»", "nacida el «5 de mayo de 1970»",
        "at «9:20 AM» today", "at «16:21»", "«may 4 1958»", "«1990年2月28日»", "the «3rd of June 2021»", "«2 février 1985»", "«22/03/1968»;",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "1.2.3", "version 2023.10.12345", "12/13", "31/31/2020", "x5/20/2021", "you may 3 times", "10.0.0.1", "page 12-13-14a", "99.99.9999", "1:2",
        "ratio 16:9", "march on", "12:345",
    ];

    private static readonly HashSet<ulong> Ordinals =
        [.. "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth".Split(' ').Select(word => WordHash.Of(word))];

    /// <summary>Whether the whole text is one date or time.</summary>
    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        var length = NumericDate(text, 0);
        if (length > 0) return length == text.Length;
        return ClockTimes.Length(text, 0) == text.Length;
    }

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            int end;
            if (char.IsAsciiDigit(scan.Text[token.Start]))
            {
                if (token.Length > 12 || !IsFree(scan, token.Start)) continue;
                end = NumericDate(scan.Text, token.Start);
                if (end == 0) end = DayAndMonth(scan, i);
                if (end == 0) end = EastAsian(scan.Text, token.Start);
                if (end == 0)
                {
                    end = ClockTimes.Length(scan.Text, token.Start);
                    if (end > 0) Add(scan, i, token.Start, end, isDate: false, findings);
                    if (end > 0) i = scan.TokenAt(token.Start + end - 1);
                    continue;
                }
            }
            else if ((token.Cue & Cue.Month) != 0) end = MonthAndDay(scan, i);
            else continue;
            if (end == 0) continue;
            if (i > 1 && scan.TextOf(scan.Tokens[i - 1]) is "of" && Ordinals.Contains(scan.Tokens[i - 2].Hash) && !char.IsAsciiDigit(scan.Text[token.Start]))
            {
                // "the ninth of April 1967"
                var day = i > 2 && scan.TextOf(scan.Tokens[i - 3]) is "the" ? i - 3 : i - 2;
                Add(scan, day, scan.Tokens[day].Start, token.Start + end - scan.Tokens[day].Start, isDate: true, findings);
                continue;
            }
            Add(scan, i, token.Start, end, isDate: true, findings);
            i = Math.Max(i, scan.TokenAt(token.Start + end - 1));
        }
    }

    private static void Add(in Scan scan, int token, int start, int length, bool isDate, List<Finding> findings)
    {
        if (isDate && IsBirth(scan, token, start + length)) findings.Add(new Finding(start, length, EntityType.DateOfBirth, 0.85f, FindingSource.Context));
        else findings.Add(new Finding(start, length, EntityType.DateTime, 0.6f, FindingSource.Context));
    }

    /// <summary>Whether a word for birth stands before the date without another date or number between, or right behind it.</summary>
    private static bool IsBirth(in Scan scan, int token, int end)
    {
        for (var i = token - 1; i >= Math.Max(0, token - Scan.TokensBefore); i--)
        {
            if ((scan.Tokens[i].Cue & Cue.Birth) != 0) return true;
            if (scan.Tokens[i].HasDigit && scan.Tokens[i].Length >= 4) break;
        }
        if (scan.Before(scan.Tokens[token].Start) == '*'
            || (scan.Before(scan.Tokens[token].Start) == ' '
            && scan.Before(scan.Tokens[token].Start - 1) == '*')) return scan.Before(scan.Tokens[token].Start - 2) != '*';
        var after = scan.TokenAt(end);
        return after < scan.Tokens.Length && scan.Tokens[after].Start - end <= 2 && (scan.Tokens[after].Cue & Cue.Birth) != 0 && scan.Tokens[after].Length <= 5;
    }

    private static bool IsFree(in Scan scan, int start)
    {
        var before = scan.Before(start);
        return !Scan.Glues(before) && before is not ('_' or '$')
            && !(before is '.' or '-' or '/' or ':' && start > 1 && char.IsLetterOrDigit(scan.Text[start - 2])
            && (before != ':' || char.IsAsciiDigit(scan.Text[start - 2])));
    }

    /// <summary>The length of a date in digits at <paramref name="start"/>, with the time that ISO 8601 joins to it; 0 if there is none.</summary>
    private static int NumericDate(ReadOnlySpan<char> text, int start)
    {
        var i = start;
        if (!Number(text, ref i, out var first, out var firstLength) || i >= text.Length) return 0;
        var separator = text[i];
        if (separator is not ('-' or '/' or '.')) return 0;
        i++;
        // 14. 2. 1958
        var spaced = separator == '.' && i + 1 < text.Length && text[i] == ' ';
        if (spaced) i++;
        if (!Number(text, ref i, out var second, out var secondLength) || secondLength > 2 || i >= text.Length || text[i] != separator) return 0;
        i++;
        if (spaced && i < text.Length && text[i] == ' ') i++;
        if (!Number(text, ref i, out var third, out var thirdLength) || (spaced && firstLength + thirdLength < 5)) return 0;
        var yearFirst = firstLength == 4;
        var valid = yearFirst
            ? thirdLength <= 2 && IsYear(first) && CheckDigits.IsMonthAndDay(second, third)
            : firstLength <= 2 && (thirdLength == 2 || (thirdLength == 4 && IsYear(third)))
                && (CheckDigits.IsMonthAndDay(second, first) || (separator != '.' && CheckDigits.IsMonthAndDay(first, second)));
        if (!valid || (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '_' || (char.IsLetter(text[i]) && text[i] != 'T')))) return 0;
        if (i + 1 < text.Length && text[i] == separator && char.IsLetterOrDigit(text[i + 1])) return 0;
        if (thirdLength == 2 && !yearFirst && firstLength == 1 && secondLength == 1 && separator == '.') return 0;  // 1.2.34 is a version
        if (yearFirst && i + 1 < text.Length && text[i] is 'T' or ' ' && ClockTimes.Length(text, i + 1) is > 0 and var time
            && (text[i] == 'T' || time >= 8)) return WithOffset(text, i + 1 + time) - start;
        return i - start;
    }

    /// <summary>Takes a zone in four digits: " +0200".</summary>
    private static int WithOffset(ReadOnlySpan<char> text, int end)
    {
        if (end + 6 > text.Length || text[end] != ' ' || text[end + 1] is not ('+' or '-')
            || (end + 6 < text.Length && char.IsLetterOrDigit(text[end + 6]))) return end;
        return text.Slice(end + 2, 4).ContainsAnyExceptInRange('0', '9') ? end : end + 6;
    }

    public static bool Number(ReadOnlySpan<char> text, ref int i, out int number, out int length)
    {
        number = length = 0;
        while (i < text.Length && length < 5 && char.IsAsciiDigit(text[i]))
        {
            number = number * 10 + text[i++] - '0';
            length++;
        }
        return length is > 0 and < 5;
    }

    private static bool IsYear(int year) => year is >= 1850 and <= 2100;

    /// <summary>14 March 2025, 3rd of June, 5 de mayo de 1970, 05-May: the length from the day on, or 0.</summary>
    private static int DayAndMonth(in Scan scan, int index)
    {
        ref readonly var day = ref scan.Tokens[index];
        var number = DayOf(scan.TextOf(day));
        if (number == 0) return 0;
        var i = index + 1;
        while (i < scan.Tokens.Length && i <= index + 2 && scan.TextOf(scan.Tokens[i]) is "of" or "de" or "del" or "di" or "do"
            && scan.Tokens[i].Start - scan.Tokens[i - 1].End == 1) i++;
        if (i >= scan.Tokens.Length || (scan.Tokens[i].Cue & Cue.Month) == 0 || !IsGap(scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start])
            || !IsMonth(scan, i)) return 0;
        var end = WithYear(scan, i);
        return end - day.Start;
    }

    /// <summary>September 9, 2023; May-21; may 4 1958: the length from the month on, or 0.</summary>
    private static int MonthAndDay(in Scan scan, int index)
    {
        ref readonly var month = ref scan.Tokens[index];
        if (index + 1 >= scan.Tokens.Length || !IsFree(scan, month.Start)) return 0;
        ref readonly var day = ref scan.Tokens[index + 1];
        if (DayOf(scan.TextOf(day)) == 0 || !IsGap(scan.Text[month.End..day.Start])) return 0;
        var end = WithYear(scan, index + 1);
        var hasYear = end > day.End;
        if (!hasYear && (!IsMonth(scan, index) || (scan.At(day.End) is '.' or ',' && char.IsAsciiDigit(scan.At(day.End + 1))))) return 0;
        return end - month.Start;
    }

    /// <summary>"may", "march" and "mar" in small letters are months only beside a year or a day before them.</summary>
    private static bool IsMonth(in Scan scan, int index) =>
        char.IsUpper(scan.Text[scan.Tokens[index].Start])
            || scan.TextOf(scan.Tokens[index]) is not ("may" or "march" or "mar" or "mai" or "out" or "set" or "gen" or "lug" or "mag" or "ago" or "dic"
            or "dec" or "sept" or "mart" or "jan" or "sep");

    private static int WithYear(in Scan scan, int index)
    {
        var end = scan.Tokens[index].End;
        var i = index + 1;
        if (i < scan.Tokens.Length && scan.TextOf(scan.Tokens[i]) is "de" or "del" or "of" && scan.Tokens[i].Start == end + 1) i++;
        if (i >= scan.Tokens.Length) return end;
        ref readonly var year = ref scan.Tokens[i];
        var between = scan.Text[scan.Tokens[i - 1].End..year.Start];
        if (!year.IsNumber || between.Length is 0 or > 2 || between.ContainsAny('\n', ':')) return end;
        if (year.Length == 4 && IsYear((int)CheckDigits.Number(scan.TextOf(year)))) return year.End;
        return year.Length == 2 && between is "-" or "/" or " '" ? year.End : end;
    }

    /// <summary>1 to 31, also as 1st, 2nd, 3rd, 4th; 0 for anything else.</summary>
    private static int DayOf(ReadOnlySpan<char> word)
    {
        var digits = word.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) digits = word.Length;
        if (digits is 0 or > 2 || word[digits..] is not ("" or "st" or "nd" or "rd" or "th" or "er" or "º")) return 0;
        var day = (int)CheckDigits.Number(word[..digits]);
        return day <= 31 ? day : 0;
    }

    private static bool IsGap(ReadOnlySpan<char> between) => between is " " or "-" or ". " or "." or ", " or "/" or "\u00a0";

    /// <summary>1990年2月28日 and 1990년 2월 28일.</summary>
    private static int EastAsian(ReadOnlySpan<char> text, int start)
    {
        var i = start;
        foreach (var marks in (ReadOnlySpan<string>)["年년", "月월", "日일"])
        {
            if (i < text.Length && text[i] == ' ') i++;
            if (!Number(text, ref i, out _, out _) || i >= text.Length || !marks.Contains(text[i])) return 0;
            i++;
        }
        return i - start;
    }
}
