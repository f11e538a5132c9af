using System.Buffers;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>
/// What the text's form says against the tagger: it has learnt prose in scripts with capitals, so identifiers, settings,
/// bare values and other scripts are left to the recognizers. Titles and markup come off the names that stay.
/// </summary>
internal static class TaggedNames
{
    /// <summary>How near a person stands to their age, in characters.</summary>
    private const int ReachOfPerson = 80;

    /// <summary>How sure the tagger must be of one word with nothing beside it.</summary>
    private const float ScoreOfLoneWord = 0.86f;

    /// <summary>Up to how many characters a text with a question mark is a question.</summary>
    private const int LengthOfQuestion = 500;

    /// <summary>How sure it must be of two words in code with nothing beside them.</summary>
    private const float ScoreOfTwoWords = 0.9f;

    /// <summary>How sure the tagger must be in a list of goods; nineteen of twenty of its mistakes there are below.</summary>
    private const float ScoreInCatalogue = 0.95f;

    /// <summary>Letters from here on belong to scripts that the tagger was not trained on.</summary>
    private const char FirstUntrained = '\u0590';

    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("{}=;`|<>");

    private static readonly SearchValues<char> EastAsianStreets = SearchValues.Create("路街巷弄号號区區市省县縣県町村丁目番動동로길구시도군읍면리");

    private static readonly SearchValues<char> Markup = SearchValues.Create("*|·:{}[]<>=\"\n\t`");

    /// <summary>Removes or trims the tagger's findings, which stand from index <paramref name="from"/> on.</summary>
    public static void Refine(in Scan scan, List<Finding> findings, int from)
    {
        if (findings.Count == from) return;
        var isCatalogue = Catalogue.IsGoods(scan) && !Catalogue.HasPerson(findings, from);
        var kept = from;
        for (var i = from; i < findings.Count; i++)
        {
            if (Refined(scan, findings[i], isCatalogue) is { } refined) findings[kept++] = refined;
        }
        findings.RemoveRange(kept, findings.Count - kept);
        DropAges(findings, from);
        DropLoneWords(scan, findings, from);
    }

    /// <summary>
    /// One word is a name in half of all texts and a city, a month or a product in the other half. Where nothing else tells of a person, no name of
    /// two words, no address, no number, the tagger must be surer of it.
    /// </summary>
    private static void DropLoneWords(in Scan scan, List<Finding> findings, int from)
    {
        var text = scan.Text;
        if (Catalogue.HasPerson(findings, from)) return;
        var isCode = Programmes(text);
        var isRequest = Requests.Begins(scan);
        var leastOfTwo = isCode || isRequest || text.Length < LengthOfQuestion && text.ContainsAny('?', '？') ? ScoreOfTwoWords : 0;
        for (var i = from; i < findings.Count && !isCode; i++)
        {
            if (findings[i].Type is EntityType.Person && findings[i].Score >= leastOfTwo && text.Slice(findings[i].Start, findings[i].Length).Contains(' ')) return;
        }
        var least = isCode || isRequest || text.ContainsAny('?', '？') ? ScoreInCatalogue : ScoreOfLoneWord;
        for (var i = findings.Count - 1; i >= from; i--)
        {
            if (findings[i].Type != EntityType.Person || IsSpokenTo(scan, findings[i].Start)) continue;
            var isLone = !text.Slice(findings[i].Start, findings[i].Length).Contains(' ');
            // "Ada lovelace": what is named after somebody has capitals.
            var leastOfOther = isCode || char.IsUpper(text[findings[i].Start + 1 + text.Slice(findings[i].Start, findings[i].Length).LastIndexOf(' ')]) ? leastOfTwo : 0;
            if (findings[i].Score < (isLone ? least : leastOfOther)) findings.RemoveAt(i);
        }
    }

    /// <summary>Words before somebody's name.</summary>
    private static readonly HashSet<ulong> Addressing = [.. ("ping poke notify contact email call text message kudos cc hi hey hello dear thanks thank tell ask asked told remind invite meet met regards cheers love sincerely best hallo hej hei hola ciao salut oi olá liebe lieber chère cher " +
        "frag sag dis demande dile pregunta chiedi pergunta").Split(' ').Select(word => WordHash.Of(word))];

    private static bool IsSpokenTo(in Scan scan, int start) => Follows(scan, start, Addressing);

