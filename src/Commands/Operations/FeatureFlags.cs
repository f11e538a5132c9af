using System.Collections.Immutable;
using EventAgents.Events;

namespace EventAgents.Commands.Operations;

/// <summary>The installation's flags, in the stream <see cref="StreamIds.FeatureFlags"/>: those that were changed while it ran. The others are as set.</summary>
/// <param name="Changed">The values that win over the settings'.</param>
public sealed record FeatureFlags(ImmutableDictionary<FeatureFlag, bool> Changed) : IAggregate<FeatureFlags, FeatureFlagEvent>
{
    /// <summary>What holds before any change.</summary>
    public static FeatureFlags AsSet { get; } = new(ImmutableDictionary<FeatureFlag, bool>.Empty);

    /// <inheritdoc/>
    public static string StreamType => "feature_flags";

    /// <inheritdoc/>
    public static FeatureFlags? Evolve(FeatureFlags? state, FeatureFlagEvent happened) => happened switch
    {
        FeatureFlagChanged e => new((state ?? AsSet).Changed.SetItem(e.Flag, e.To)),
        _ => throw IAggregate<FeatureFlags, FeatureFlagEvent>.CannotFollow(state, happened),
    };
}
