using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>Numbers whose own letters say whose they are, without a label: EMP-00447, CLM-2024-4471, INC0044712, MRN-447120.</summary>
internal sealed class PrefixedNumber : Recognizer
{
    private const int LeastDigits = 4, MostDigits = 14;

    /// <summary>Letters of employees, customers, claims, policies, contracts, cases, bookings, invoices and orders.</summary>
    private static readonly HashSet<ulong> Codes = WordHash.SetOf(
        "emp empl staff cust cus kd knr clm claim pol policy ctr cntr agr inv rech ord cse mbr mem memb stu stud matr bkg booking resv rsv loan mtg acct vtr vnr loy pers hr sub sch sin exp fac fact ped sav rma tnt lse contract vertrag kunde client cli dossier grp cas tkt");

    /// <summary>Letters of a service desk, right before seven or more digits.</summary>
    private static readonly HashSet<ulong> Desk = WordHash.SetOf("inc ritm req chg prb sctask ctask task cs");

    private static readonly HashSet<ulong> Medical = WordHash.SetOf("mrn pat pt mr nhs patient rx enc");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "«EMP-00447» left", "see «CLM-2024-4471» for", "«INC0044712» was closed", "mail about «POL-447120»", "«CUST_44712»,", "«MRN-447120» seen", "(«PAT-44712»)",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "POL-12 is a ticket", "SKU-447120", "ORDER-BY", "REQ-12", "INC-2024", "emp_4471_table", "INC0044712.txt", "claim-4471", "HR-2024", "CVE-2024-44712",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (!char.IsAsciiLetterUpper(scan.Text[token.Start]) || token.Length > 20 || !scan.IsFreeBefore(token.Start)) continue;
            var letters = 0;
            var word = scan.TextOf(token);
            while (letters < word.Length && char.IsAsciiLetterUpper(word[letters])) letters++;
            if (letters is < 2 or > 8) continue;
            if (letters < word.Length ? Joined(scan, token, letters) : Separate(scan, i)) i = Add(scan, i, letters, findings);
        }
    }

    /// <summary>INC0044712, EMP00447.</summary>
    private static bool Joined(in Scan scan, in Token token, int letters)
    {
        var word = scan.TextOf(token);
        var digits = word.Length - letters;
        if (word[letters..].ContainsAnyExceptInRange('0', '9')) return false;
        var prefix = WordHash.Of(word[..letters]);
        return Desk.Contains(prefix) && digits >= 7 || digits >= LeastDigits && letters >= 3 && (Codes.Contains(prefix) || Medical.Contains(prefix));
    }

    /// <summary>EMP-00447, CLM/2024/4471.</summary>
    private static bool Separate(in Scan scan, int index) =>
        index + 1 < scan.Tokens.Length && scan.Tokens[index + 1].Start == scan.Tokens[index].End + 1 && scan.Text[scan.Tokens[index].End] is '-' or '_' or '/' or '#'
            && scan.Tokens[index + 1].HasDigit && (Codes.Contains(scan.Tokens[index].Hash) || Medical.Contains(scan.Tokens[index].Hash) || Desk.Contains(scan.Tokens[index].Hash));

    /// <summary>Adds the prefix with all groups that signs join; the index of the last.</summary>
    private static int Add(in Scan scan, int first, int letters, List<Finding> findings)
    {
        var last = first;
        var digits = 0;
        while (true)
        {
            foreach (var c in scan.TextOf(scan.Tokens[last])) digits += char.IsAsciiDigit(c) ? 1 : 0;
            if (last + 1 >= scan.Tokens.Length || scan.Tokens[last + 1].Start != scan.Tokens[last].End + 1 || scan.Text[scan.Tokens[last].End] is not ('-' or '_' or '/' or '#')
                || (scan.Tokens[last + 1].Kind & (TokenKind.Lower | TokenKind.Foreign)) != 0 || scan.Tokens[last + 1].End - scan.Tokens[first].Start > 28) break;
            last++;
        }
        var (start, end) = (scan.Tokens[first].Start, scan.Tokens[last].End);
        var prefix = WordHash.Of(scan.Text.Slice(start, letters));
        // A year alone is none: HR-2024. A programmer's ticket has few digits: REQ-12.
        var least = Desk.Contains(prefix) ? 5 : LeastDigits;
        if (digits < least || digits > MostDigits || digits == 4 && scan.Text[(end - 4)..end] is ['1' or '2', '9' or '0', ..] || !scan.IsFreeAfter(end)) return last;
        findings.Add(new Finding(start, end - start, Medical.Contains(prefix) ? EntityType.MedicalId : EntityType.Code, 0.5f, FindingSource.Context));
        return last;
    }
}
