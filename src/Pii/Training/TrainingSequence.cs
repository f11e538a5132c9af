namespace EventAgents.Pii.Training;

/// <summary>A stretch of words to learn from.</summary>
/// <param name="Features">Numbers of the features that hold (<see cref="FeatureIndex"/>), word after word.</param>
/// <param name="Starts">Where each word's features begin, and behind the last word where they end.</param>
/// <param name="Allowed">Per word the tags that its labels allow, a bit each: one for a labelled word, several where the source does not label all types.</param>
internal sealed record TrainingSequence(int[] Features, int[] Starts, ushort[] Allowed)
{
    /// <summary>How many words.</summary>
    public int Length => Allowed.Length;

    /// <summary>The features of a word.</summary>
    public ReadOnlySpan<int> FeaturesOf(int word) => Features.AsSpan(Starts[word], Starts[word + 1] - Starts[word]);
}
