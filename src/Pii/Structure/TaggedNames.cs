using System.Buffers;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>
/// What the text's form says against the tagger: it has learnt prose in scripts with capitals, so identifiers, settings,
/// bare values and other scripts are left to the recognizers. Titles and markup come off the names that stay.
/// </summary>
internal static class TaggedNames
{
    /// <summary>Letters from here on belong to scripts that the tagger was not trained on.</summary>
    private const char FirstUntrained = '\u0590';

    private static readonly SearchValues<char> Markup = SearchValues.Create("*|·:{}[]<>=\"\n\t`");

    /// <summary>Removes or trims the tagger's findings, which stand from index <paramref name="from"/> on.</summary>
    public static void Refine(in Scan scan, List<Finding> findings, int from)
    {
        var kept = from;
        for (var i = from; i < findings.Count; i++)
        {
            if (Refined(scan, findings[i]) is { } refined) findings[kept++] = refined;
        }
        findings.RemoveRange(kept, findings.Count - kept);
    }

    private static Finding? Refined(in Scan scan, in Finding finding)
    {
        var value = scan.Text.Slice(finding.Start, finding.Length);
        if (scan.IsBare && value.ContainsAnyInRange('0', '9')) return null;
        if (finding.Type != EntityType.Person) return finding;
        var name = WithoutTitle(value);
        var start = finding.End - name.Length;
        var markup = name.IndexOfAny(Markup);
        if (markup >= 0) name = name[..markup].TrimEnd();
        if (name.Length < 2 || !HasTrainedLetter(name)) return null;
        if (!name.Contains(' ') && IsIdentifier(scan, start, start + name.Length)) return null;
        if (!HasCapital(name) && LetterCase.HasCapitalsBeside(scan.Text, start, start + name.Length)) return null;
        return finding with { Start = start, Length = name.Length };
    }

    private static ReadOnlySpan<char> WithoutTitle(ReadOnlySpan<char> name)
    {
        for (var space = name.IndexOf(' '); space > 0
            && PersonTitles.Contains(name[..space]); space = name.IndexOf(' ')) name = name[(space + 1)..].TrimStart(' ');
        return name;
    }

    /// <summary>A part of a path, a setting or a member: Database=Payroll, Foo.Bar, $Name, name(…).</summary>
    private static bool IsIdentifier(in Scan scan, int start, int end) =>
        scan.Before(start) is '=' or '.' or '_' or '$' or '/' or '\\' or '<' or '#' || scan.At(end) is '_' or '(' or '=' or '[' or '/' or '\\'
        || (scan.At(end) is '.' && char.IsLetter(scan.At(end + 1))) || (scan.Before(start) == '`' && scan.At(end) == '`');

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
