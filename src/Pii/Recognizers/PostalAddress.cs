using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Postal addresses by their grammar: a street word with a number before or after it, then what belongs to it without a
/// break: flat, town, region, postcode. Also post boxes, and postcodes with a form of their own behind a town.
/// </summary>
internal sealed class PostalAddress : Recognizer
{
    public override IReadOnlyList<string> Finds { get; } =
    [
        "lives at «48 Pinecrest Loop, Apt 3B, Dayton, OH 45402». Bye", "at «221 Baker Street»", "«Lindenstieg 14, 24937 Flensburg».",
        "in «12 rue de la Paix, 75002 Paris»", "domicilio «Calle Arrieta Berri 21, 3.º izq., 48600 Sopela», cuenta",
        "«Flat 2, 81 Wharfside Terrace, Bristol BS1 6XN» says",
        "«PO Box 417, Marfa, TX 79843».", "«Via Garibaldi 12, 20121 Milano»", "ul. no: «ul. Polna 7/3, 00-622 Warszawa»", "«Vasagatan 4, 947 34 Örebro»",
        "at «2217 SE Alder Court, Portland, OR 97214» without", "«Drottninggatan 199»", "«Rua das Flores 45»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "Wall Street closed 3 points up", "on the way home", "5 court cases", "the road to 2030", "line 12 of Main", "a place for 20", "3 Drive letters",
        "Sesame Street", "Highway to hell", "10 St", "2 of 10 pass", "Step 3 Close the window", "in 2024 Park opened", "via 3 hops",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if ((token.Kind & TokenKind.Letter) == 0 || token.Length > 32) continue;
            int first = -1, last = -1;
            if (StreetWords.IsAfter(token) && char.IsUpper(scan.Text[token.Start])) NumberName(scan, i, ref first, ref last);
            if (first < 0 && (StreetWords.HasEnding(scan.TextOf(token)) || (StreetWords.IsAfter(token) && i > 0 && Joined(scan, i - 1, " ")))
                && char.IsUpper(scan.Text[StreetWords.HasEnding(scan.TextOf(token)) ? token.Start : scan.Tokens[i - 1].Start])) NameNumber(scan, i, ref first,
                ref last);
            if (first < 0 && StreetWords.IsBefore(token)) WordName(scan, i, ref first, ref last);
            if (first < 0 && IsPostBox(scan, i)) (first, last) = (i, i + 2);
            if (first < 0) continue;
            first = WithUnitBefore(scan, first);
            var end = AddressTail.Extend(scan, ref last);
            var start = scan.Tokens[first].Start;
            if (findings.Count > 0 && findings[^1].Type == EntityType.Address && findings[^1].End > start) findings.RemoveAt(findings.Count - 1);
            findings.Add(new Finding(start, end - start, EntityType.Address, 0.75f, FindingSource.Context));
            i = Math.Max(i, last);
        }
    }

    /// <summary>221B Baker Street: a number, up to four capitalised words, a street word.</summary>
    private static void NumberName(in Scan scan, int word, ref int first, ref int last)
    {
        for (var i = word - 1; i >= Math.Max(0, word - 5); i--)
        {
            if (!Joined(scan, i, " ", ". ", "'", "-")) return;
            ref readonly var token = ref scan.Tokens[i];
            if (IsHouseNumber(scan, i))
            {
                if (word - i < 2 || !scan.IsFreeBefore(token.Start)
                    || (token.Length == 4 && token.IsNumber && i > 0 && scan.TextOf(scan.Tokens[i - 1]) is "in" or "since" or "of")) return;
                (first, last) = (i, word);
                // "St" before the name is no street word yet; a second one may follow: "12 Park Street".
                while (last + 1 < scan.Tokens.Length && Joined(scan, last, " ") && StreetWords.IsAfter(scan.Tokens[last + 1])
                    && char.IsUpper(scan.Text[scan.Tokens[last + 1].Start])) last++;
                return;
            }
            if (!char.IsUpper(scan.Text[token.Start]) && scan.TextOf(token) is not ("of" or "the" or "s" or "de" or "la" or "st" or "nd" or "rd" or "th")
                || token.HasDigit && !IsOrdinal(scan.TextOf(token))) return;
        }
    }

    private static bool IsOrdinal(ReadOnlySpan<char> word) => word.Length is >= 3 and <= 5 && word[^2..] is "st" or "nd" or "rd" or "th";

    /// <summary>Lindenstraße 14 and Berliner Straße 3a.</summary>
    private static void NameNumber(in Scan scan, int word, ref int first, ref int last)
    {
        if (word + 1 >= scan.Tokens.Length || !IsHouseNumber(scan, word + 1) || !Joined(scan, word, " ", ". ", " nr ", " No: ", " No:")) return;
        if (scan.Tokens[word + 1].Length == 4 && scan.Text[scan.Tokens[word + 1].Start] is '1' or '2'
            && !scan.Text[scan.Tokens[word + 1].End..].StartsWith(",")) return;
        first = word;
        last = word + 1;
        if (StreetWords.HasEnding(scan.TextOf(scan.Tokens[word]))) return;
        while (first > 0 && first > word - 3 && Joined(scan, first - 1, " ", "-", ". ") && char.IsUpper(scan.Text[scan.Tokens[first - 1].Start])
            && !scan.Tokens[first - 1].HasDigit) first--;
        if (first == word) first = last = -1;
    }

    /// <summary>12 rue de la Paix, Calle Mayor 3, Via Roma, 12, ul. Polna 7/3: a street word, a name, a number after it or before it.</summary>
    private static void WordName(in Scan scan, int word, ref int first, ref int last)
    {
        var i = word + 1;
        var named = 0;
        var hasNumberBefore = word > 0 && char.IsLower(scan.Text[scan.Tokens[word].Start]) && IsHouseNumber(scan, word - 1)
            && Joined(scan, word - 1, " ", ", ");
        for (; i < scan.Tokens.Length && i <= word + 7; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (!Joined(scan, i - 1, " ", ". ", "'", "’", "-", ", ", "/ ", ".", " - ", ": ", "º ", "°", ".º ", "/")) break;
            if (IsHouseNumber(scan, i))
            {
                if (hasNumberBefore && named > 0) break;
                if (named == 0 || char.IsUpper(scan.Text[scan.Tokens[i - 1].Start]) is false && !IsNumberSign(scan, i - 1)) break;
                (first, last) = (word, i);
                return;
            }
            if (IsNumberSign(scan, i)) continue;
            if (scan.Text[token.Start - 1] == ' ' && scan.Before(token.Start - 1) == ',') break;
            if (char.IsUpper(scan.Text[token.Start])) named = i;
            else if (scan.TextOf(token) is not ("de" or "la" or "le" or "les" or "du" or "des" or "del" or "della" or "delle" or "dei" or "di" or "da" or "das"
                or "do" or "dos" or "los" or "las" or "el" or "d" or "l" or "y" or "e" or "i" or "et" or "al")) break;
        }
        // The number stands before in French: "12 bis, rue …".
        if (named == 0 || word == 0 || !char.IsLower(scan.Text[scan.Tokens[word].Start])) return;
        var number = word - 1;
        if (number > 0 && scan.TextOf(scan.Tokens[number]) is "bis" or "ter") number--;
        if (!IsHouseNumber(scan, number) || !Joined(scan, word - 1, " ", ", ")) return;
        (first, last) = (number, named);
    }

    private static bool IsNumberSign(in Scan scan, int index) =>
        scan.TextOf(scan.Tokens[index]) is "nr" or "no" or "No" or "n" or "nº" or "núm" or "num" or "n°" or "numero" or "č" or "sn" or "º" or "д";

    private static bool IsPostBox(in Scan scan, int index) =>
        index + 2 < scan.Tokens.Length && scan.TextOf(scan.Tokens[index + 1]) is "Box" or "BOX" or "box"
            && scan.TextOf(scan.Tokens[index]) is "PO" or "P.O" or "po" && scan.Tokens[index + 2].HasDigit && Joined(scan, index, " ", ". ")
            && Joined(scan, index + 1, " ");

    /// <summary>One to five digits, perhaps with a letter: 14, 221B, 7a.</summary>
    private static bool IsHouseNumber(in Scan scan, int index)
    {
        ref readonly var token = ref scan.Tokens[index];
        var digits = scan.TextOf(token).IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) return token.Length <= 6;
        return digits is > 0 and <= 4 && token.Length - digits == 1;
    }

    /// <summary>"Flat 2, " and "Apt 4, House Name, " before the street.</summary>
    private static int WithUnitBefore(in Scan scan, int first)
    {
        for (var i = first - 1; i >= Math.Max(0, first - 6); i--)
        {
            if (!Joined(scan, i, " ", ", ", "/")) break;
            if (StreetWords.IsUnit(scan.Tokens[i]) && char.IsUpper(scan.Text[scan.Tokens[i].Start]) && i + 1 < first
                && (scan.Tokens[i + 1].HasDigit || scan.Tokens[i + 1].Length == 1)) return i;
            if (!char.IsUpper(scan.Text[scan.Tokens[i].Start]) && !scan.Tokens[i].HasDigit) break;
        }
        return first;
    }

    /// <summary>Whether one of these stands between a token and the next.</summary>
    public static bool Joined(in Scan scan, int index, params ReadOnlySpan<string> separators)
    {
        if (index < 0 || index + 1 >= scan.Tokens.Length) return false;
        var between = scan.Text[scan.Tokens[index].End..scan.Tokens[index + 1].Start];
        if (between.Length > 5) return false;
        foreach (var separator in separators)
        {
            if (between.SequenceEqual(separator)) return true;
        }
        return false;
    }
}
