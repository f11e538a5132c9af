namespace EventAgents.Pii.Training;

/// <summary>What was found, what should have been, and what was both.</summary>
public struct EvaluationCounts
{
    /// <summary>How many that were found are right.</summary>
    public long Right { get; set; }

    /// <summary>How many were found.</summary>
    public long Found { get; set; }

    /// <summary>How many are in the labels.</summary>
    public long Expected { get; set; }

    /// <summary>Share of what was found that is right, 0 to 1; 1 where nothing was found.</summary>
    public readonly double Precision => Found == 0 ? 1 : (double)Right / Found;

    /// <summary>Share of the labels that was found, 0 to 1; 1 where nothing is labelled.</summary>
    public readonly double Recall => Expected == 0 ? 1 : (double)Right / Expected;

    /// <summary>Harmonic mean of precision and recall, 0 to 1.</summary>
    public readonly double F1 => F(1);

    /// <summary>The same with recall counting four times as much as precision, 0 to 1.</summary>
    public readonly double F2 => F(2);

    /// <summary>Adds another count to this one.</summary>
    public void Add(EvaluationCounts other)
    {
        Right += other.Right;
        Found += other.Found;
        Expected += other.Expected;
    }

    // F = (1 + β²) · right / (β² · expected + found)
    private readonly double F(double beta)
    {
        var divisor = (beta * beta * Expected) + Found;
        return divisor == 0 ? 1 : (1 + (beta * beta)) * Right / divisor;
    }
}
