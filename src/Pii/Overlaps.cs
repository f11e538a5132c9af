namespace EventAgents.Pii;

/// <summary>Makes findings disjoint: of two that overlap one stays; parts of one name or address become one.</summary>
internal static class Overlaps
{
    /// <summary>
    /// Keeps, in this order of preference: denied before proven before context and structure before tagger before repeated, then the longer, then the
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
                if (AreOne(findings[kept - 1], next))
                {
                    next = Union(findings[--kept], next);
                    continue;
                }
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

    /// <summary>Joins neighbours of one name or one address; <paramref name="findings"/> are sorted and disjoint.</summary>
    public static void Join(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var kept = 0;
        for (var i = 0; i < findings.Count; i++)
        {
            if (kept > 0 && AreParts(text, findings[kept - 1], findings[i]))
            {
                var first = findings[kept - 1];
                findings[kept - 1] = first with { Length = findings[i].End - first.Start, Score = Math.Max(first.Score, findings[i].Score) };
            }
            else findings[kept++] = findings[i];
        }
        findings.RemoveRange(kept, findings.Count - kept);
    }

    /// <summary>Index of the first of sorted, disjoint findings that ends behind <paramref name="place"/>.</summary>
    public static int FirstBehind(ReadOnlySpan<Finding> findings, int place)
    {
        var (low, high) = (0, findings.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (findings[middle].End <= place) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>What one saw of an address and the other did not is part of it all the same.</summary>
    private static bool AreOne(in Finding first, in Finding second) => first.Type == EntityType.Address && second.Type == EntityType.Address;

    private static Finding Union(in Finding first, in Finding second)
    {
        var better = IsBetter(second, first) ? second : first;
        return better with { Start = Math.Min(first.Start, second.Start), Length = Math.Max(first.End, second.End) - Math.Min(first.Start, second.Start) };
    }

    private static bool AreParts(ReadOnlySpan<char> text, in Finding first, in Finding second)
    {
        if (first.Type != second.Type || first.Type is not (EntityType.Person or EntityType.Address)) return false;
        var between = text[first.End..second.Start];
        return between is " " or "" || (first.Type == EntityType.Address ? between is ", " or "," or "\n" or ",\n" : between is "-" or ". ");
    }

    private static bool IsBetter(in Finding one, in Finding other)
    {
        if (Rank(one.Source) != Rank(other.Source)) return Rank(one.Source) < Rank(other.Source);
        if (one.Length != other.Length) return one.Length > other.Length;
        return one.Score > other.Score;
    }

    /// <summary>A word beside a value and the name of its field say equally much.</summary>
    private static int Rank(FindingSource source) =>
        source switch { FindingSource.Denied => -1, FindingSource.Proven => 0, FindingSource.Context or FindingSource.Structure => 1, FindingSource.Tagger => 2, _ => 3 };

    private static int ByStart(Finding one, Finding other)
    {
        var order = one.Start.CompareTo(other.Start);
        if (order != 0) return order;
        return IsBetter(one, other) ? -1 : IsBetter(other, one) ? 1 : one.Type.CompareTo(other.Type);
    }
}
