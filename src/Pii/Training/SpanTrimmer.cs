using System.Globalization;

namespace EventAgents.Pii.Training;

/// <summary>
/// Takes off a span what sources disagree about: titles, articles, possessives, quotes and punctuation at either end. <c>the Dr. Ada Lovelace's</c>
/// and <c>Ada Lovelace</c> are then the same span.
/// </summary>
public static class SpanTrimmer
{
    private static readonly HashSet<string> Before = new(StringComparer.OrdinalIgnoreCase)
    {
        // Articles.
        "the", "a", "an", "der", "die", "das", "den", "dem", "des", "le", "la", "les", "l", "el", "los", "las", "il", "lo", "gli", "o", "os", "as", "de", "het", "een",
        // Titles, with and without the stop behind them, which is trimmed as punctuation.
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "doctor", "sir", "lady", "lord", "dame", "madam", "madame", "master", "rev", "reverend", "fr", "father",
        "judge", "justice", "hon", "president", "senator", "sen", "rep", "gov", "governor", "gen", "general", "col", "colonel", "capt", "captain", "lt", "lieutenant",
        "sgt", "sergeant", "maj", "major", "cpl", "pvt", "cmdr", "st", "saint", "king", "queen", "prince", "princess", "uncle", "aunt", "minister", "secretary",
        "herr", "frau", "hr", "fru", "m", "mme", "mlle", "monsieur", "mademoiselle", "sr", "sra", "srta", "señor", "señora", "señorita", "don", "doña", "dra",
        "dott", "dottoressa", "ing", "avv", "sig", "signor", "signora", "senhor", "senhora", "dom", "dona", "pan", "pani", "pana", "panią", "bay", "bayan",
        "heer", "mevrouw", "dhr", "mevr", "mw", "doamna", "domnul", "dl", "dna",
    };

    /// <summary>The trimmed span; the whole span where nothing would be left.</summary>
    /// <returns>Start and end, in UTF-16 units.</returns>
    public static (int Start, int End) Trim(ReadOnlySpan<char> text, int start, int end)
    {
        var (from, to) = (start, end);
        while (from < to && !IsWord(text[from])) from++;
        while (to > from && !IsWord(text[to - 1])) to--;
        if (to - from > 2 && text[to - 1] is 's' or 'S' && text[to - 2] is '\'' or '’' or '`' or '´') to -= 2;

        while (from < to)
        {
            var wordEnd = from;
            while (wordEnd < to && IsWord(text[wordEnd])) wordEnd++;
            var next = wordEnd;
            while (next < to && !IsWord(text[next])) next++;
            if (next >= to || !Before.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[from..wordEnd])) break;
            from = next;
        }
        return from < to ? (from, to) : (start, end);
    }

    // Marks belong to the letter before them; a surrogate may be a letter above U+FFFF.
    private static bool IsWord(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
