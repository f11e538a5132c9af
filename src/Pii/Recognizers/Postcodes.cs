using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>The forms of postcodes.</summary>
internal static class Postcodes
{
    /// <summary>How many tokens of a postcode begin at <paramref name="index"/>: 45402, 00-622, 947 34, BS1 6XN, H8S 2V1, SI-9655, LT-90104.</summary>
    public static int Tokens(in Scan scan, int index)
    {
        if (index >= scan.Tokens.Length) return 0;
        ref readonly var token = ref scan.Tokens[index];
        var word = scan.TextOf(token);
        var hasNext = index + 1 < scan.Tokens.Length;
        if (token.IsNumber)
        {
            if (token.Length == 2 && hasNext && scan.Tokens[index + 1].IsNumber && scan.Tokens[index + 1].Length == 3 && PostalAddress.Joined(scan, index, "-")) return 2;
            if (token.Length == 3 && hasNext && scan.Tokens[index + 1].IsNumber && scan.Tokens[index + 1].Length == 2 && PostalAddress.Joined(scan, index, " ")) return 2;
            if (token.Length is 4 or 5 && hasNext && scan.Tokens[index + 1].IsNumber && scan.Tokens[index + 1].Length is 3 or 4
                && PostalAddress.Joined(scan, index, "-")) return 2;
            if (token.Length == 4 && hasNext && scan.Tokens[index + 1].Length == 2 && scan.Tokens[index + 1].Kind == TokenKind.Upper
                && PostalAddress.Joined(scan, index, " ")) return 2;
            return token.Length is >= 4 and <= 6 ? 1 : 0;
        }
        if (token.Kind == TokenKind.Upper && token.Length <= 2 && hasNext && PostalAddress.Joined(scan, index, "-", " ") && scan.Tokens[index + 1].IsNumber
            && scan.Tokens[index + 1].Length is 4 or 5) return 2;
        // Region and Canadian postcode: BC R4J 1R8.
        if (token.Kind == TokenKind.Upper && token.Length == 2 && hasNext && PostalAddress.Joined(scan, index, " ") && IsPair(scan, index + 1)) return 3;
        return IsPair(scan, index) && word.Length <= 4 ? 2 : 0;
    }

    /// <summary>Two groups of letters and digits as in the United Kingdom and Canada.</summary>
    private static bool IsPair(in Scan scan, int index)
    {
        if (index + 1 >= scan.Tokens.Length || !PostalAddress.Joined(scan, index, " ")) return false;
        var first = scan.TextOf(scan.Tokens[index]);
        var second = scan.TextOf(scan.Tokens[index + 1]);
        return first.Length is >= 2 and <= 4 && second.Length == 3 && char.IsAsciiLetterUpper(first[0]) && first.ContainsAnyInRange('0', '9')
            && char.IsAsciiDigit(second[0])
            && (char.IsAsciiLetterUpper(second[1]) && char.IsAsciiLetterUpper(second[2]) || char.IsAsciiLetterUpper(second[1]) && char.IsAsciiDigit(second[2]));
    }
}
