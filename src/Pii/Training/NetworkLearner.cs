using System.Runtime.Intrinsics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>
/// A small network: the embeddings of a word's hashed features are added up, cut at zero, and mapped to scores by tag; transitions and loss are those of
/// <see cref="CrfLearner"/>.
/// </summary>
internal sealed class NetworkLearner : ISequenceLearner
{
    // Two numbers more than the finished embeddings have, so that rows are whole vectors; their output is nought and stays so.
    private const int Hidden = EmbeddingTable.Size + 2, Vectors = Hidden / 8;

    // Embeddings begin with nought, so that a feature that taught nothing is told by its row; the hidden layer then needs something to begin with.
    private const float FirstHidden = 0.3f;

    private readonly float[] _embeddings, _embeddingSquares;
    private readonly float[] _output = new float[Hidden * Tags.Width], _outputSquares = new float[Hidden * Tags.Width];
    private readonly float[] _bias = new float[Tags.Width], _biasSquares = new float[Tags.Width];
    private readonly float[] _constant = new float[Hidden], _constantSquares = new float[Hidden];
    private readonly float[] _transitions = new float[Tags.Count * Tags.Width], _transitionSquares = new float[Tags.Count * Tags.Width];
    private readonly ForwardBackward _model = new(), _labels = new();
    private readonly EpochAverage[] _means;  // of embeddings, constant, output, bias, transitions
    private readonly GradientOptions _options;
    private readonly FeatureDropper _dropper;
    private float[] _hidden = [], _scores = [];

    public NetworkLearner(int features, GradientOptions options)
    {
        _options = options;
        _dropper = new FeatureDropper(options.DropPercent, options.Seed);
        _embeddings = new float[features * Hidden];
        _embeddingSquares = new float[features * Hidden];
        _means = [.. ((float[][])[_embeddings, _constant, _output, _bias, _transitions]).Select(weights => new EpochAverage(weights))];
        var random = new DeterministicRandom(options.Seed);
        Array.Fill(_constant, FirstHidden, 0, EmbeddingTable.Size);
        for (var i = 0; i < EmbeddingTable.Size * Tags.Width; i++) _output[i] = (random.Next(2_001) - 1_000) / 2_000f;
    }

    /// <inheritdoc/>
    public void Learn(TrainingSequence sequence)
    {
        var kept = _dropper.Drop(sequence);
        Score(kept);
        _model.Run(_scores, _transitions, [], kept.Length);
        if (!_labels.Run(_scores, _transitions, kept.Allowed, kept.Length)) return;

        var expected = LinearScorer.Rows(_model.Marginals);
        var labelled = LinearScorer.Rows(_labels.Marginals);
        for (var i = 0; i < kept.Length; i++)
        {
            var low = labelled[i * 2] - expected[i * 2];
            var high = labelled[(i * 2) + 1] - expected[(i * 2) + 1];
            if (Vector256.LessThanAll(Vector256.Abs(low) + Vector256.Abs(high), Vector256.Create(_options.Tolerance))) continue;
            Update(kept, i, low, high);
        }
        CrfLearner.StepAll(_transitions, _transitionSquares, _labels.Pairs, _model.Pairs, _options.Rate);
    }

    /// <inheritdoc/>
    public void EndEpoch()
    {
        foreach (var mean in _means) mean.Take();
    }

    /// <inheritdoc/>
    public ITagger ToTagger(Lexicon lexicon, FeatureIndex index, TrainingOptions options) =>
        new SequenceTagger(ModelBuilder.Build(
            lexicon, index, _means[0].Mean, _means[1].Mean, [.. _means[2].Mean[..(EmbeddingTable.Size * Tags.Width)], .. _means[3].Mean], _means[4].Mean, options));

    // hidden(h) = max(0, constant(h) + Σ over features f of embedding(f, h)); score(t) = bias(t) + Σ over h of hidden(h) · output(h, t)
    private void Score(TrainingSequence sequence)
    {
        if (_scores.Length < sequence.Length * Tags.Width)
        {
            _scores = new float[sequence.Length * Tags.Width * 2];
            _hidden = new float[sequence.Length * Hidden * 2];
        }
        var embeddings = LinearScorer.Rows(_embeddings);
        var hidden = LinearScorer.Rows(_hidden);
        var output = LinearScorer.Rows(_output);
        var bias = LinearScorer.Rows(_bias);
        Span<Vector256<float>> sum = stackalloc Vector256<float>[Vectors];
        for (var i = 0; i < sequence.Length; i++)
        {
            LinearScorer.Rows(_constant).CopyTo(sum);
            foreach (var feature in sequence.FeaturesOf(i))
                for (var v = 0; v < Vectors; v++) sum[v] += embeddings[(feature * Vectors) + v];
            for (var v = 0; v < Vectors; v++) hidden[(i * Vectors) + v] = Vector256.Max(sum[v], Vector256<float>.Zero);

            var (low, high) = (bias[0], bias[1]);
            for (var h = 0; h < Hidden; h++)
            {
                var value = Vector256.Create(_hidden[(i * Hidden) + h]);
                low += value * output[h * 2];
                high += value * output[(h * 2) + 1];
            }
            low.CopyTo(_scores.AsSpan(i * Tags.Width));
            high.CopyTo(_scores.AsSpan((i * Tags.Width) + 8));
        }
    }

    private void Update(TrainingSequence sequence, int word, Vector256<float> low, Vector256<float> high)
    {
        var rate = Vector256.Create(_options.Rate);
        var output = LinearScorer.Rows(_output);
        var outputSquares = LinearScorer.Rows(_outputSquares);
        Span<float> back = stackalloc float[Hidden];
        for (var h = 0; h < EmbeddingTable.Size; h++)
        {
            var value = _hidden[(word * Hidden) + h];
            if (value <= 0) continue;
            var products = (low * output[h * 2]) + (high * output[(h * 2) + 1]);
            for (var lane = 0; lane < 8; lane++) back[h] += products[lane];
            CrfLearner.Step(ref output[h * 2], ref outputSquares[h * 2], low * value, rate, Vector256<float>.Zero);
            CrfLearner.Step(ref output[(h * 2) + 1], ref outputSquares[(h * 2) + 1], high * value, rate, Vector256<float>.Zero);
        }
        var bias = LinearScorer.Rows(_bias);
        var biasSquares = LinearScorer.Rows(_biasSquares);
        CrfLearner.Step(ref bias[0], ref biasSquares[0], low, rate, Vector256<float>.Zero);
        CrfLearner.Step(ref bias[1], ref biasSquares[1], high, rate, Vector256<float>.Zero);

        var embeddings = LinearScorer.Rows(_embeddings);
        var embeddingSquares = LinearScorer.Rows(_embeddingSquares);
        var constant = LinearScorer.Rows(_constant);
        var constantSquares = LinearScorer.Rows(_constantSquares);
        for (var v = 0; v < Vectors; v++)
            CrfLearner.Step(ref constant[v], ref constantSquares[v], Vector256.Create<float>(back[(v * 8)..]), rate, Vector256<float>.Zero);

        var decay = Vector256.Create(_options.Decay);
        foreach (var feature in sequence.FeaturesOf(word))
            for (var v = 0; v < Vectors; v++)
            {
                var row = (feature * Vectors) + v;
                CrfLearner.Step(ref embeddings[row], ref embeddingSquares[row], Vector256.Create<float>(back[(v * 8)..]), rate, decay);
            }
    }
}
