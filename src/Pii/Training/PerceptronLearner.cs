using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>
/// The averaged structured perceptron (Collins 2002). Where labels leave several tags open, the best path among those that agree with them is taken for the
/// right one.
/// </summary>
/// <param name="features">How many features there are.</param>
internal sealed class PerceptronLearner(int features) : ISequenceLearner
{
    private readonly float[] _weights = new float[features * Tags.Width], _weightTotals = new float[features * Tags.Width];
    private readonly float[] _transitions = new float[Tags.Count * Tags.Width], _transitionTotals = new float[Tags.Count * Tags.Width];
    private float[] _scores = [];
    private int _seen = 1;

    /// <inheritdoc/>
    public void Learn(TrainingSequence sequence)
    {
        if (_scores.Length < sequence.Length * Tags.Width) _scores = new float[sequence.Length * Tags.Width * 2];
        LinearScorer.Score(sequence, _weights, _scores);
        Span<int> best = new int[sequence.Length], right = new int[sequence.Length];
        LinearScorer.Decode(_scores, _transitions, [], best);
        LinearScorer.Decode(_scores, _transitions, sequence.Allowed, right);
        for (var i = 0; i < sequence.Length; i++)
        {
            Change(_transitions, _transitionTotals, (i == 0 ? 0 : right[i - 1]) * Tags.Width, right[i], 1);
            Change(_transitions, _transitionTotals, (i == 0 ? 0 : best[i - 1]) * Tags.Width, best[i], -1);
            if (best[i] == right[i]) continue;
            foreach (var feature in sequence.FeaturesOf(i))
            {
                Change(_weights, _weightTotals, feature * Tags.Width, right[i], 1);
                Change(_weights, _weightTotals, feature * Tags.Width, best[i], -1);
            }
        }
        _seen++;
    }

    /// <inheritdoc/>
    public void EndEpoch()
    {
        // The average runs over all steps and knows no epochs.
    }

    /// <inheritdoc/>
    public ITagger ToTagger(Lexicon lexicon, FeatureIndex index, TrainingOptions options) =>
        FeatureTagger.OfLinear(lexicon, index, Averaged(_weights, _weightTotals), Averaged(_transitions, _transitionTotals), bias: 0);

    private void Change(float[] weights, float[] totals, int row, int tag, int change)
    {
        weights[row + tag] += change;
        totals[row + tag] += change * _seen;
    }

    // average = weight − Σ change · time / end
    private float[] Averaged(float[] weights, float[] totals)
    {
        var averaged = new float[weights.Length];
        for (var i = 0; i < weights.Length; i++) averaged[i] = weights[i] - (totals[i] / _seen);
        return averaged;
    }
}
