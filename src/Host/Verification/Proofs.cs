using EventAgents.Host.Hosting;

namespace EventAgents.Host.Verification;

/// <summary>What <c>replay --verify</c> proves, in the order in which it does.</summary>
internal static class Proofs
{
    /// <summary>Everything; or one read model alone.</summary>
    /// <param name="log">Of the store.</param>
    /// <param name="projection">Which read model; null for all, and whatever else can be proven.</param>
    public static IReadOnlyList<IProof> Of(EventLog log, string? projection) => projection is not null
        ? [new ReadModelProof(log.Projections, projection)]
        : [.. log.Projections.Names.Select(name => new ReadModelProof(log.Projections, name))];
}
