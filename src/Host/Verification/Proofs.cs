using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Verification;

/// <summary>What <c>replay --verify</c> proves, in the order in which it does.</summary>
internal static class Proofs
{
    /// <summary>Everything; or one read model alone.</summary>
    /// <param name="log">Of the store.</param>
    /// <param name="settings">Where the keys of its seals are.</param>
    /// <param name="projection">Which read model; null for the log and all of them.</param>
    public static IReadOnlyList<IProof> Of(EventLog log, EffectiveSettings settings, string? projection) => projection is not null
        ? [new ReadModelProof(log.Projections, projection)]
        : [new SealProof(settings, log.Database.Pool), .. log.Projections.Names.Select(name => new ReadModelProof(log.Projections, name))];
}
