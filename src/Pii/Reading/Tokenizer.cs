using System.Globalization;

namespace EventAgents.Pii.Reading;

/// <summary>Splits a text into runs of letters and digits and looks up what each announces.</summary>
internal static class Tokenizer
{
    /// <summary>From Thai on the scripts mostly put no spaces between words.</summary>
    private const char FirstUnspaced = '\u0590';

    /// <summary>From here on letters end where ASCII begins, for no space parts them from a number.</summary>
    private const char FirstUnspacedLetter = '\u0e00';

    /// <summary>Whether a character is of a script without spaces; Vietnamese and old Greek letters stand among them and are none.</summary>
    public static bool IsUnspaced(char c) => c >= FirstUnspacedLetter && c is not (>= '\u1e00' and <= '\u1fff');

    public static void Split(ReadOnlySpan<char> text, List<Token> tokens)
    {
        ulong before = 0, beforeThat = 0;
        var i = 0;
        while (i < text.Length)
        {
            var kind = KindOf(text[i]);
            if (kind == TokenKind.None)
            {
                i++;
                continue;
            }
            var start = i;
            var hash = WordHash.Empty;
            var all = TokenKind.None;
            do
            {
                all |= kind;
                hash = WordHash.Continue(hash, text[i]);
                i++;
                // "…code is030594W903B": a copula that ran into the number after it.
                if (i - start == 2 && all == TokenKind.Lower && text[start] == 'i' && text[start + 1] == 's' && i < text.Length
                    && char.IsAsciiDigit(text[i])) break;
                if (i < text.Length && IsUnspaced(text[i - 1]) != IsUnspaced(text[i])) break;
            }
            while (i < text.Length && (kind = KindOf(text[i])) != TokenKind.None);
            var cue = (all & TokenKind.Digit) != 0 ? Cue.None
                : all == TokenKind.Foreign && text[start] >= FirstUnspaced && text[start] is not (>= '\u1e00' and <= '\u1fff') ? CueWords.OfUnspaced(text[start..i]) | CueWords.Of(hash, before, beforeThat)
                : CueWords.Of(hash, before, beforeThat);
            tokens.Add(new Token(start, i, all, hash, cue));
            beforeThat = before;
            before = hash;
        }
    }

    /// <summary>Splits without looking up what words announce, for whoever only compares words.</summary>
    public static void SplitWords(ReadOnlySpan<char> text, List<Token> tokens)
    {
        tokens.Clear();
        for (var i = 0; i < text.Length; i++)
        {
            var kind = KindOf(text[i]);
            if (kind == TokenKind.None) continue;
            var start = i;
            var hash = WordHash.Empty;
            var all = TokenKind.None;
            do
            {
                all |= kind;
                hash = WordHash.Continue(hash, text[i]);
                i++;
                if (i < text.Length && IsUnspaced(text[i - 1]) != IsUnspaced(text[i])) break;
            }
            while (i < text.Length && (kind = KindOf(text[i])) != TokenKind.None);
            tokens.Add(new Token(start, i, all, hash, Cue.None));
            i--;
        }
    }

    private static TokenKind KindOf(char c)
    {
        if (c < 128)
        {
            if (char.IsAsciiLetterLower(c)) return TokenKind.Lower;
            if (char.IsAsciiDigit(c)) return TokenKind.Digit;
            return char.IsAsciiLetterUpper(c) ? TokenKind.Upper : TokenKind.None;
        }
        // Digits of other scripts have become ASCII before; what is left of them proves nothing.
        return char.IsLetter(c)
            || char.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                ? TokenKind.Foreign : TokenKind.None;
    }
}
