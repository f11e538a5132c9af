namespace EventAgents.Host.Verification;

/// <summary>One thing that <c>replay --verify</c> proves about the store.</summary>
internal interface IProof
{
    /// <summary>What is proven, in a word or two, for the line of its progress.</summary>
    string Name { get; }

    /// <summary>Proves it, or says what speaks against it.</summary>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Finding> RunAsync(IProgress<double> progress, CancellationToken cancellation);
}

/// <summary>How a proof ended.</summary>
/// <param name="Name">What was to be proven.</param>
/// <param name="Holds">Whether it was.</param>
/// <param name="Summary">Why, in one line: counts, positions and names, never a value.</param>
/// <param name="Details">The same for programs.</param>
internal sealed record Finding(string Name, bool Holds, string Summary, object? Details);
