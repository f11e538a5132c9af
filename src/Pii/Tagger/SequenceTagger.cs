namespace EventAgents.Pii.Tagger;

/// <summary>
/// Tags words with a trained model: splits, looks at each word and its place, adds up weights, decodes. Long texts are read in pages that end at a line
/// break where there is one, so memory does not grow with the text. One instance serves all threads.
/// </summary>
/// <param name="model">The trained model.</param>
public sealed class SequenceTagger(TaggerModel model) : ITagger
{
    [ThreadStatic] private static Page? _page;
    private static readonly Lazy<SequenceTagger> LazyShipped = new(() => new SequenceTagger(TaggerModel.LoadEmbedded()));

    /// <summary>A tagger with the model that this assembly carries, loaded at the first use.</summary>
    public static SequenceTagger Shipped => LazyShipped.Value;

    /// <summary>The trained model.</summary>
    public TaggerModel Model => model;

    /// <inheritdoc/>
    public void Tag(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var page = _page ??= new Page();
        for (var position = 0; position < text.Length;)
        {
            var count = page.Read(text, ref position);
            if (count == 0) break;
            page.Score(model, text, count);
            Decoder.Decode(page.Scores[..count], model.Transitions, page.Tags[..count]);
            AddFindings(page, count, findings);
        }
    }

    private void AddFindings(Page page, int count, List<Finding> findings)
    {
        var tags = page.Tags[..count];
        for (var first = 0; first < count; first++)
        {
            if (Tags.TypeOf(tags[first]) is not { } type) continue;
            var last = Tags.LastOf(tags, page.Words, first);
            // Some sources label titles, others do not; ours stay outside.
            while (type == EntityType.Person && first < last && LexiconEntry.IsTitle(page.Facts[first].Lexicon)) first++;
            var margin = 0;
            for (var i = first; i <= last; i++) margin += page.Margin(i);
            // The mean lead over "outside" in nats, mapped to 0.5 … 1 without a logarithm.
            var lead = Math.Max(0, margin / (last - first + 1) * model.Scale);
            var (start, end) = (page.Words[first].Start, page.Words[last].End);
            findings.Add(new Finding(start, end - start, type, 0.5f + (0.5f * lead / (1 + lead)), FindingSource.Tagger));
            first = last;
        }
    }
}
