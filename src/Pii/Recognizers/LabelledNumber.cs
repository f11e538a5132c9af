using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Numbers without a check digit that a label right before them announces in prose: "my passport number is …",
/// "MRN 00482915", "Case No. 3:24-cv-01187", "invoice #7047943". Fields with a separator are found by their name.
/// </summary>
internal sealed class LabelledNumber : Recognizer
{
    /// <summary>What numbers are announced as.</summary>
    public const Cue Labels = Cue.Passport | Cue.Licence | Cue.Medical | Cue.Code | Cue.Bank | Cue.Routing | Cue.NationalId | Cue.Goods | Cue.Plate | Cue.Tax | Cue.Company | Cue.Bic
        | Cue.Id | Cue.Order;

    public override IReadOnlyList<string> Finds { get; } =
    [
        "my passport number is «561038842», ok", "MRN «00482915».", "MRN «MRN-3624677», was", "driver's license number is «VHLGP000497KT4TV» and",
        "my account number is «00826199» and", "Case No. «3:24-cv-01187».", "about invoice «#7047943»",
        "employee number «774013», start", "ticket «INC0091827» is", "(passport «A07714420», born)", "reference «EMP96393», amount",
        "policy «XQH 8841 20937» –", "order «HX-20931-77», name", "Insurance no. «214 217 0273».", "paszport «EH4417720» w", "NHC «1180442».",
        "swift code is «DEUTDEFF500»", "Pasaportes «PAF147290» y «AAH920417».", "passport «1284406» |", "dowód osobisty «DBK 111730».", "order number «112-4417720-9384417»", "order «#44177-2093»", "Az. «12 O 441/23»", "booking reference «X7K2QP»", "PNR «QWXKTP»",
        "a/c no «501004177209»", "Kd.-Nr. «44177-2»", "docket «24-4417»", "expediente «441/2025»", "ehliyet no «441772»", "reg.nr. «1551» kontonr. «4417720938»",
        "kørekortnummer «44817220»", "sygn. akt «I C 448/24»", "DNI de la titular es «44817720K»", "her Medicaid number (since March) is «CP44172K»", "his passport, «GB4481772», expired",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "my passport number is T356907", "the patient was 42", "case 2024", "customer since 2019", "the account was closed", "in case 3 fails",
        "order 12 units", "member of 10 clubs", "invoice of 2024-01-31", "policy change 12", "passport photos 35x45",
        "the passport of 12 people", "license MIT 2024", "plate of 1000 grams", "case in 10 minutes", "client 10.0.0.1", "id 5",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i + 1 < scan.Tokens.Length; i++)
        {
            var cue = scan.Tokens[i].Cue & Labels;
            if (cue == 0) continue;
            if (LabelReach.Of(scan, i, cue) is { Value: > 0 } reach) Read(scan, i, reach, findings);
        }
    }

    /// <summary>Words that are followed by nothing but their number.</summary>
    private static bool IsBadge(ReadOnlySpan<char> label) => label is "badge" or "Badge" or "matricule" or "matricola" or "legajo" or "Dienstnummer" or "Personalnummer" or "Kundennummer";

    /// <summary>Goods have references too, with fewer digits.</summary>
    private static bool IsReference(ReadOnlySpan<char> label) => label.StartsWith("ref", StringComparison.OrdinalIgnoreCase) || label.StartsWith("réf", StringComparison.OrdinalIgnoreCase);

    /// <summary>"passports PAF147290 and AAH920417": what is listed behind a number and has its form.</summary>
    private static void Listed(in Scan scan, int previous, EntityType type, List<Finding> findings)
    {
        for (var count = 0; count < 8 && previous + 1 < scan.Tokens.Length; count++)
        {
            var next = previous + 1;
            if (scan.TextOf(scan.Tokens[next]) is "and" or "y" or "und" or "et" or "e" or "or" or "en" or "i" or "och" or "og" or "a" or "ve" or "и") next++;
            if (next >= scan.Tokens.Length || scan.Tokens[next].Start - scan.Tokens[previous].End > 6 || !HasSameForm(scan.TextOf(scan.Tokens[previous]), scan.TextOf(scan.Tokens[next]))
                || scan.Text[scan.Tokens[previous].End..scan.Tokens[next].Start].Contains('\n')) return;
            findings.Add(new Finding(scan.Tokens[next].Start, scan.Tokens[next].Length, type, 0.65f, FindingSource.Context));
            previous = next;
        }
    }

    private static bool HasSameForm(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (one.Length != other.Length) return false;
        for (var i = 0; i < one.Length; i++)
        {
            if (char.IsAsciiDigit(one[i]) != char.IsAsciiDigit(other[i]) || char.IsUpper(one[i]) != char.IsUpper(other[i])) return false;
        }
        return true;
    }

    private static void Read(in Scan scan, int label, in LabelReach reach, List<Finding> findings)
    {
        var (first, cue, hasNumberWord) = (reach.Value, reach.Cue, reach.HasNumberWord);
        var start = scan.Tokens[first].Start;
        if (scan.Before(start) == '#') start--;
        else if (!scan.IsFreeBefore(start)) return;
        var last = first;
        int digits = 0, letters = 0, groups = 1;
        for (var i = first; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if ((token.Kind & TokenKind.Foreign) != 0 && ((token.Kind & (TokenKind.Lower | TokenKind.Upper)) != 0 || Tokenizer.IsUnspaced(scan.Text[token.Start]) || !token.HasDigit && (i > first || !char.IsUpper(scan.Text[token.Start])))) break;
            if (i > first)
            {
                if (token.Start != scan.Tokens[i - 1].End + 1 || token.End - start > 36) break;
                var joint = scan.Text[token.Start - 1];
                if (joint is not ('-' or '/' or '.' or ':' or '_') && !(joint == ' ' && JoinsBySpace(scan, i, cue))) break;
                // "license MIT 2024": a year behind a name.
                if (joint == ' ' && digits == 0 && token.Length == 4 && scan.Text[token.Start] is '1' or '2' && !(scan.At(token.End) is '/' or '-' && char.IsAsciiDigit(scan.At(token.End + 1)))) return;
                groups++;
            }
            foreach (var c in scan.TextOf(token))
            {
                if (char.IsAsciiDigit(c)) digits++;
                else letters++;
            }
            last = i;
        }
        var end = scan.Tokens[last].End;
        var value = scan.Text[start..end];
        if (scan.At(end) is '@' or '%' or '(' || (cue & Cue.Plate) != 0 && (cue & ~Cue.Plate & ~Cue.Code) == 0
            || value.Contains("://", StringComparison.Ordinal) || DateOrTime.IsWhole(value) && (cue & Cue.Routing) == 0) return;
        if (digits == 0 && LabelReach.IsBookingWord(scan, first - 1))
        {
            findings.Add(new Finding(start, end - start, EntityType.Code, 0.65f, FindingSource.Context));
            return;
        }
        if (digits < 5 && letters > 0 && cue == Cue.Code && IsReference(scan.TextOf(scan.Tokens[label]))) return;
        // "Ticket PLAT-4417" is a programmer's.
        if (digits <= 4 && letters >= 2 && groups == 2 && cue == Cue.Code && scan.TextOf(scan.Tokens[label]) is "Ticket" or "ticket" or "issue" or "Issue" or "incident" or "request") return;
        if (reach.IsFar && !LabelledForm.IsStrong(value, digits, letters, hasNumberWord)) return;
        var type = LabelledForm.TypeOf(cue, scan.TextOf(scan.Tokens[first]), digits, letters, groups, hasNumberWord || value[0] == '#' || IsBadge(scan.TextOf(scan.Tokens[label])), end - start);
        if (type is not { } found) return;
        findings.Add(new Finding(start, end - start, found, reach.IsFar ? 0.5f : hasNumberWord ? 0.82f : 0.65f, FindingSource.Context));
        if (first == last && end - start >= 6) Listed(scan, last, found, findings);
    }

    /// <summary>Groups that spaces part: digits behind digits, or behind a few capitals; one or two letters may end a document's number.</summary>
    private static bool JoinsBySpace(in Scan scan, int index, Cue cue)
    {
        ref readonly var token = ref scan.Tokens[index];
        ref readonly var before = ref scan.Tokens[index - 1];
        // "12 O 441/23", "3 C 4417/24": a court's register between two numbers.
        if ((cue & Cue.Code) != 0 && (IsCourtRegister(scan, index) || IsRegisterLetters(scan, index))) return true;
        if ((cue & (Cue.Medical | Cue.Bank | Cue.NationalId | Cue.Licence | Cue.Passport | Cue.Tax | Cue.Routing | Cue.Code)) == 0) return false;
        if (token.IsNumber) return token.Length >= (before.IsNumber ? 1 : 2) && (before.HasDigit || (before.Kind & ~(TokenKind.Upper | TokenKind.Foreign)) == 0 && before.Length <= 5);
        if ((token.Kind & ~(TokenKind.Upper | TokenKind.Digit)) != 0 || !before.HasDigit) return false;
        return token.HasDigit ? token.Length <= 5 : token.Length <= 2 && (cue & (Cue.NationalId | Cue.Licence | Cue.Passport)) != 0 || token.Length == 2 && (cue & Cue.Medical) != 0 && before.IsNumber && !(scan.At(token.End) is ' ' or '\n' && scan.At(token.End + 1) is var next && char.IsLetter(next) && token.Length == 1 && scan.Text[token.Start] is 'A' or 'I');
    }

    /// <summary>"I C 448/24": letters behind letters before the number.</summary>
    private static bool IsRegisterLetters(in Scan scan, int index) =>
        !scan.Tokens[index - 1].HasDigit && scan.Tokens[index - 1].Length <= 4 && (scan.Tokens[index].Kind == TokenKind.Upper && scan.Tokens[index].Length <= 3 && index + 1 < scan.Tokens.Length
            && scan.Tokens[index + 1].IsNumber || scan.Tokens[index].IsNumber);

    private static bool IsCourtRegister(in Scan scan, int index)
    {
        var letters = scan.Tokens[index].HasDigit ? index - 1 : index;
        if (letters < 1 || letters + 1 >= scan.Tokens.Length || scan.Tokens[letters].HasDigit || scan.Tokens[letters].Length > 4
            || !char.IsUpper(scan.Text[scan.Tokens[letters].Start]) || !scan.Tokens[letters - 1].IsNumber || !scan.Tokens[letters + 1].IsNumber) return false;
        return scan.At(scan.Tokens[letters + 1].End) == '/' && char.IsAsciiDigit(scan.At(scan.Tokens[letters + 1].End + 1)) && scan.Tokens[letters + 1].Start == scan.Tokens[letters].End + 1;
    }
}
