namespace EventAgents.Pii.Training;

/// <summary>
/// A running mean of weights as they stand at the ends of epochs. Single steps leave weights trembling around where they belong; the
/// mean stands still, and survives rounding better.
/// </summary>
/// <param name="weights">The weights that learning changes.</param>
internal sealed class EpochAverage(float[] weights)
{
    // The mean of up to this many epochs; older ones fade.
    private const int Epochs = 6;

    private readonly float[] _mean = [.. weights];
    private int _taken;

    /// <summary>The mean; the first weights before the first epoch's end.</summary>
    public float[] Mean => _mean;

    /// <summary>Takes the weights as they stand. What stood at the end of the first epoch is dropped at the second: it is far from where learning ends.</summary>
    public void Take()
    {
        var share = 1f / Math.Clamp(_taken, 1, Epochs);
        for (var i = 0; i < weights.Length; i++) _mean[i] += share * (weights[i] - _mean[i]);
        _taken++;
    }
}
