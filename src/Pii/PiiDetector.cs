using EventAgents.Pii.Reading;
using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii;

/// <summary>
/// Finds personal data and secrets in text: recognizers for what a pattern proves, the field's name, the trained tagger.
/// Time grows linearly with the text, whatever it holds. One instance serves all threads.
/// </summary>
public sealed class PiiDetector
{
    [ThreadStatic] private static Workspace? _workspace;

    private readonly ITagger? _tagger;

    private PiiDetector(ITagger? tagger) => _tagger = tagger;

    /// <summary>A detector with this tagger, or with recognizers alone.</summary>
    public static PiiDetector Create(ITagger? tagger = null) => new(tagger);

    /// <summary>Finds what <paramref name="text"/> gives away.</summary>
    /// <param name="text">Any UTF-16, lone surrogates included, of any length.</param>
    /// <param name="context">What is known beside the text.</param>
    /// <param name="findings">Where the findings are appended: sorted, not overlapping, inside the text.</param>
    public void Find(ReadOnlySpan<char> text, DetectionContext context, List<Finding> findings)
    {
        var workspace = _workspace ??= new Workspace();
        var raw = workspace.Raw;
        raw.Clear();
        var scan = Scan.Of(text, workspace.Tokens);
        foreach (var recognizer in RecognizerList.All) recognizer.Find(scan, raw);
        _tagger?.Tag(text, raw);
        raw.RemoveAll(finding => finding.Score < context.Policy.Threshold(finding.Type));
        Overlaps.Resolve(raw);
        findings.AddRange(raw);
    }

    /// <summary>The lists that one call needs, kept for the next call on the same thread.</summary>
    private sealed class Workspace
    {
        public List<Token> Tokens { get; } = [];
        public List<Finding> Raw { get; } = [];
    }
}
