namespace EventAgents.Pii.Structure;

/// <summary>A number that the tagger alone takes for an age needs a person near.</summary>
internal static class TaggedAges
{
    /// <summary>How near a person stands to their age, in characters.</summary>
    private const int ReachOfPerson = 80;

    /// <summary>Removes ages, which stand from index <paramref name="from"/> on.</summary>
    public static void Refine(List<Finding> findings, int from)
    {
        if (!findings.Exists(f => f.Type == EntityType.Age)) return;
        var persons = new List<Finding>();
        foreach (var finding in findings)
        {
            if (finding.Type is EntityType.Person or EntityType.Nrp or EntityType.DateOfBirth) persons.Add(finding);
        }
        persons.Sort((a, b) => a.Start.CompareTo(b.Start));

        var kept = from;
        for (var i = from; i < findings.Count; i++)
        {
            if (findings[i].Type != EntityType.Age || HasNear(persons, findings[i])) findings[kept++] = findings[i];
        }
        findings.RemoveRange(kept, findings.Count - kept);
    }

    /// <param name="persons">Sorted by start.</param>
    /// <param name="age">The number.</param>
    private static bool HasNear(List<Finding> persons, in Finding age)
    {
        var (low, high) = (0, persons.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (persons[middle].Start < age.End + ReachOfPerson) low = middle + 1;
            else high = middle;
        }
        return low > 0 && persons[low - 1].End + ReachOfPerson > age.Start;
    }
}
