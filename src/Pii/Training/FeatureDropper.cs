namespace EventAgents.Pii.Training;

/// <summary>Leaves out features now and then, so that the others learn to do without them.</summary>
/// <param name="percent">How many of a hundred.</param>
/// <param name="seed">Decides which.</param>
internal sealed class FeatureDropper(int percent, ulong seed)
{
    private readonly DeterministicRandom _random = new(seed);

    /// <summary>The sequence with fewer features.</summary>
    public TrainingSequence Drop(TrainingSequence sequence)
    {
        if (percent == 0) return sequence;
        var features = new int[sequence.Features.Length];
        var starts = new int[sequence.Starts.Length];
        var count = 0;
        for (var i = 0; i < sequence.Length; i++)
        {
            starts[i] = count;
            foreach (var feature in sequence.FeaturesOf(i))
                if (!_random.Chance(percent)) features[count++] = feature;
        }
        starts[^1] = count;
        return new(features, starts, sequence.Allowed);
    }
}
