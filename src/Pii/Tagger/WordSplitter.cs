using System.Globalization;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// Splits a text into words: runs of letters, digits and combining marks. Where words are written without blanks (Han, Hangul, kana), each
/// character is one. Everything else is the gap between two words.
/// </summary>
internal static class WordSplitter
{
    private const byte Other = 0, Letter = 1, Alone = 2;

    // Classes of the ASCII range, by character.
    private static readonly byte[] Ascii = [.. Enumerable.Range(0, 128).Select(c => char.IsAsciiLetterOrDigit((char)c) ? Letter : Other)];

    /// <summary>The gap that ends a text, so that the last word has one behind it.</summary>
    public const uint EndOfText = 1;

    /// <summary>The gap of a single blank, the most frequent one.</summary>
    public const uint Blank = 2;

    /// <summary>Finds words from <paramref name="position"/> on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where to begin; afterwards where the next call goes on.</param>
    /// <param name="words">Filled from its beginning; when it is full the search stops behind the last word.</param>
    /// <returns>How many words were found.</returns>
    public static int Split(ReadOnlySpan<char> text, ref int position, Span<Word> words)
    {
        var count = 0;
        var i = position;
        var gapStart = i;
        while (i < text.Length && count < words.Length)
        {
            var kind = KindOf(text, i);
            if (kind == Other)
            {
                i++;
                continue;
            }

            var start = i;
            var hash = FeatureHash.Empty;
            do
            {
                hash = FeatureHash.Continue(hash, text[i]);
                i++;
            }
            while (kind == Letter && i < text.Length && KindOf(text, i) == Letter);
            if (kind == Alone)
                while (i < text.Length && IsMark(text[i])) hash = FeatureHash.Continue(hash, text[i++]);

            var (gap, breaks, cells) = GapReader.Read(text[gapStart..start], isFirst: gapStart == 0);
            words[count++] = new Word(start, i - start, hash, gap, breaks, cells);
            gapStart = i;
        }
        position = count == words.Length ? gapStart : text.Length;
        return count;
    }

    private static byte KindOf(ReadOnlySpan<char> text, int i)
    {
        var c = text[i];
        if (c < 128) return Ascii[c];
        // Emoji and other symbols are surrogates too, but as words they do no harm; letters above U+FFFF are rare.
        if (char.IsSurrogate(c)) return IsAstralLetter(text, i) ? Letter : Other;
        if (c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF'))
            return c is '\u30FB' or '\u30A0' ? Other : Alone;
        return char.IsLetterOrDigit(c) || IsMark(c) ? Letter : Other;
    }

    private static bool IsMark(char c) =>
        c >= 0x300 && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsAstralLetter(ReadOnlySpan<char> text, int i)
    {
        var high = char.IsHighSurrogate(text[i]) ? i : i - 1;
        return high >= 0 && high + 1 < text.Length && char.IsSurrogatePair(text[high], text[high + 1])
            && CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(text[high], text[high + 1])) <= UnicodeCategory.OtherLetter;
    }
}
