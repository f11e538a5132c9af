using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>Learns from labelled sequences, one after the other.</summary>
internal interface ISequenceLearner
{
    /// <summary>Learns from one sequence.</summary>
    void Learn(TrainingSequence sequence);

    /// <summary>Tells that all sequences have been seen once more.</summary>
    void EndEpoch();

    /// <summary>What was learnt so far, as a tagger; learning may go on.</summary>
    ITagger ToTagger(Lexicon lexicon, FeatureIndex index, TrainingOptions options);
}
