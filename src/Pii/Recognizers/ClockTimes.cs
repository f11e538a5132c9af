namespace EventAgents.Pii.Recognizers;

/// <summary>Times of day.</summary>
internal static class ClockTimes
{
    /// <summary>The length of hh:mm, with seconds, fractions, zone, or am/pm; 0 if there is none.</summary>
    public static int Length(ReadOnlySpan<char> text, int start)
    {
        var i = start;
        if (!DateOrTime.Number(text, ref i, out var hour, out var hourLength) || hourLength > 2 || hour > 24) return 0;
        var hasMinutes = i + 2 < text.Length && text[i] == ':' && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 2]) && text[i + 1] <= '5';
        if (hasMinutes)
        {
            i += 3;
            if (i + 2 < text.Length && text[i] == ':' && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 2]))
            {
                i += 3;
                if (i + 1 < text.Length && text[i] is '.' or ',' && char.IsAsciiDigit(text[i + 1]))
                {
                    i++;
                    while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
                }
            }
            if (i < text.Length && text[i] == 'Z') return i + 1 - start;
            if (i + 5 < text.Length && text[i] is '+' or '-' && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 2]) && text[i + 3] == ':'
                && char.IsAsciiDigit(text[i + 5])) return i + 6 - start;
        }
        var half = i < text.Length && text[i] == ' ' ? i + 1 : i;
        if (half + 1 < text.Length && text[half] is 'a' or 'p' or 'A' or 'P' && hour <= 12)
        {
            if (text[half + 1] is 'm' or 'M' && (half + 2 >= text.Length || !char.IsLetterOrDigit(text[half + 2]))) return half + 2 - start;
            if (text[half + 1] == '.' && half + 3 < text.Length && text[half + 2] is 'm' or 'M' && text[half + 3] == '.') return half + 4 - start;
        }
        return hasMinutes && hourLength == 2
            && (i >= text.Length || (!char.IsLetterOrDigit(text[i]) && !(text[i] is ':' or '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
            ? i - start : 0;
    }
}
