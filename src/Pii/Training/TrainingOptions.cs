namespace EventAgents.Pii.Training;

/// <summary>What to train and how. The defaults give the model that is shipped.</summary>
public sealed record TrainingOptions
{
    /// <summary>The method.</summary>
    public LearnerKind Learner { get; init; } = LearnerKind.Crf;

    /// <summary>Whether word lists are used.</summary>
    public bool WithLists { get; init; } = true;

    /// <summary>Whether documents under a share-alike licence are learnt from.</summary>
    public bool WithShareAlike { get; init; }

    /// <summary>Most times that the training set is gone through.</summary>
    public int MaxEpochs { get; init; } = 12;

    /// <summary>Training ends when this many epochs in a row were no better on the development sets.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>Features that occur more rarely are left out.</summary>
    public int MinCount { get; init; } = 3;

    /// <summary>Features that the finished model has room for; a power of two. A row takes 16 bytes.</summary>
    public int Rows { get; init; } = 1 << 18;

    /// <summary>What one unit of a finished weight is worth.</summary>
    public float Scale { get; init; } = 1 / 32f;

    /// <summary>All that is random follows from it.</summary>
    public ulong Seed { get; init; } = 20_260_101;
}

/// <summary>A method of learning.</summary>
public enum LearnerKind
{
    /// <summary>Linear-chain conditional random field.</summary>
    Crf,

    /// <summary>Averaged structured perceptron.</summary>
    Perceptron,
}
