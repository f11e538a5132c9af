using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>A bank's number and an account's with a stroke between: 40-11-60 / 72208814, 062-900/36603655, 078021532 / 500175686092.</summary>
internal sealed class AccountPair : Recognizer
{
    public override IReadOnlyList<string> Finds { get; } =
    [
        "standing order from «40-11-60 / 72208814», thanks", "payment to «062-900 / 36603655» bounced", "wire to «021000021 / 500175686092»", "its «23-84-19» acc 55102746", ":50K:/«229104477180»\nX",
    ];

    public override IReadOnlyList<string> Ignores { get; } = ["10-11-12 / 13", "2024-06-11 / 12345678", "12 / 13", "123456789 / 500175686092", "1/2/3"];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        Transfers(scan.Text, findings);
        for (var i = 1; i < scan.Tokens.Length; i++)
        {
            SortCode(scan, i, findings);
            ref readonly var account = ref scan.Tokens[i];
            if (!account.IsNumber || account.Length is < 6 or > 12 || scan.Text[scan.Tokens[i - 1].End..account.Start] is not ("/" or " / ") || !scan.IsFreeAfter(account.End)) continue;
            var first = Bank(scan, i - 1);
            if (first < 0 || !scan.IsFreeBefore(scan.Tokens[first].Start)) continue;
            findings.Add(new Finding(scan.Tokens[first].Start, account.End - scan.Tokens[first].Start, EntityType.BankAccount, 0.7f, FindingSource.Context));
        }
    }

    /// <summary>"23-84-19 acc 55102746": three pairs of digits right before a word for accounts.</summary>
    private static void SortCode(in Scan scan, int last, List<Finding> findings)
    {
        if (last < 2 || last + 2 >= scan.Tokens.Length || !IsGroup(scan, last, 2) || !IsGroup(scan, last - 1, 2) || !IsGroup(scan, last - 2, 2) || !IsHyphen(scan, last) || !IsHyphen(scan, last - 1)
            || (scan.Tokens[last + 1].Cue & Cue.Bank) == 0 || scan.Tokens[last + 1].Start - scan.Tokens[last].End > 2 || !scan.IsFreeBefore(scan.Tokens[last - 2].Start)) return;
        findings.Add(new Finding(scan.Tokens[last - 2].Start, scan.Tokens[last].End - scan.Tokens[last - 2].Start, EntityType.BankAccount, 0.7f, FindingSource.Context));
    }

    /// <summary>":50K:/229104477180": an account in a bank's message.</summary>
    private static void Transfers(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = text.IndexOf(":/"); i >= 0;)
        {
            var end = i + 2;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
            if (i >= 3 && (text[i - 3] == ':' || i >= 4 && text[i - 4] == ':') && char.IsAsciiDigit(text[i - 2]) && end - i is >= 8 and <= 36 && text[(i + 2)..end].ContainsAnyInRange('0', '9'))
                findings.Add(new Finding(i + 2, end - i - 2, EntityType.BankAccount, 0.7f, FindingSource.Context));
            var next = text[(i + 2)..].IndexOf(":/");
            i = next < 0 ? -1 : i + 2 + next;
        }
    }

    /// <summary>The first token of a sort code, a BSB number or a routing number that ends at an index; -1 where there is none.</summary>
    private static int Bank(in Scan scan, int last)
    {
        if (scan.Tokens[last].IsNumber && scan.Tokens[last].Length == 9) return AmericanIds.IsRouting(scan.TextOf(scan.Tokens[last])) ? last : -1;
        if (IsGroup(scan, last, 3) && IsGroup(scan, last - 1, 3) && IsHyphen(scan, last)) return last - 1;
        return IsGroup(scan, last, 2) && IsGroup(scan, last - 1, 2) && IsGroup(scan, last - 2, 2) && IsHyphen(scan, last) && IsHyphen(scan, last - 1) ? last - 2 : -1;
    }

    private static bool IsGroup(in Scan scan, int index, int length) => index >= 0 && scan.Tokens[index].IsNumber && scan.Tokens[index].Length == length;

    private static bool IsHyphen(in Scan scan, int index) => scan.Text[scan.Tokens[index - 1].End..scan.Tokens[index].Start] is "-";
}
