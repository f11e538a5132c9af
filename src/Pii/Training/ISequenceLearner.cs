namespace EventAgents.Pii.Training;

/// <summary>Learns weights from labelled sequences, epoch by epoch.</summary>
internal interface ISequenceLearner
{
    /// <summary>What it is called in reports.</summary>
    string Name { get; }

    /// <summary>Learns from one sequence.</summary>
    void Learn(TrainingSequence sequence);

    /// <summary>Ends an epoch: later ones take smaller steps, where the method has steps.</summary>
    void EndEpoch();

    /// <summary>The weights as they would be used now, 16 per feature, the first 13 by tag.</summary>
    float[] Weights();

    /// <summary>The transitions as they would be used now, 16 per earlier tag.</summary>
    float[] Transitions();
}
