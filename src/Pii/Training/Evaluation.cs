namespace EventAgents.Pii.Training;

/// <summary>
/// Scores findings against labels, document by document. Only types that a document's source labels count (<see cref="LabelCoverage"/>), and a date of
/// birth counts as the date that it is in the data files. Not thread-safe.
/// </summary>
/// <param name="set">The set's name in reports.</param>
public sealed class Evaluation(string set)
{
    private readonly SortedDictionary<EntityType, TypeScore> _types = [];

    /// <summary>The set's name.</summary>
    public string Set { get; } = set;

    /// <summary>Scores by type, for the types that were labelled or found.</summary>
    public IReadOnlyDictionary<EntityType, TypeScore> Types => _types;

    /// <summary>All types together.</summary>
    public TypeScore Total
    {
        get
        {
            var total = new TypeScore();
            foreach (var score in _types.Values) total.Add(score);
            return total;
        }
    }

    /// <summary>Documents seen.</summary>
    public int Documents { get; private set; }

    /// <summary>Characters seen, in UTF-16 units.</summary>
    public long Length { get; private set; }

    /// <summary>Labelled entities that the default policy masks.</summary>
    public int Maskable { get; private set; }

    /// <summary>Those of them of which a letter or digit would have left, trimmed.</summary>
    public int Leaked { get; private set; }

    /// <summary>Documents without anything to mask, in sources that label every type.</summary>
    public int Clean { get; private set; }

    /// <summary>Those of them in which something would have been masked.</summary>
    public int CleanTouched { get; private set; }

    /// <summary>Documents that must not give a certain type.</summary>
    public int Negatives { get; private set; }

    /// <summary>Those of them that gave it.</summary>
    public int NegativesWrong { get; private set; }

    /// <summary>Time that finding took, in seconds, as told to <see cref="Add"/>.</summary>
    public double Seconds { get; private set; }

    /// <summary>Speed, in kilobytes (1,000 UTF-16 units) a second; 0 where no time was told.</summary>
    public double KilobytesPerSecond => Seconds == 0 ? 0 : Length / 1_000d / Seconds;

    /// <summary>Whether the guard's default policy replaces this type.</summary>
    public static bool IsMasked(EntityType type) => type is not (EntityType.Location or EntityType.Organization or EntityType.Nrp or EntityType.DateTime);

    /// <summary>Scores one document.</summary>
    /// <param name="document">Text and labels.</param>
    /// <param name="findings">What was found in it, in any order.</param>
    /// <param name="seconds">How long finding took.</param>
    public void Add(LabelledDocument document, IReadOnlyList<Finding> findings, double seconds = 0)
    {
        var covered = LabelCoverage.Of(document);
        var expected = document.Spans.Where(s => s.Type is { } type && covered.Contains(type)).ToList();
        var found = findings.Where(f => covered.Contains(f.Type)).ToList();
        Documents++;
        Length += document.Text.Length;
        Seconds += seconds;

        foreach (var type in expected.Select(s => s.Type!.Value).Concat(found.Select(f => f.Type)).Select(Scored).Distinct())
        {
            if (!_types.TryGetValue(type, out var score)) _types[type] = score = new();
            SpanCounter.Count(document.Text,
                [.. expected.Where(s => Scored(s.Type!.Value) == type).Select(s => (s.Start, s.End))],
                [.. found.Where(f => Scored(f.Type) == type).Select(f => (f.Start, f.End))],
                score);
        }

        CountLeaks(document, findings);
        if (document.NegativeFor is not { } negative) return;
        Negatives++;
        if (findings.Any(f => Scored(f.Type) == Scored(negative))) NegativesWrong++;
    }

    // A leak is judged on every labelled entity, whether or not its source labels the type completely.
    private void CountLeaks(LabelledDocument document, IReadOnlyList<Finding> findings)
    {
        var maskable = document.Spans.Where(s => s.Type is { } type && IsMasked(type)).ToList();
        if (maskable.Count == 0)
        {
            // Where some types are unknown, what looks clean may not be.
            if (document.NegativeFor is not null || LabelCoverage.Of(document).Count < Enum.GetValues<EntityType>().Length) return;
            Clean++;
            if (findings.Any(f => IsMasked(f.Type))) CleanTouched++;
            return;
        }

        var masked = new bool[document.Text.Length];
        foreach (var finding in findings)
            if (IsMasked(finding.Type)) masked.AsSpan(finding.Start, finding.Length).Fill(true);
        foreach (var span in maskable)
        {
            Maskable++;
            var (start, end) = SpanTrimmer.Trim(document.Text, span.Start, span.End);
            for (var i = start; i < end; i++)
                if (!masked[i] && char.IsLetterOrDigit(document.Text[i]))
                {
                    Leaked++;
                    break;
                }
        }
    }

    private static EntityType Scored(EntityType type) => type == EntityType.DateOfBirth ? EntityType.DateTime : type;
}
