namespace EventAgents.Pii.Tests;

/// <summary>Short forms for the detector's tests.</summary>
internal static class Detect
{
    private static readonly PiiDetector Detector = PiiDetector.Create();

    /// <summary>The text with every finding written as «TYPE value».</summary>
    public static string Marked(string text, DetectionContext? context = null, PiiDetector? detector = null)
    {
        foreach (var finding in Enumerable.Reverse(All(text, context, detector)))
            text = text.Insert(finding.End, "»").Insert(finding.Start, $"«{finding.CustomName ?? EntityTypes.ToWire(finding.Type)} ");
        return text;
    }

    public static List<Finding> All(string text, DetectionContext? context = null, PiiDetector? detector = null)
    {
        var findings = new List<Finding>();
        (detector ?? Detector).Find(text, context ?? DetectionContext.None, findings);
        return findings;
    }

    /// <summary>What the shipped detector finds, trained tagger included.</summary>
    public static List<Finding> Shipped(string text) => All(text, detector: PiiDetector.Shipped);

    /// <summary>A tagger that calls the given words names.</summary>
    public static ITagger Names(params string[] names) => new WordTagger(names, EntityType.Person, 0.8f);

    /// <summary>A tagger that takes the given words for something, this sure of it.</summary>
    public static ITagger Words(EntityType type, float score, params string[] words) => new WordTagger(words, type, score);

    private sealed class WordTagger(string[] names, EntityType type, float score) : ITagger
    {
        public void Tag(ReadOnlySpan<char> text, List<Finding> findings)
        {
            foreach (var name in names)
            {
                var at = text.IndexOf(name, StringComparison.Ordinal);
                if (at >= 0) findings.Add(new Finding(at, name.Length, type, score, FindingSource.Tagger));
            }
        }
    }
}
