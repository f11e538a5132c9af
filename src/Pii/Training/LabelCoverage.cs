using static EventAgents.Pii.EntityType;

namespace EventAgents.Pii.Training;

/// <summary>
/// Which types a source labels. Most sources label only some: a type outside the coverage is unknown there, so a finding of it is neither right nor wrong,
/// and training must not take its absence for a negative.
/// </summary>
public static class LabelCoverage
{
    private static readonly EntityType[] Names = [Person, Location, Organization];

    // By the beginning of a document's source.
    private static readonly (string Source, EntityType[] Types)[] Known =
    [
        ("WNUT17", Names),
        ("BTC", [.. Names, Username]),
        ("GUM", [.. Names, EntityType.DateTime]),
        ("re3d", [.. Names, EntityType.DateTime, Nrp]),
        ("LitBank", Names),
        ("SEC-filings", Names),
        ("UNER", Names),
        ("Europeana", Names),
        ("wikigold", Names),
        ("PolyAI-restaurant8k", [Person, EntityType.DateTime]),
        ("snips-nlu", [EntityType.DateTime]),
        ("NLU-Evaluation-Data", [EntityType.DateTime]),
        ("MEDDOCAN", [Person, Location, Address, EntityType.DateTime, Age, Email, MedicalId, Code, Phone, Organization]),
        ("EuroPriv", [Person, Address, EntityType.DateTime, NationalId, Phone, Email, BankAccount, Code, Organization]),
        ("gitleaks", [ApiKey]),
    ];

    // Letters, records and tickets: some of their dates are dates of birth, and nobody has said which.
    private static readonly string[] WithUntoldBirths = ["synth", "MEDDOCAN", "EuroPriv", "own_prompts_without_births"];

    private static readonly HashSet<EntityType> Everything = [.. Enum.GetValues<EntityType>()];
    private static readonly Dictionary<string, HashSet<EntityType>> Sets = Known.ToDictionary(k => k.Source, k => Closed(k.Types), StringComparer.Ordinal);

    /// <summary>The types that are labelled completely in this document. A source that is not known counts as complete.</summary>
    public static IReadOnlySet<EntityType> Of(LabelledDocument document)
    {
        // One recognizer's test cases: a case speaks of that recognizer's type alone.
        if (document.Source.StartsWith("presidio-tests", StringComparison.Ordinal))
            return Closed([.. document.Spans.Select(s => s.Type).Append(document.NegativeFor).OfType<EntityType>()]);

        foreach (var (source, types) in Sets)
            if (document.Source.StartsWith(source, StringComparison.Ordinal)) return types;
        return Everything;
    }

    /// <summary>Whether a date in it may be a date of birth though it is labelled as a date like any other.</summary>
    public static bool MixesBirthsWithDates(LabelledDocument document) =>
        WithUntoldBirths.Any(source => document.Source.StartsWith(source, StringComparison.Ordinal));

    // The data files know no date of birth: there it is a DATE_TIME.
    private static HashSet<EntityType> Closed(EntityType[] types)
    {
        var set = new HashSet<EntityType>(types);
        if (set.Contains(EntityType.DateTime)) set.Add(DateOfBirth);
        return set;
    }
}
