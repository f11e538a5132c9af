using System.Buffers;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>
/// What the text's form says against the tagger: in lists of goods and in bare values it must be surer, an address has a number or a street, a date has not
/// too many digits. Titles and markup come off the names that stay.
/// </summary>
internal static class TaggedNames
{
    /// <summary>How sure the tagger must be in a list of goods; nineteen of twenty of its mistakes there are below.</summary>
    private const float ScoreInCatalogue = 0.95f;

    /// <summary>Letters from here on belong to scripts that write a house number and its unit together.</summary>
    private const char FirstOfOtherScripts = '\u0590';

    private static readonly SearchValues<char> EastAsianStreets = SearchValues.Create("路街巷弄号號区區市省县縣県町村丁目番動동로길구시도군읍면리");

    /// <summary>Removes or trims the tagger's findings, which stand from index <paramref name="from"/> on.</summary>
    public static void Refine(in Scan scan, List<Finding> findings, int from)
    {
        if (findings.Count == from) return;
        NameParts.Split(scan.Text, findings, from);
        var isCatalogue = Catalogue.IsGoods(scan) && !Catalogue.HasPerson(findings, from);
        var kept = from;
        for (var i = from; i < findings.Count; i++)
        {
            if (Refined(scan, findings[i], isCatalogue) is { } refined) findings[kept++] = refined;
        }
        findings.RemoveRange(kept, findings.Count - kept);
        TaggedAges.Refine(findings, from);
        LoneNames.Refine(scan, findings, from);
    }

    private static Finding? Refined(in Scan scan, in Finding finding, bool isCatalogue)
    {
        var value = scan.Text.Slice(finding.Start, finding.Length);
        if (scan.IsBare && value.ContainsAnyInRange('0', '9')) return null;
        if (isCatalogue && finding.Type is EntityType.Person or EntityType.Address && finding.Score < ScoreInCatalogue) return null;
        if (finding.Type == EntityType.Address && !IsAddress(value)) return null;
        // "the Golden Gate Bridge", "Dedica EC685": no house has such a number.
        if (finding.Type == EntityType.Address && value.StartsWith("the ") && !value.ContainsAnyInRange('0', '9')) return finding with { Type = EntityType.Location };
        if (finding.Type == EntityType.Address && value.ContainsAnyInRange('0', '9') && !HasHouseNumber(value)) return null;
        // "the White Mountains": without a number or a street it is a place.
        if (finding.Type == EntityType.Address && !value.ContainsAnyInRange('0', '9') && !HasStreet(scan, finding)) return finding with { Type = EntityType.Location };
        if (finding.Type is EntityType.DateTime or EntityType.DateOfBirth && !IsDate(value)) return null;
        if (finding.Type != EntityType.Person) return finding;
        var name = WithoutTitle(value);
        var start = finding.End - name.Length;
        if (name.IsEmpty || (name.Length == 1 && !char.IsUpper(name[0])) || Eponyms.IsOne(scan, start, start + name.Length)) return null;
        start = WithInitials(scan.Text, start, ref name);
        return finding with { Start = start, Length = name.Length };
    }

    /// <summary>Takes "D." and "J. R." before a name with it.</summary>
    private static int WithInitials(ReadOnlySpan<char> text, int start, ref ReadOnlySpan<char> name)
    {
        var end = start + name.Length;
        while (start >= 3 && text[start - 1] == ' ' && text[start - 2] == '.' && char.IsUpper(text[start - 3]) && (start == 3 || text[start - 4] is ' ' or '\n' or '(' or '"' or '/')) start -= 3;
        name = text[start..end];
        return start;
    }

    /// <summary>Whether a word of streets or of another script stands in the finding.</summary>
    public static bool HasStreet(in Scan scan, in Finding finding)
    {
        for (var i = scan.TokenAt(finding.Start); i < scan.Tokens.Length && scan.Tokens[i].Start < finding.End; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (Recognizers.StreetWords.IsAfter(token) || Recognizers.StreetWords.IsBefore(token) || Recognizers.StreetWords.HasEnding(scan.TextOf(token)) || token.Kind == TokenKind.Foreign) return true;
        }
        return false;
    }

    /// <summary>No address holds a hash, a question or a sentence.</summary>
    private static bool IsAddress(ReadOnlySpan<char> value)
    {
        if (value.Length > 160 || value.ContainsAny('?', '。', '=') || !FieldText.HasLetter(value)) return false;
        // Of scripts that it has hardly seen the tagger knows no address without a word of addresses.
        if (value.IndexOfAnyInRange('\u3040', '\ud7a3') >= 0 && !value.ContainsAny(EastAsianStreets)) return false;
        var run = 0;
        foreach (var c in value)
        {
            run = char.IsAsciiLetterOrDigit(c) ? run + 1 : 0;
            if (run >= 28) return false;
        }
        return true;
    }

    /// <summary>Five digits in a row, or more of them than a date and a time have, are no date.</summary>
    private static bool IsDate(ReadOnlySpan<char> value)
    {
        int run = 0, digits = 0;
        foreach (var c in value)
        {
            run = char.IsAsciiDigit(c) ? run + 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            if (run > 4) return false;
        }
        return digits <= 14;
    }

    private static ReadOnlySpan<char> WithoutTitle(ReadOnlySpan<char> name)
    {
        for (var space = name.IndexOf(' '); space > 0
            && PersonTitles.Contains(name[..space]); space = name.IndexOf(' ')) name = name[(space + 1)..].TrimStart(' ');
        return name;
    }

    /// <summary>A digit that no letter goes before.</summary>
    private static bool HasHouseNumber(ReadOnlySpan<char> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsAsciiDigit(value[i]) && (i == 0 || !char.IsLetterOrDigit(value[i - 1]) || value[i - 1] >= FirstOfOtherScripts)) return true;
        }
        return false;
    }
}
