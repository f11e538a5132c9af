namespace EventAgents.Pii.Training;

/// <summary>
/// A running mean of weights as they stand at the ends of epochs, later ones counting more. Single steps leave weights trembling around where they belong; the
/// mean stands still, and survives rounding better.
/// </summary>
/// <param name="weights">The weights that learning changes.</param>
internal sealed class EpochAverage(float[] weights)
{
    private const float Share = 0.4f;

    private float[]? _mean;

    /// <summary>The mean; the weights themselves before the first epoch's end.</summary>
    public float[] Mean => _mean ?? weights;

    /// <summary>Takes the weights as they stand.</summary>
    public void Take()
    {
        if (_mean is null)
        {
            _mean = [.. weights];
            return;
        }
        for (var i = 0; i < weights.Length; i++) _mean[i] += Share * (weights[i] - _mean[i]);
    }
}
