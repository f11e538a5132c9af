using System.Runtime.InteropServices;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>
/// The tagger's words are letters and digits, so of a number, an account's name or a password it finds the words and not the marks between and around them:
/// the finding grows to the whole value. Where nothing else in the text is personal, it must be very sure of a number.
/// </summary>
internal static class TaggedValues
{
    /// <summary>How sure the tagger must be of a number, an account, a secret or an address without a street in a text that gives nothing else away: order and build numbers look like any other.</summary>
    private const float ScoreAlone = 0.95f;

    /// <summary>How sure it must be of a person for the text to be one about persons.</summary>
    private const float ScoreOfEvidence = 0.85f;

    /// <summary>Between these stand scripts and signs of sentences without blanks: what follows a password there is the rest of the sentence.</summary>
    private const char FirstWithoutBlanks = '\u2E80', LastWithoutBlanks = '\uD7FF';

    /// <summary>Removes or widens the tagger's findings, which stand from index <paramref name="from"/> on.</summary>
    public static void Refine(in Scan scan, List<Finding> findings, int from)
    {
        TellBirths(findings, from);
        var isPersonal = IsPersonal(findings);
        var (kept, end) = (from, 0);
        for (var i = from; i < findings.Count; i++)
        {
            var finding = findings[i];
            if (!isPersonal && finding.Score < ScoreAlone && (IsValue(finding) || (finding.Type == EntityType.Address && !TaggedNames.HasStreet(scan, finding)))) continue;
            if (IsValue(finding))
            {
                if (finding.End <= end) continue;
                finding = Whole(scan.Text, finding, floor: end);
                end = finding.End;
            }
            findings[kept++] = finding;
        }
        findings.RemoveRange(kept, findings.Count - kept);
    }

    /// <summary>A recognizer knows better where a date is, the tagger what it means.</summary>
    private static void TellBirths(List<Finding> findings, int from)
    {
        var tagged = CollectionsMarshal.AsSpan(findings)[from..];
        foreach (ref var date in CollectionsMarshal.AsSpan(findings)[..from])
        {
            if (date.Type != EntityType.DateTime) continue;
            var first = Overlaps.FirstBehind(tagged, date.Start);
            if (first < tagged.Length && tagged[first].Type == EntityType.DateOfBirth && tagged[first].Start < date.End) date = date with { Type = EntityType.DateOfBirth };
        }
    }

    private static bool IsValue(in Finding finding) => finding.Type is EntityType.Code or EntityType.Username or EntityType.Password;

    /// <summary>Whether something else than numbers says that the text is about somebody: what a recognizer found, or a name or a birth.</summary>
    private static bool IsPersonal(List<Finding> findings)
    {
        foreach (var finding in findings)
        {
            if (finding.Type is EntityType.Location or EntityType.Organization or EntityType.Nrp or EntityType.DateTime or EntityType.Code) continue;
            if (finding.Source != FindingSource.Tagger || (finding.Type is EntityType.Person or EntityType.DateOfBirth && finding.Score > ScoreOfEvidence)) return true;
        }
        return false;
    }

    /// <param name="text">The text.</param>
    /// <param name="finding">A part of the value.</param>
    /// <param name="floor">Where the value before ends: a text that is one long value is gone through once.</param>
    private static Finding Whole(ReadOnlySpan<char> text, in Finding finding, int floor)
    {
        var (start, end) = (Math.Max(finding.Start, floor), finding.End);
        while (start > floor && Continues(text, start - 1, finding.Type)) start--;
        while (end < text.Length && Continues(text, end, finding.Type)) end++;
        if (finding.Type == EntityType.Password) end = Math.Max(finding.End, start + text[start..end].TrimEnd(".,;:)").Length);
        return finding with { Start = start, Length = end - start };
    }

    private static bool Continues(ReadOnlySpan<char> text, int i, EntityType type) => text[i] switch
    {
        >= FirstWithoutBlanks and <= LastWithoutBlanks => false,
        var c when type == EntityType.Password => !char.IsWhiteSpace(c) && c is not ('"' or '\'' or '`' or '<' or '>' or '“' or '”' or '«' or '»' or '(' or '=' or ',' or '|'),
        var c when char.IsLetterOrDigit(c) => true,
        '@' => type == EntityType.Username,
        '/' => type == EntityType.Code && IsInside(text, i),
        '-' or '.' or '_' => IsInside(text, i),
        _ => false,
    };

    private static bool IsInside(ReadOnlySpan<char> text, int i) => i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
}
