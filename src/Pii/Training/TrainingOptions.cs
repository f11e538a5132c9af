namespace EventAgents.Pii.Training;

/// <summary>What to train and how. The defaults give the model that is shipped.</summary>
public sealed record TrainingOptions
{
    /// <summary>The method.</summary>
    public LearnerKind Learner { get; init; } = LearnerKind.Network;

    /// <summary>Whether word lists are used.</summary>
    public bool WithLists { get; init; } = true;

    /// <summary>Folder of our own prompts (<c>train</c>, <c>dev</c>); null for none.</summary>
    public string? Prompts { get; init; }

    /// <summary>Whether documents under a share-alike licence are learnt from.</summary>
    public bool WithShareAlike { get; init; }

    /// <summary>How many documents are made up beside those that are read (<see cref="Synthesis.CorpusMaker"/>); none without word lists.</summary>
    public int MadeUp { get; init; } = 15_000;

    /// <summary>Most times that the training set is gone through.</summary>
    public int MaxEpochs { get; init; } = 14;

    /// <summary>Training ends when this many epochs in a row were no better on the development sets.</summary>
    public int Patience { get; init; } = 4;

    /// <summary>Features that occur more rarely are left out.</summary>
    public int MinCount { get; init; } = 6;

    /// <summary>Features that the finished model has room for; a power of two. A row takes 32 bytes.</summary>
    public int Rows { get; init; } = 1 << 18;

    /// <summary>What one unit of a finished score is worth, in nats.</summary>
    public float Scale { get; init; } = 1 / 32f;

    /// <summary>
    /// Taken from the score of being outside, in nats: what is in doubt is then found. Chosen on the development sets: 0.15 more than before took a twentieth off the leaks
    /// in prompts and touched no more clean ones; twice as much costs precision on news.
    /// </summary>
    public float Bias { get; init; } = 0.45f;

    /// <summary>How the network and the conditional random field learn.</summary>
    internal GradientOptions Gradient { get; init; } = new();

    /// <summary>All that is random follows from it.</summary>
    public ulong Seed { get; init; } = 20_260_101;
}

/// <summary>A method of learning.</summary>
public enum LearnerKind
{
    /// <summary>Network of one hidden layer over hashed embeddings, with the output of a conditional random field.</summary>
    Network,

    /// <summary>Linear-chain conditional random field; to compare with, it has no small model.</summary>
    Crf,

    /// <summary>Averaged structured perceptron; to compare with, it has no small model.</summary>
    Perceptron,
}
