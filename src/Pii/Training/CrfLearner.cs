using System.Runtime.Intrinsics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>
/// A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001), trained sequence by sequence with AdaGrad steps (Duchi, Hazan, Singer 2011).
/// Where labels leave several tags open it raises the probability of all paths that agree with them (Tsuboi et al. 2008), so a type that a source does
/// not label costs nothing.
/// </summary>
internal sealed class CrfLearner : ISequenceLearner
{
    private readonly float[] _weights, _squares;
    private readonly float[] _transitions = new float[Tags.Count * Tags.Width];
    private readonly float[] _transitionSquares = new float[Tags.Count * Tags.Width];
    private readonly EpochAverage _meanWeights, _meanTransitions;
    private readonly GradientOptions _options;
    private readonly FeatureDropper _dropper;
    private readonly ForwardBackward _model = new(), _labels = new();
    private float[] _scores = [];

    public CrfLearner(int features, GradientOptions options)
    {
        _options = options;
        _weights = new float[features * Tags.Width];
        _squares = new float[features * Tags.Width];
        _meanWeights = new EpochAverage(_weights);
        _meanTransitions = new EpochAverage(_transitions);
        _dropper = new FeatureDropper(options.DropPercent, options.Seed);
    }

    /// <inheritdoc/>
    public void Learn(TrainingSequence sequence)
    {
        var kept = _dropper.Drop(sequence);
        if (_scores.Length < sequence.Length * Tags.Width) _scores = new float[sequence.Length * Tags.Width * 2];
        LinearScorer.Score(kept, _weights, _scores);

        // gradient of log p(labels) = E over paths that agree with the labels − E over all paths, of the features
        _model.Run(_scores, _transitions, [], sequence.Length);
        if (!_labels.Run(_scores, _transitions, sequence.Allowed, sequence.Length)) return;
        Update(kept);
        StepAll(_transitions, _transitionSquares, _labels.Pairs, _model.Pairs, _options.Rate);
    }

    /// <inheritdoc/>
    public void EndEpoch()
    {
        _meanWeights.Take();
        _meanTransitions.Take();
    }

    /// <inheritdoc/>
    public ITagger ToTagger(Lexicon lexicon, FeatureIndex index, TrainingOptions options) =>
        FeatureTagger.OfLinear(lexicon, index, _meanWeights.Mean, _meanTransitions.Mean, options.Bias);

    private void Update(TrainingSequence sequence)
    {
        var weights = LinearScorer.Rows(_weights);
        var squares = LinearScorer.Rows(_squares);
        var expected = LinearScorer.Rows(_model.Marginals);
        var labelled = LinearScorer.Rows(_labels.Marginals);
        var rate = Vector256.Create(_options.Rate);
        var decay = Vector256.Create(_options.Decay);
        for (var i = 0; i < sequence.Length; i++)
        {
            var low = labelled[i * 2] - expected[i * 2];
            var high = labelled[(i * 2) + 1] - expected[(i * 2) + 1];
            // Where the model is sure and right there is nothing to learn.
            if (Vector256.LessThanAll(Vector256.Abs(low) + Vector256.Abs(high), Vector256.Create(_options.Tolerance))) continue;
            foreach (var feature in sequence.FeaturesOf(i))
            {
                Step(ref weights[feature * 2], ref squares[feature * 2], low, rate, decay);
                Step(ref weights[(feature * 2) + 1], ref squares[(feature * 2) + 1], high, rate, decay);
            }
        }
    }

    /// <summary>Moves every weight towards what the labels expect of it.</summary>
    internal static void StepAll(float[] weights, float[] squares, float[] labelled, float[] expected, float rate)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var gradient = labelled[i] - expected[i];
            squares[i] += gradient * gradient;
            weights[i] += rate * gradient / MathF.Sqrt(squares[i] + 1);
        }
    }

    /// <summary>One AdaGrad step: squares += g²; weight += rate · g / √(1 + squares), where g is the gradient less decay · weight.</summary>
    internal static void Step(ref Vector256<float> weight, ref Vector256<float> squares, Vector256<float> gradient, Vector256<float> rate, Vector256<float> decay)
    {
        gradient -= decay * weight;
        squares += gradient * gradient;
        weight += rate * gradient / Vector256.Sqrt(squares + Vector256<float>.One);
    }
}
