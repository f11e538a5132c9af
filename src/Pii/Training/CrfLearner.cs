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
    private readonly CrfOptions _options;
    private readonly DeterministicRandom _random;
    private readonly ForwardBackward _model = new(), _labels = new();
    private float[] _scores = [];

    public CrfLearner(int features, CrfOptions options)
    {
        _options = options;
        _weights = new float[features * Tags.Width];
        _squares = new float[features * Tags.Width];
        _random = new DeterministicRandom(options.Seed);
    }

    /// <inheritdoc/>
    public string Name => "CRF";

    /// <inheritdoc/>
    public void Learn(TrainingSequence sequence)
    {
        var dropped = Drop(sequence);
        if (_scores.Length < sequence.Length * Tags.Width) _scores = new float[sequence.Length * Tags.Width * 2];
        LinearScorer.Score(dropped, _weights, _scores);

        // gradient of log p(labels) = E over paths that agree with the labels − E over all paths, of the features
        _model.Run(_scores, _transitions, [], sequence.Length);
        if (!_labels.Run(_scores, _transitions, sequence.Allowed, sequence.Length)) return;
        Update(dropped);
        UpdateTransitions();
    }

    /// <inheritdoc/>
    public void EndEpoch()
    {
    }

    /// <inheritdoc/>
    public float[] Weights() => _weights;

    /// <inheritdoc/>
    public float[] Transitions() => _transitions;

    // Each feature is left out now and then, so that the others learn to do without it.
    private TrainingSequence Drop(TrainingSequence sequence)
    {
        if (_options.DropPercent == 0) return sequence;
        var features = new int[sequence.Features.Length];
        var starts = new int[sequence.Starts.Length];
        var count = 0;
        for (var i = 0; i < sequence.Length; i++)
        {
            starts[i] = count;
            foreach (var feature in sequence.FeaturesOf(i))
                if (!_random.Chance(_options.DropPercent)) features[count++] = feature;
        }
        starts[^1] = count;
        return new(features, starts, sequence.Allowed);
    }

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

    private void UpdateTransitions()
    {
        var weights = LinearScorer.Rows(_transitions);
        var squares = LinearScorer.Rows(_transitionSquares);
        var expected = LinearScorer.Rows(_model.Pairs);
        var labelled = LinearScorer.Rows(_labels.Pairs);
        for (var i = 0; i < weights.Length; i++)
            Step(ref weights[i], ref squares[i], labelled[i] - expected[i], Vector256.Create(_options.Rate), Vector256<float>.Zero);
    }

    // squares += g²; weight += rate · (g − decay · weight) / √(1 + squares)
    private static void Step(ref Vector256<float> weight, ref Vector256<float> squares, Vector256<float> gradient, Vector256<float> rate, Vector256<float> decay)
    {
        gradient -= decay * weight;
        squares += gradient * gradient;
        weight += rate * gradient / Vector256.Sqrt(squares + Vector256<float>.One);
    }
}

/// <summary>How a <see cref="CrfLearner"/> learns.</summary>
/// <param name="Rate">Length of a first step.</param>
/// <param name="Decay">Pull of every weight towards zero, each time its feature is met.</param>
/// <param name="DropPercent">How many of a hundred features are left out each time.</param>
/// <param name="Tolerance">A word whose probabilities are this near to the labels changes nothing.</param>
/// <param name="Seed">Decides which features are left out.</param>
internal sealed record CrfOptions(float Rate = 0.2f, float Decay = 1e-4f, int DropPercent = 10, float Tolerance = 1e-3f, ulong Seed = 1);
