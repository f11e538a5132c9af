using System.Runtime.InteropServices;

namespace EventAgents.Pii;

/// <summary>
/// What a better finding leaves of one of the tagger's: of "hunter2@10.0.0.1" a recognizer takes the host, and the password before it must not leave for that.
/// What goes out as it is by default has no remainder.
/// </summary>
internal static class Remainders
{
    /// <summary>A letter by itself gives nothing away.</summary>
    private const int LeastLength = 2;

    /// <summary>Remembers the tagger's findings before overlaps are resolved.</summary>
    public static void Collect(List<Finding> findings, List<Finding> tagged)
    {
        tagged.Clear();
        foreach (ref readonly var finding in CollectionsMarshal.AsSpan(findings))
        {
            if (finding.Source == FindingSource.Tagger && HasRemainder(finding.Type)) tagged.Add(finding);
        }
    }

    /// <summary>Brings back what lies outside of the findings that stayed; they are sorted and disjoint, and stay so.</summary>
    public static void Keep(ReadOnlySpan<char> text, List<Finding> tagged, List<Finding> findings)
    {
        var known = findings.Count;
        foreach (ref readonly var finding in CollectionsMarshal.AsSpan(tagged))
        {
            var start = finding.Start;
            for (var i = Overlaps.FirstBehind(CollectionsMarshal.AsSpan(findings)[..known], start); i < known && findings[i].Start < finding.End; i++)
            {
                Add(text, finding, start, findings[i].Start, findings);
                start = findings[i].End;
            }
            Add(text, finding, start, finding.End, findings);
        }
        if (findings.Count > known) Overlaps.Resolve(findings);
    }

    private static bool HasRemainder(EntityType type) =>
        type is EntityType.Person or EntityType.Address or EntityType.Code or EntityType.Username or EntityType.Password;

    private static void Add(ReadOnlySpan<char> text, in Finding finding, int start, int end, List<Finding> findings)
    {
        while (start < end && !char.IsLetterOrDigit(text[start])) start++;
        while (end > start && !char.IsLetterOrDigit(text[end - 1])) end--;
        if (end - start >= LeastLength) findings.Add(finding with { Start = start, Length = end - start });
    }
}
