using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>English ages in words: "eighty-four years old", "I'm fifty-eight".</summary>
internal static class SpelledAge
{
    private static readonly HashSet<ulong> Tens = WordHash.SetOf("twenty thirty forty fifty sixty seventy eighty ninety");
    private static readonly HashSet<ulong> Units = WordHash.SetOf("one two three four five six seven eight nine");
    private static readonly HashSet<ulong> Teens = WordHash.SetOf("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen two three four five six seven eight nine");

    /// <summary>The length of an age that begins with the token at <paramref name="index"/>; 0 where none does.</summary>
    public static int Length(in Scan scan, int index)
    {
        ref readonly var token = ref scan.Tokens[index];
        if (token.HasDigit || token.Length is < 3 or > 9) return 0;
        var isTens = Tens.Contains(token.Hash);
        if (!isTens && !Teens.Contains(token.Hash)) return 0;
        var last = index;
        if (isTens && last + 1 < scan.Tokens.Length && Units.Contains(scan.Tokens[last + 1].Hash) && scan.Text[scan.Tokens[last].End..scan.Tokens[last + 1].Start] is "-" or " ") last++;
        var end = scan.Tokens[last].End;
        var rest = scan.Text[end..];
        if (rest.StartsWith(" years old") || rest.StartsWith("-year-old") || rest.StartsWith(" year old")) return end - token.Start;
        // "I'm fifty-eight, born …"
        var isSaid = isTens && index > 1 && scan.TextOf(scan.Tokens[index - 1]) is "m" or "am" or "aged" && (scan.TextOf(scan.Tokens[index - 1]) is "aged" || scan.TextOf(scan.Tokens[index - 2]) is "I" or "i");
        return isSaid && scan.At(end) is ',' or '.' or ';' or '\n' ? end - token.Start : 0;
    }
}
