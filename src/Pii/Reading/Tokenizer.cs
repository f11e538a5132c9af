using System.Globalization;

namespace EventAgents.Pii.Reading;

/// <summary>Splits a text into runs of letters and digits.</summary>
internal static class Tokenizer
{
    public static void Split(ReadOnlySpan<char> text, List<Token> tokens)
    {
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
            }
            while (i < text.Length && (kind = KindOf(text[i])) != TokenKind.None);
            tokens.Add(new Token(start, i, all, hash, Cue.None));
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
        if (char.IsLetter(c)) return TokenKind.Foreign;
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.DecimalDigitNumber => TokenKind.Digit,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => TokenKind.Foreign,
            _ => TokenKind.None,
        };
    }
}
