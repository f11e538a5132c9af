using System.Runtime.InteropServices;

namespace EventAgents.Pii;

/// <summary>
/// Gives what the tenant's own recognizers and deny list say its right against the other findings: a value of theirs that overlaps a finding which goes out as
/// it is, or lies outside of it in part, becomes one finding with it. What another finding keeps from leaving as a whole stays that finding's.
/// </summary>
internal static class OwnFindings
{
    /// <summary>Brings the tenant's own findings in.</summary>
    /// <param name="own">They, in any order; emptied of what needs nothing.</param>
    /// <param name="passes">Whether a finding goes out as it is; null where none does.</param>
    /// <param name="findings">All findings, sorted and disjoint; stay so.</param>
    public static void Assert(List<Finding> own, Func<EntityType, string?, bool>? passes, List<Finding> findings)
    {
        own.RemoveAll(one => HasItsRight(one, passes, findings));
        if (own.Count == 0) return;
        for (var i = 0; i < own.Count; i++) own[i] = WithOverlapped(own[i], findings);
        own.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        Merge(own, passes);
        findings.RemoveAll(finding => Overlaps.FirstBehind(CollectionsMarshal.AsSpan(own), finding.Start) is var i && i < own.Count && own[i].Start < finding.End);
        findings.AddRange(own);
        findings.Sort(static (one, other) => one.Start.CompareTo(other.Start));
    }

    /// <summary>Whether a value cannot leave by another finding's action, or may leave by its own while another finding lies there.</summary>
    private static bool HasItsRight(Finding own, Func<EntityType, string?, bool>? passes, List<Finding> findings)
    {
        var i = Overlaps.FirstBehind(CollectionsMarshal.AsSpan(findings), own.Start);
        if (i == findings.Count || findings[i].Start >= own.End) return false;
        var around = findings[i];
        var isPart = around.Start <= own.Start && own.End <= around.End && around.Length > own.Length;
        return (isPart && !Passes(around, passes)) || Passes(own, passes);
    }

    private static bool Passes(in Finding finding, Func<EntityType, string?, bool>? passes) => passes is not null && passes(finding.Type, finding.CustomName);

    private static Finding WithOverlapped(in Finding own, List<Finding> findings)
    {
        var (start, end) = (own.Start, own.End);
        for (var i = Overlaps.FirstBehind(CollectionsMarshal.AsSpan(findings), own.Start); i < findings.Count && findings[i].Start < own.End; i++)
        {
            (start, end) = (Math.Min(start, findings[i].Start), Math.Max(end, findings[i].End));
        }
        return own with { Start = start, Length = end - start };
    }

    /// <summary>Makes one of those that overlap, of a type that does not pass if there is one; they are sorted.</summary>
    private static void Merge(List<Finding> own, Func<EntityType, string?, bool>? passes)
    {
        var kept = 0;
        for (var i = 0; i < own.Count; i++)
        {
            if (kept == 0 || own[i].Start >= own[kept - 1].End)
            {
                own[kept++] = own[i];
                continue;
            }
            var (last, next) = (own[kept - 1], own[i]);
            own[kept - 1] = (Passes(last, passes) ? next : last) with { Start = last.Start, Length = Math.Max(last.End, next.End) - last.Start };
        }
        own.RemoveRange(kept, own.Count - kept);
    }
}
