namespace EventAgents.Pii;

/// <summary>Makes findings disjoint: of two that overlap one stays.</summary>
internal static class Overlaps
{
    /// <summary>
    /// Keeps, in this order of preference: proven before context and structure before tagger before repeated, then the longer, then the
    /// higher score, then the earlier. Leaves <paramref name="findings"/> sorted by start.
    /// </summary>
    public static void Resolve(List<Finding> findings)
    {
        if (findings.Count < 2) return;
        findings.Sort(ByStart);
        var kept = 0;
        for (var i = 0; i < findings.Count; i++)
        {
            var next = findings[i];
            var wins = true;
            while (kept > 0 && findings[kept - 1].End > next.Start)
            {
                if (!IsBetter(next, findings[kept - 1]))
                {
                    wins = false;
                    break;
                }
                kept--;
            }
            if (wins) findings[kept++] = next;
        }
        findings.RemoveRange(kept, findings.Count - kept);
    }

    private static bool IsBetter(in Finding one, in Finding other)
    {
        if (one.Source != other.Source) return one.Source < other.Source;
        if (one.Length != other.Length) return one.Length > other.Length;
        return one.Score > other.Score;
    }

    private static int ByStart(Finding one, Finding other)
    {
        var order = one.Start.CompareTo(other.Start);
        if (order != 0) return order;
        return IsBetter(one, other) ? -1 : IsBetter(other, one) ? 1 : one.Type.CompareTo(other.Type);
    }
}
