using System.Diagnostics;
using EventAgents.Pii.Tagger;
using EventAgents.Pii.Training.Synthesis;

namespace EventAgents.Pii.Training;

/// <summary>
/// Trains the tagger: reads documents, numbers their features, learns epoch by epoch, stops when the development sets no longer gain, and makes the
/// small model. The same data and options give the same bytes.
/// </summary>
/// <param name="options">What to train and how.</param>
/// <param name="progress">Told how far it is; may be null.</param>
public sealed class TaggerTrainer(TrainingOptions options, IProgress<TrainingProgress>? progress = null)
{
    /// <summary>Trains on a data folder.</summary>
    /// <param name="folder">Holds <c>train</c>, <c>dev</c>, <c>sharealike</c> and <c>lists</c>.</param>
    /// <param name="cancellation">Ends it between two sequences.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is not what it should be.</exception>
    public TrainingResult Train(string folder, CancellationToken cancellation = default)
    {
        var data = TrainingData.Read(folder, options.Prompts, options.WithShareAlike);
        var lists = new WordLists(Path.Combine(folder, "lists"));
        var lexicon = options.WithLists ? LexiconBuilder.Build(lists) : Lexicon.None;
        return Train(
            [.. data.Training, .. new Augmenter(lists, options.Seed).Augment(data.Training), .. new CorpusMaker(lists, options.Seed).Make(options.MadeUp)],
            data.Development, lexicon, cancellation);
    }

    /// <summary>Trains on documents.</summary>
    internal TrainingResult Train(
        IReadOnlyList<LabelledDocument> documents, IReadOnlyDictionary<string, IReadOnlyList<LabelledDocument>> development, Lexicon lexicon, CancellationToken cancellation)
    {
        var (index, sequences) = ReadSequences(documents, lexicon, cancellation);
        ISequenceLearner learner = options.Learner switch
        {
            LearnerKind.Perceptron => new PerceptronLearner(index.Features.Length),
            LearnerKind.Network => new NetworkLearner(index.Features.Length, options.Gradient with { Seed = options.Seed }),
            _ => new CrfLearner(index.Features.Length, options.Gradient with { Seed = options.Seed }),
        };

        var random = new DeterministicRandom(options.Seed);
        TrainingResult? best = null;
        for (var epoch = 1; epoch <= options.MaxEpochs && epoch - (best?.Epoch ?? epoch) < options.Patience; epoch++)
        {
            random.Shuffle<TrainingSequence>(sequences);
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < sequences.Length; i++)
            {
                if (i % 1_024 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Report($"epoch {epoch}", i, sequences.Length, watch);
                }
                learner.Learn(sequences[i]);
            }

            learner.EndEpoch();
            var tagger = learner.ToTagger(lexicon, index, options);
            var scores = TaggerScores.Score(tagger, development);
            var result = new TrainingResult(tagger, epoch, scores, TaggerScores.Objective(scores));
            progress?.Report(new($"epoch {epoch}: {result.Objective:0.0000}", 1, TimeSpan.Zero));
            if (best is null || result.Objective > best.Objective) best = result;
        }
        return best ?? throw new InvalidOperationException("No epoch was asked for.");
    }

    private (FeatureIndex Index, TrainingSequence[] Sequences) ReadSequences(IReadOnlyList<LabelledDocument> documents, Lexicon lexicon, CancellationToken cancellation)
    {
        var reader = new ExampleReader(lexicon, options.Seed);
        var stretches = new List<ExampleReader.Stretch>();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < documents.Count; i++)
        {
            if (i % 256 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Report("reading documents", i, documents.Count, watch);
            }
            stretches.AddRange(reader.Read(documents[i], DropPercent(documents[i])));
        }

        progress?.Report(new($"numbering features of {stretches.Sum(s => (long)s.Allowed.Length):N0} words", 0, null));
        var index = FeatureIndex.Build(stretches.Select(s => s.Features), options.MinCount);
        var sequences = new TrainingSequence[stretches.Count];
        for (var i = 0; i < sequences.Length; i++)
        {
            sequences[i] = index.Number(stretches[i]);
            stretches[i] = null!;  // two copies of all features would not fit beside each other on a small machine
        }
        return (index, sequences);
    }

    // The names of made-up documents come from the very lists that the lexicon is made of.
    private static int DropPercent(LabelledDocument document) =>
        document.Source.StartsWith("synth", StringComparison.Ordinal) || document.Source.StartsWith("EuroPriv", StringComparison.Ordinal) ? 50 : 20;

    private void Report(string stage, int done, int all, Stopwatch watch)
    {
        var share = (double)done / Math.Max(all, 1);
        progress?.Report(new(stage, share, done == 0 ? null : watch.Elapsed * ((1 - share) / share)));
    }
}
