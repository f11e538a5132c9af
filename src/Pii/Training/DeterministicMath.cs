namespace EventAgents.Pii.Training;

/// <summary>
/// The exponential from additions and multiplications alone. The C library's differs between processors in the last bit, and training would carry that bit
/// into every weight.
/// </summary>
internal static class DeterministicMath
{
    private const double Log2E = 1.4426950408889634, Ln2 = 0.6931471805599453;

    /// <summary>e to the power of <paramref name="x"/>, relative error below 10⁻⁷; 0 below −87.</summary>
    public static float Exp(float x)
    {
        if (x < -87) return 0;
        if (x > 88) x = 88;
        // x = n · ln 2 + r, |r| ≤ ln 2 / 2; e^x = 2^n · e^r, e^r by its Taylor series to the 7th power
        var n = (int)((x * Log2E) + (x < 0 ? -0.5 : 0.5));
        var r = x - (n * Ln2);
        var e = 1 + (r * (1 + (r * ((1 / 2d) + (r * ((1 / 6d) + (r * ((1 / 24d) + (r * ((1 / 120d) + (r * ((1 / 720d) + (r / 5040d)))))))))))));
        return (float)(e * BitConverter.Int64BitsToDouble((long)(n + 1023) << 52));
    }
}
