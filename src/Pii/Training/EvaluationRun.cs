using System.Diagnostics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>Scores the detector, and what it must beat, on labelled sets.</summary>
public static class EvaluationRun
{
    /// <summary>Scores a detector on one set.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="documents">The set.</param>
    /// <param name="find">Appends the findings of a text.</param>
    public static Evaluation Score(string name, IEnumerable<LabelledDocument> documents, Action<string, List<Finding>> find)
    {
        var evaluation = new Evaluation(name);
        var findings = new List<Finding>();
        foreach (var document in documents)
        {
            findings.Clear();
            var start = Stopwatch.GetTimestamp();
            find(document.Text, findings);
            evaluation.Add(document, findings, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return evaluation;
    }

    /// <summary>PERSON F1, trimmed, of the tagger alone and of both baselines, per set that labels persons.</summary>
    /// <returns>One row per set.</returns>
    public static IReadOnlyList<(string Set, double Tagger, double WordLists, double Capitals)> ComparePersons(
        TaggerModel model, IReadOnlyDictionary<string, IReadOnlyList<LabelledDocument>> sets)
    {
        ITagger[] taggers = [new SequenceTagger(model), Baselines.WordLists(model), Baselines.Capitals()];
        return [.. from set in sets.OrderBy(s => s.Key, StringComparer.Ordinal)
                   where set.Value.Any(d => d.Spans.Any(s => s.Type == EntityType.Person))
                   let scores = taggers.Select(t => PersonF1(set.Value, t)).ToArray()
                   select (set.Key, scores[0], scores[1], scores[2])];
    }

    private static double PersonF1(IReadOnlyList<LabelledDocument> documents, ITagger tagger) =>
        Score("", documents, (text, findings) => tagger.Tag(text, findings)).Types[EntityType.Person].Trimmed.F1;
}
