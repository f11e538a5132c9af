using System.Runtime.InteropServices;
using EventAgents.Pii.Document;
using EventAgents.Pii.Reading;
using EventAgents.Pii.Recognizers;
using EventAgents.Pii.Structure;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii;

/// <summary>
/// Finds personal data and secrets in text: recognizers for what a pattern proves, the field's name, the trained tagger.
/// Time grows linearly with the text, whatever it holds. One instance serves all threads.
/// </summary>
public sealed class PiiDetector
{
    /// <summary>How many layers of encoding are opened: JSON in base64 in base64.</summary>
    private const int MaxLayers = 3;

    /// <summary>How much decoded text is read for each character of the text, so that nesting costs a constant factor.</summary>
    private const int MaxDecodedShare = 2;

    [ThreadStatic] private static Workspace? _workspace;

    private static readonly Lazy<PiiDetector> LazyShipped = new(() => new PiiDetector(SequenceTagger.Shipped));

    private readonly ITagger? _tagger;

    private PiiDetector(ITagger? tagger) => _tagger = tagger;

    /// <summary>The detector with the trained model that is embedded in this assembly; the model is loaded on first use.</summary>
    public static PiiDetector Shipped => LazyShipped.Value;

    /// <summary>A detector with this tagger, or with recognizers alone.</summary>
    public static PiiDetector Create(ITagger? tagger = null) => new(tagger);

    /// <summary>Finds what <paramref name="text"/> gives away.</summary>
    /// <param name="text">Any UTF-16, lone surrogates included, of any length.</param>
    /// <param name="context">What is known beside the text.</param>
    /// <param name="findings">Where the findings are appended: sorted, not overlapping, inside the text.</param>
    public void Find(ReadOnlySpan<char> text, DetectionContext context, List<Finding> findings)
    {
        if (text.IsEmpty) return;
        var workspace = _workspace ??= new Workspace();
        Find(text, context, workspace, layer: 0, budget: text.Length * (long)MaxDecodedShare);
        findings.AddRange(workspace.Found);
        workspace.Trim();
    }

    /// <summary>Finds what each part of one document or conversation gives away; what is found in one part is found in all.</summary>
    /// <param name="parts">The texts, in order.</param>
    /// <param name="context">What is known beside the texts.</param>
    /// <param name="findings">One list for each part; findings are appended as by <see cref="Find(ReadOnlySpan{char}, DetectionContext,
    /// List{Finding})"/>.</param>
    public void FindAll(IReadOnlyList<string> parts, DetectionContext context, IReadOnlyList<List<Finding>> findings)
    {
        for (var i = 0; i < parts.Count; i++) Find(parts[i], context, findings[i]);
        Propagate(parts, context.Policy, findings);
    }

    /// <summary>
    /// Carries values from part to part: whatever is found in one is found in the others too. A caller that keeps findings of
    /// parts it has seen before calls <c>Find</c> for new parts only, and this for all.
    /// </summary>
    /// <param name="parts">The texts, in order.</param>
    /// <param name="policy">The tenant's policy; values that it allows are not carried.</param>
    /// <param name="findings">The findings of each part, sorted and disjoint; stay so.</param>
    public static void Propagate(IReadOnlyList<string> parts, DetectionPolicy policy, IReadOnlyList<List<Finding>> findings)
    {
        var workspace = _workspace ??= new Workspace();
        var repeats = workspace.Repeats;
        repeats.Clear();
        for (var i = 0; i < parts.Count; i++)
        {
            if (findings[i].Count == 0) continue;
            Tokenizer.SplitWords(parts[i], workspace.Tokens);
            repeats.Collect(parts[i], CollectionsMarshal.AsSpan(workspace.Tokens), findings[i]);
        }
        if (repeats.IsEmpty) return;
        for (var i = 0; i < parts.Count; i++)
        {
            Tokenizer.SplitWords(parts[i], workspace.Tokens);
            var known = findings[i].Count;
            repeats.Find(parts[i], CollectionsMarshal.AsSpan(workspace.Tokens), findings[i]);
            if (findings[i].Count == known) continue;
            policy.Apply(parts[i], findings[i], known);
            Overlaps.Resolve(findings[i]);
            Overlaps.Join(parts[i], findings[i]);
        }
        workspace.Trim();
    }

