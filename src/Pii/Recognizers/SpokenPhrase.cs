using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.PasswordForm;

namespace EventAgents.Pii.Recognizers;

/// <summary>Passwords of several words, and passwords that answer a question.</summary>
internal static class SpokenPhrase
{
    /// <summary>"Your password?", next line "CALLER: it's Highland-Cow-94": an answer with digits or signs.</summary>
    public static bool Answered(in Scan scan, int first, ReadOnlySpan<char> gap, List<Finding> findings)
    {
        if (!gap.ContainsAny('?', '.')) return false;
        var colon = -1;
        for (var i = first; i < scan.Tokens.Length && i < first + 3 && colon < 0; i++)
        {
            if (scan.At(scan.Tokens[i].End) is ':' or ']' or '>') colon = i;
        }
        if (colon < 0 && !gap.Contains('?')) return false;
        if (colon < 0) colon = first - 1;
        for (var i = colon + 1; i < scan.Tokens.Length && i <= colon + 5; i++)
        {
            if (i > first && scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start].Contains('\n')) return false;
            var run = SpokenSecret.Run(scan.Text, scan.Tokens[i].Start);
            if (!IsStrong(run) || CountDigits(run) == 0 || SpokenSecret.IsName(run) || DateOrTime.IsWhole(run)) continue;
            findings.Add(new Finding(scan.Tokens[i].Start, run.Length, EntityType.Password, 0.55f, FindingSource.Context));
            return true;
        }
        return false;
    }

    /// <summary>Three words or more in small letters up to the end of the line.</summary>
    public static bool Phrase(in Scan scan, int first, List<Finding> findings)
    {
        var last = first;
        while (last + 1 < scan.Tokens.Length && last - first < 24 && scan.Text[scan.Tokens[last].End..scan.Tokens[last + 1].Start] is " " or "-"
            && scan.Tokens[last + 1].Kind == TokenKind.Lower) last++;
        var start = scan.Tokens[first].Start;
        var end = scan.Tokens[last].End;
        if (last - first < 2 || scan.Tokens[first].Kind != TokenKind.Lower || !(scan.At(end) is '\n' or '\r' or '.' or ',' or '"')) return false;
        findings.Add(new Finding(start, end - start, EntityType.Password, 0.7f, FindingSource.Context));
        return true;
    }

    /// <summary>"the password is blue kettle on friday": three to six words in small letters that speak of nothing else, up to the end of the line.</summary>
    public static bool Words(in Scan scan, int first, List<Finding> findings)
    {
        var last = first;
        while (last + 1 < scan.Tokens.Length && last - first < 6 && scan.Text[scan.Tokens[last].End..scan.Tokens[last + 1].Start] is " " && scan.Tokens[last + 1].Kind == TokenKind.Lower) last++;
        var end = scan.Tokens[last].End;
        if (last - first is < 2 or > 5 || scan.Tokens[first].Kind != TokenKind.Lower || !(scan.At(end) is '\n' or '\r') || !IsWord(scan.TextOf(scan.Tokens[first]))) return false;
        findings.Add(new Finding(scan.Tokens[first].Start, end - scan.Tokens[first].Start, EntityType.Password, 0.6f, FindingSource.Context));
        return true;
    }
}
