using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>Tags with whatever gives scores to sequences: slow, and only to judge methods that have no small model.</summary>
/// <param name="lexicon">The word lists.</param>
/// <param name="index">The features by number.</param>
/// <param name="transitions">16 per earlier tag.</param>
/// <param name="score">Fills 16 scores per word.</param>
internal sealed class FeatureTagger(Lexicon lexicon, FeatureIndex index, float[] transitions, Action<TrainingSequence, Span<float>> score) : ITagger
{
    /// <summary>A tagger whose scores are sums of weights, 16 per feature; <paramref name="bias"/> is taken from the outside's.</summary>
    public static FeatureTagger OfLinear(Lexicon lexicon, FeatureIndex index, float[] weights, float[] transitions, float bias) =>
        new(lexicon, index, transitions, (sequence, scores) =>
        {
            LinearScorer.Score(sequence, weights, scores);
            for (var i = 0; i < sequence.Length; i++) scores[(i * Tags.Width) + Tags.Outside] -= bias;
        });

    /// <inheritdoc/>
    public void Tag(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var document = new LabelledDocument("", "", text.ToString(), []);
        foreach (var stretch in new ExampleReader(lexicon, seed: 0).Read(document, dropPercent: 0))
        {
            var sequence = index.Number(stretch);
            var scores = new float[sequence.Length * Tags.Width];
            var path = new int[sequence.Length];
            score(sequence, scores);
            LinearScorer.Decode(scores, transitions, [.. stretch.Words.Select(AllowedFor)], path);

            byte[] tags = [.. path.Select(tag => (byte)tag)];
            for (var first = 0; first < tags.Length; first++)
            {
                if (Tags.TypeOf(tags[first]) is not { } type) continue;
                var last = Tags.LastOf(tags, stretch.Words, first);
                findings.Add(new(stretch.Words[first].Start, stretch.Words[last].End - stretch.Words[first].Start, type, 1, FindingSource.Tagger));
                first = last;
            }
        }
    }

    // As in the small model: behind a wall nothing goes on but an address.
    private static ushort AllowedFor(Word word)
    {
        var all = (1 << Tags.Count) - 1;
        if ((word.Breaks & Breaks.Wall) == 0) return (ushort)all;
        for (var tag = 0; tag < Tags.Count; tag++)
            if (Tags.IsFurther(tag) && Tags.TypeOf(tag) != EntityType.Address) all &= ~(1 << tag);
        return (ushort)all;
    }
}