    private static bool Follows(in Scan scan, int start, HashSet<ulong> words) =>
        scan.TokenAt(start) is > 0 and var token && words.Contains(scan.Tokens[token - 1].Hash) && start - scan.Tokens[token - 1].End <= 2;

    /// <summary>Code or settings: what is named there is more often a thing than somebody.</summary>
    private static bool Programmes(ReadOnlySpan<char> text)
    {
        var signs = 0;
        for (var i = text.IndexOfAny(CodeSigns); i >= 0;)
        {
            if (++signs == 3) return true;
            var next = text[(i + 1)..].IndexOfAny(CodeSigns);
            i = next < 0 ? -1 : i + 1 + next;
        }
        return false;
    }

    /// <summary>A number that the tagger alone takes for an age needs a person near.</summary>
    private static void DropAges(List<Finding> findings, int from)
    {
        for (var i = findings.Count - 1; i >= from; i--)
        {
            if (findings[i].Type == EntityType.Age && !HasPersonNear(findings, findings[i])) findings.RemoveAt(i);
        }
    }

    private static bool HasPersonNear(List<Finding> findings, in Finding age)
    {
        foreach (var finding in findings)
        {
            if (finding.Type is EntityType.Person or EntityType.Nrp or EntityType.DateOfBirth && finding.Start < age.End + ReachOfPerson && age.Start < finding.End + ReachOfPerson) return true;
        }
        return false;
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
        if (finding.Type is EntityType.Person or EntityType.Location or EntityType.Organization && FieldKeys.IsName(value) && value.Length > 3) return null;
        if (finding.Type == EntityType.DateTime && !IsDate(value)) return null;
        if (finding.Type != EntityType.Person) return finding;
        var name = WithoutTitle(value);
        var start = finding.End - name.Length;
        var markup = name.IndexOfAny(Markup);
        if (markup >= 0) name = name[..markup].TrimEnd();
        if (name.Length < 2 || !HasTrainedLetter(name)) return null;
        if (!name.Contains(' ') && IsIdentifier(scan, start, start + name.Length)) return null;
        if (Requests.IsVerb(scan, start, start + name.Length) || finding.Score < ScoreInCatalogue && HasOtherWords(name)) return null;
        if (!HasCapital(name) && LetterCase.HasCapitalsBeside(scan.Text, start, start + name.Length)) return null;
        if (Eponyms.IsOne(scan, start, start + name.Length) || (!name.Contains(' ') && Catalogue.IsDeclaration(scan, start))) return null;
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

    private static bool HasStreet(in Scan scan, in Finding finding)
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

    /// <summary>A part of a path, a setting or a member: Database=Payroll, Foo.Bar, $Name, name(…).</summary>
    private static bool IsIdentifier(in Scan scan, int start, int end) =>
        (scan.Text[start..end].Contains('-') && !scan.Text[start..end].ContainsAnyInRange('a', 'z')) || scan.Before(start) is '=' or '.' or '_' or '$' or '/' or '\\' or '<' or '#' || scan.At(end) is '_' or '(' or '=' or '[' or '/' or '\\'
        || (scan.At(end) is '.' && char.IsLetter(scan.At(end + 1))) || (scan.Before(start) == '`' && scan.At(end) == '`');

    /// <summary>Long words in small letters among capitalised ones: "MAC vendor prefix filter", "Votre dossier".</summary>
    private static bool HasOtherWords(ReadOnlySpan<char> name)
    {
        if (!HasCapital(name)) return false;
        var words = 0;
        foreach (var range in name.Split(' '))
        {
            if (name[range] is { Length: > 4 } word && char.IsLower(word[0]) && word is not ("binte" or "della" or "dalla" or "degli" or "dello" or "delle")) words++;
        }
        return words > 1;
    }

    /// <summary>A digit that no letter goes before.</summary>
    private static bool HasHouseNumber(ReadOnlySpan<char> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsAsciiDigit(value[i]) && (i == 0 || !char.IsLetterOrDigit(value[i - 1]) || value[i - 1] >= FirstUntrained)) return true;
        }
        return false;
    }

    private static bool HasTrainedLetter(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (c < FirstUntrained && char.IsLetter(c)) return true;
        }
        return false;
    }

    private static bool HasCapital(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (char.IsUpper(c)) return true;
        }
        return false;
    }
}
