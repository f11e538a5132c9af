using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>What belongs to an address behind its street and number: flat, town, region, postcode.</summary>
internal static class AddressTail
{
    /// <summary>Takes what follows the street: at most six parts, parted by commas or one line break; returns where the address ends.</summary>
    public static int Extend(in Scan scan, ref int last)
    {
        // "81-83", "7/3", "3 B 12", "4. II/6"
        if (last + 2 < scan.Tokens.Length && PostalAddress.Joined(scan, last, " ") && scan.Tokens[last + 1].Length == 1 && scan.Tokens[last + 1].Kind == TokenKind.Upper && PostalAddress.Joined(scan, last + 1, " ") && scan.Tokens[last + 2].IsNumber && scan.Tokens[last + 2].Length <= 3) last += 2;
        if (last + 2 < scan.Tokens.Length && PostalAddress.Joined(scan, last, ". ") && scan.Tokens[last + 1].Length <= 4 && PostalAddress.Joined(scan, last + 1, "/") && scan.Tokens[last + 2].Length <= 3 && scan.Tokens[last + 2].HasDigit) last += 2;
        while (last + 1 < scan.Tokens.Length && PostalAddress.Joined(scan, last, "-", "/") && scan.Tokens[last + 1].Length <= 4 && scan.Tokens[last + 1].HasDigit) last++;
        for (var part = 0; part < 6 && last + 1 < scan.Tokens.Length; part++)
        {
            var end = Unit(scan, last);
            if (end < 0) end = TownAndPostcode(scan, last);
            if (end < 0) break;
            last = end;
        }
        // "06034 Foligno (PG)"
        if (last + 1 < scan.Tokens.Length && PostalAddress.Joined(scan, last, " (") && scan.Tokens[last + 1].Kind == TokenKind.Upper && scan.Tokens[last + 1].Length == 2 && scan.At(scan.Tokens[last + 1].End) == ')')
            return scan.Tokens[++last].End + 1;
        var behind = scan.Tokens[last].End;
        return behind;
    }

    /// <summary>Apt 3B; Suite 678; 3.º izq.; #4.</summary>
    private static int Unit(in Scan scan, int last)
    {
        var next = last + 1;
        if (!PostalAddress.Joined(scan, last, " ", ", ", ". ", " #", ", #", "\n")) return -1;
        // "Wharf Rd #3", "8, bajo, 48980"
        if (PostalAddress.Joined(scan, last, " #", ", #") && scan.Tokens[next].HasDigit && scan.Tokens[next].Length <= 5) return next;
        if (PostalAddress.Joined(scan, last, ", ") && scan.TextOf(scan.Tokens[next]) is "bajo" or "bajos" or "ático" or "entresuelo" or "principal" or "parter" or "rez" or "EG" or "DG" or "HH" or "VH" && scan.At(scan.Tokens[next].End) == ',') return next;
        if (StreetWords.IsUnit(scan.Tokens[next]) && next + 1 < scan.Tokens.Length && (scan.Tokens[next + 1].HasDigit || scan.Tokens[next + 1].Length == 1)
            && PostalAddress.Joined(scan, next, " ", ". ", "º ", " #", ".") && scan.Tokens[next + 1].Length <= 5) return next + 1;
        // 3.º izq., 2º dcha
        if (scan.Tokens[next].Length <= 3 && char.IsAsciiDigit(scan.Text[scan.Tokens[next].Start]) && next + 1 < scan.Tokens.Length)
        {
            var unit = scan.TextOf(scan.Tokens[next + 1]) is "º" or "ª" ? next + 2 : next + 1;
            if (unit < scan.Tokens.Length && unit == next + 2 && scan.Tokens[unit].Length == 1 && scan.Tokens[unit].Kind == TokenKind.Upper) return unit;
            if (unit < scan.Tokens.Length && scan.TextOf(scan.Tokens[unit]) is "izq" or "izda" or "dcha" or "Esq" or "esq" or "Dto" or "dto" or "Dir" or "Frente" or "andar" or "piętro" or "emelet" or "kerros" or "sal" or "etg" or "tv" or "th" or "piso" or "étage" or "OG" or "Stock"
                && scan.Tokens[unit].Start - scan.Tokens[next].End <= 4) return unit;
        }
        return -1;
    }

    /// <summary>", Dayton, OH 45402", " Bristol BS1 6XN", ", 24937 Flensburg", ", Truro".</summary>
    private static int TownAndPostcode(in Scan scan, int last)
    {
        var next = last + 1;
        if (!PostalAddress.Joined(scan, last, ", ", "., ", " ", "\n", ",\n", " - ", ", - ", ";", "^", "^^")) return -1;
        var onlySpace = PostalAddress.Joined(scan, last, " ");
        var length = Postcodes.Tokens(scan, next);
        if (length > 0)
        {
            var end = next + length - 1;
            return Capitals(scan, end, 4) is var town && town > end ? town : end;
        }
        // Iceland's three digits: ", 101 Reykjavík".
        if (scan.Tokens[next].IsNumber && scan.Tokens[next].Length == 3 && PostalAddress.Joined(scan, last, ", ") && next + 1 < scan.Tokens.Length && PostalAddress.Joined(scan, next, " ") && char.IsUpper(scan.Text[scan.Tokens[next + 1].Start]))
            return next + 1;
        if (onlySpace || !char.IsUpper(scan.Text[scan.Tokens[next].Start]) || (scan.Tokens[next].Cue & ~(Cue.Goods | Cue.Month | Cue.Filler)) != 0) return -1;
        var last2 = Capitals(scan, last, 4, separatorBefore: true);
        if (last2 < next) return -1;
        // A postcode right behind the town, or behind the region.
        var code = Postcodes.Tokens(scan, last2 + 1);
        if (code > 0 && PostalAddress.Joined(scan, last2, " ", ", ", "-", " - ", ";", "^")) return last2 + code;
        // Duluth;MN;55802 and Spokane^WA^99204: the region in a cell of its own.
        if (last2 + 2 < scan.Tokens.Length && PostalAddress.Joined(scan, last2, ";", "^") && scan.Tokens[last2 + 1].Kind == TokenKind.Upper && scan.Tokens[last2 + 1].Length == 2 && PostalAddress.Joined(scan, last2 + 1, ";", "^")
            && Postcodes.Tokens(scan, last2 + 2) is > 0 and var region) return last2 + 1 + region;
        // A line break before a word that is no town and has no postcode ends the address.
        return scan.Text[scan.Tokens[last].End..scan.Tokens[next].Start].Contains('\n') || last2 - last > 3 ? -1 : last2;
    }

    /// <summary>The last of up to <paramref name="most"/> capitalised words behind a token; the token itself if none follows.</summary>
    private static int Capitals(in Scan scan, int last, int most, bool separatorBefore = false)
    {
        var i = last;
        while (i + 1 < scan.Tokens.Length && i - last < most)
        {
            ref readonly var token = ref scan.Tokens[i + 1];
            var joined = i == last && separatorBefore || PostalAddress.Joined(scan, i, " ", "-", "'")
                || (scan.Tokens[i].Length <= 2 && !scan.Tokens[i].HasDigit && PostalAddress.Joined(scan, i, ". "));
            if (!joined || token.HasDigit
                || (!char.IsUpper(scan.Text[token.Start])
                && scan.TextOf(token) is not ("de" or "la" or "am" or "an" or "der" or "of" or "upon" or "sur" or "del"))) break;
            i++;
        }
        while (i > last && !char.IsUpper(scan.Text[scan.Tokens[i].Start])) i--;
        return i;
    }
}