    /// <summary>Leaves the findings of one text in <see cref="Workspace.Found"/>.</summary>
    private void Find(ReadOnlySpan<char> raw, DetectionContext context, Workspace workspace, int layer, long budget)
    {
        var found = workspace.Found;
        found.Clear();
        var isPlain = !workspace.Plain.TryRead(raw);
        var text = isPlain ? raw : workspace.Plain.Text;
        var scan = Scan.Of(text, workspace.Tokens, mayBeBare: context.FieldKey is null);
        foreach (var recognizer in RecognizerList.All) recognizer.Find(scan, found);
        if (context.FieldKey is { } key && FieldKeys.Of(key) is var kind && kind is not (FieldKind.None or FieldKind.Harmless)) FieldValue.Add(text, kind, ..,
            quoted: true, found);
        if (_tagger is not null)
        {
            var tagged = found.Count;
            _tagger.Tag(text, found);
            TaggedNames.Refine(scan, found, tagged);
            TaggedValues.Refine(scan, found, tagged);
        }
        var own = workspace.Own;
        own.Clear();
        foreach (var recognizer in context.Policy.Custom) recognizer.Find(scan.Text, own);
        found.AddRange(own);
        if (layer < MaxLayers) Decode(text, context, workspace, layer, budget);
        context.Policy.Apply(text, found, from: 0);
        Remainders.Collect(found, workspace.Tagged);
        Overlaps.Resolve(found);
        Remainders.Keep(text, workspace.Tagged, found);
        PersonsAround.Add(text, found);
        Repeat(scan, context.Policy, workspace);
        Overlaps.Join(text, found);
        AssertOwn(scan, context, own, found);
        if (!isPlain) workspace.Plain.ToRaw(found, from: 0);
    }

    /// <summary>The tenant has the last word: what neighbours and repetitions have made of an allowed value goes, its own findings come in.</summary>
    private static void AssertOwn(in Scan scan, DetectionContext context, List<Finding> own, List<Finding> found)
    {
        if (context.Policy.Allow.Count > 0) context.Policy.Apply(scan.Text, found, from: 0);
        if (own.Count > 0) context.Policy.Apply(scan.Text, own, from: 0);
        context.Policy.FindDenied(scan, own);
        if (own.Count > 0) OwnFindings.Assert(own, context.Passes, found);
    }

    /// <summary>Looks into base64; what is found there makes the whole encoded run a finding of that type.</summary>
    private void Decode(ReadOnlySpan<char> text, DetectionContext context, Workspace workspace, int layer, long budget)
    {
        var start = 0;
        while (budget > 0 && EncodedRuns.TryNext(text, start, out start, out var length))
        {
            if (EncodedRuns.Decode(text.Slice(start, length)) is { } decoded)
            {
                budget -= decoded.Length;
                var inner = workspace.Inner ??= new Workspace();
                Find(decoded, context with { FieldKey = null }, inner, layer + 1, budget);
                if (Strongest(inner.Found) is { } strongest) workspace.Found.Add(strongest with { Start = start, Length = length });
            }
            start += length;
        }
    }

    private static Finding? Strongest(List<Finding> findings)
    {
        Finding? strongest = null;
        foreach (var finding in findings)
        {
            // A place or a date in it does not make an encoded run personal.
            if (finding.Type is EntityType.Location or EntityType.DateTime or EntityType.Organization or EntityType.Nrp) continue;
            if (strongest is null || finding.Source < strongest.Value.Source
                || (finding.Source == strongest.Value.Source && finding.Score > strongest.Value.Score)) strongest = finding;
        }
        return strongest;
    }

    private static void Repeat(in Scan scan, DetectionPolicy policy, Workspace workspace)
    {
        var found = workspace.Found;
        if (found.Count == 0) return;
        workspace.Repeats.Clear();
        workspace.Repeats.Collect(scan.Text, scan.Tokens, found);
        var known = found.Count;
        workspace.Repeats.Find(scan.Text, scan.Tokens, found);
        if (found.Count == known) return;
        policy.Apply(scan.Text, found, known);
        Overlaps.Resolve(found);
    }

    /// <summary>What one call needs, kept for the next call on the same thread.</summary>
    private sealed class Workspace
    {
        /// <summary>Tokens and findings beyond this capacity are given back after the call.</summary>
        private const int MaxKept = 65_536;

        public List<Token> Tokens { get; private set; } = [];
        public List<Finding> Found { get; private set; } = [];
        public List<Finding> Own { get; private set; } = [];
        public List<Finding> Tagged { get; private set; } = [];
        public Repeats Repeats { get; private set; } = new();
        public PlainText Plain { get; private set; } = new();
        public Workspace? Inner { get; set; }

        public void Trim()
        {
            if (Tokens.Capacity <= MaxKept && Found.Capacity <= MaxKept && Own.Capacity <= MaxKept) return;
            Tokens = [];
            Found = [];
            Own = [];
            Tagged = [];
            Repeats = new Repeats();
            Plain = new PlainText();
            Inner = null;
        }
    }
}
