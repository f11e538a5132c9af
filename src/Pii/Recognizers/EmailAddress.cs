using System.Buffers;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// E-mail addresses (RFC 5321, 6531): every @ is an anchor. The domain needs no public suffix, because internal hosts
/// (<c>user@corp.local</c>) identify people as well; the last label needs a letter, so that <c>react@18.2.0</c> is none.
/// </summary>
internal sealed class EmailAddress : Recognizer
{
    /// <summary>Octets before the @ and in the domain, RFC 5321 4.5.3.1.</summary>
    private const int MaxLocalLength = 64, MaxDomainLength = 255;

    private static readonly SearchValues<char> LocalPunctuation = SearchValues.Create("!#$%&'*+-/=?^_`{|}~.");

    private static readonly SearchValues<char> Separators = SearchValues.Create("=/?&{|}`*#!$^");

    private static readonly SearchValues<char> EndOfUserInformation = SearchValues.Create(" \n\t\"'/?#<>,;");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "write to «ada@example.com».",
        "«Ada.Lovelace+news@mail.example.org», please",
        "mailto:«ada@example.com»?subject=x",
        "«\"ada lovelace\"@example.com»",
        "«ada@corp.local»",
        "«jörg@müller.example»",
        "<«ada@example.net»>",
        "from=«ada@example.com»&to=1",
        "'«o'brien@example.com»'",
        "«ada@xn--80ak6aa92e.example»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "react@18.2.0", "npm i pkg@latest", "@ada", "a @ b", "info@example.", "ssh git@", "x@-y.z", "@media (min-width: 1px)", "lodash@4.17.21",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        Spelt(scan, findings);
        var text = scan.Text;
        for (var at = text.IndexOf('@'); at >= 0;)
        {
            var end = EndOfDomain(text, at + 1);
            if (end > 0)
            {
                var start = StartOfLocal(text, at);
                if (start < at && !IsInUrl(text, at) && text[start..at] is not ("git" or "hg" or "svn")) findings.Add(new Finding(start, end - start, EntityType.Email, 0.95f, FindingSource.Proven));
            }
            var next = text[(at + 1)..].IndexOf('@');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    /// <summary>Whether what stands before is user information in an address: https://user:password@host.</summary>
    private static bool IsInUrl(ReadOnlySpan<char> text, int at)
    {
        var before = text[Math.Max(0, at - MaxLocalLength)..at];
        var scheme = before.LastIndexOf("://");
        return scheme >= 0 && before[(scheme + 3)..].IndexOfAny(EndOfUserInformation) < 0;
    }

    /// <summary>ada [at] example (dot) com: the signs are spelt, with brackets around them.</summary>
    private static void Spelt(in Scan scan, List<Finding> findings)
    {
        for (var i = 1; i + 1 < scan.Tokens.Length; i++)
        {
            ref readonly var at = ref scan.Tokens[i];
            if (at.Length != 2 || !scan.TextOf(at).Equals("at", StringComparison.OrdinalIgnoreCase) || !IsBracketed(scan, i)) continue;
            var first = i - 1;
            while (first > 0 && scan.Tokens[first].Start == scan.Tokens[first - 1].End + 1
                && scan.Text[scan.Tokens[first].Start - 1] is '.' or '_' or '-' or '+') first--;
            var last = i + 1;
            var labels = 1;
            while (last + 1 < scan.Tokens.Length)
            {
                if (scan.At(scan.Tokens[last].End) is '.' or '-' && scan.Tokens[last + 1].Start == scan.Tokens[last].End + 1) last++;
                else if (last + 2 < scan.Tokens.Length && scan.TextOf(scan.Tokens[last + 1]).Equals("dot", StringComparison.OrdinalIgnoreCase)
                    && IsBracketed(scan, last + 1)) last += 2;
                else break;
                labels++;
            }
            if (labels < 2 || !scan.Tokens[last].HasLetter || scan.Tokens[last].Length < 2) continue;
            findings.Add(new Finding(scan.Tokens[first].Start, scan.Tokens[last].End - scan.Tokens[first].Start, EntityType.Email, 0.9f, FindingSource.Proven));
            i = last;
        }
    }

    /// <summary>Whether a word stands in brackets, with at most a space to its neighbours.</summary>
    private static bool IsBracketed(in Scan scan, int index)
    {
        var before = scan.Text[scan.Tokens[index - 1].End..scan.Tokens[index].Start];
        var behind = scan.Text[scan.Tokens[index].End..scan.Tokens[index + 1].Start];
        return before.Length is 1 or 2 && behind.Length is 1 or 2 && before[^1] is '[' or '(' or '{' && behind[0] is ']' or ')' or '}'
            && before.Trim(' ').Length == 1 && behind.Trim(' ').Length == 1;
    }

    /// <summary>Where the domain that begins at <paramref name="start"/> ends, or -1 if there is none.</summary>
    private static int EndOfDomain(ReadOnlySpan<char> text, int start)
    {
        int end = -1, labels = 0, i = start;
        var limit = Math.Min(text.Length, start + MaxDomainLength);
        while (i < limit)
        {
            var label = i;
            var hasLetter = false;
            while (i < limit && (char.IsLetterOrDigit(text[i]) || text[i] == '-'))
            {
                hasLetter |= char.IsLetter(text[i]);
                i++;
            }
            if (i == label || text[label] == '-' || text[i - 1] == '-') break;
            labels++;
            // A last label of digits alone is a version; of one character, an initial.
            if (labels > 1 && hasLetter && i - label > 1) end = i;
            else if (labels > 1) end = -1;
            if (i >= limit || text[i] != '.') break;
            i++;
        }
        return end;
    }

    private static int StartOfLocal(ReadOnlySpan<char> text, int at)
    {
        var limit = Math.Max(0, at - MaxLocalLength);
        if (at > limit && text[at - 1] == '"')
        {
            var open = text[limit..(at - 1)].LastIndexOf('"');
            if (open >= 0 && open < at - 2 - limit && text.Slice(limit + open, at - limit - open).IndexOfAny('\n', '\r', ':') < 0) return limit + open;
            return at;
        }
        var start = at;
        while (start > limit && (char.IsLetterOrDigit(text[start - 1]) || LocalPunctuation.Contains(text[start - 1]))) start--;
        // key=ada@…, path/ada@… and 'ada@…': what stands before the last such character belongs to the text around.
        var lead = text[start..at].LastIndexOfAny(Separators);
        if (lead >= 0) start += lead + 1;
        while (start < at && text[start] is '.' or '\'' or '-' or '~' or '%') start++;
        return start < at && text[at - 1] != '.' ? start : at;
    }
}
