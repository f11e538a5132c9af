using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>How well a tagger does on the development sets, by itself: only types that have tags count.</summary>
public static class TaggerScores
{
    // Sets with names of persons in running text, one vote each; sec_dev has twenty names, too few to choose by.
    private static readonly string[] NameSets = ["btc_dev", "wnut17_dev", "meddocan_es_dev", "restaurant8k_dev", "news", TrainingData.PromptSet];

    // Sets that label every type, or nearly.
    private static readonly string[] FullSets = ["synth_templates_dev", "meddocan_es_dev", TrainingData.PromptSet];

    /// <summary>Scores every set that has a tagged type in its labels.</summary>
    /// <param name="tagger">What to judge.</param>
    /// <param name="sets">Documents by the set's name.</param>
    public static IReadOnlyList<Evaluation> Score(ITagger tagger, IReadOnlyDictionary<string, IReadOnlyList<LabelledDocument>> sets)
    {
        var evaluations = new List<Evaluation>();
        var findings = new List<Finding>();
        foreach (var (name, documents) in sets.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!documents.Any(d => d.Spans.Any(s => s.Type == EntityType.Person))) continue;
            var evaluation = new Evaluation(name);
            foreach (var document in documents)
            {
                findings.Clear();
                tagger.Tag(document.Text, findings);
                evaluation.Add(document with { Spans = [.. document.Spans.Select(s => s with { Type = s.Type is { } type ? Tags.TaggedAs(type) : null }).Where(s => s.Type is not null)] }, findings);
            }
            evaluations.Add(evaluation);
        }
        return evaluations;
    }

    /// <summary>One number to choose by: the mean of PERSON F1 (trimmed) on the sets of names and of token F2 on the sets that label every type.</summary>
    public static double Objective(IReadOnlyList<Evaluation> evaluations)
    {
        var votes = evaluations.Where(e => NameSets.Contains(e.Set)).Select(e => e.Types.GetValueOrDefault(EntityType.Person)?.Trimmed.F1 ?? 0)
            .Concat(evaluations.Where(e => FullSets.Contains(e.Set)).Select(e => e.Total.Tokens.F2)).ToList();
        return votes.Count == 0 ? 0 : votes.Sum() / votes.Count;
    }
}
