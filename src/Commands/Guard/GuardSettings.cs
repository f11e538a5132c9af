using System.Collections.Immutable;
using EventAgents.Events;

namespace EventAgents.Commands.Guard;

/// <summary>A tenant's guard settings, in the stream <see cref="StreamIds.GuardSettings"/>. The stream's version is the policy's.</summary>
/// <param name="Mode">What is done to calls as a whole.</param>
/// <param name="Policy">What is done to findings and parts; null until it was changed first.</param>
/// <param name="Budgets">By agent; the tenant's own under the empty name.</param>
public sealed record GuardSettings(GuardMode Mode, GuardPolicyChanged? Policy, ImmutableDictionary<string, GuardBudgetChanged> Budgets)
    : IAggregate<GuardSettings, GuardSettingsEvent>
{
    /// <summary>The tenant's own recognizers, lists and thresholds; null until they were set first.</summary>
    public GuardDetectionChanged? Detection { get; init; }

    /// <summary>What holds before any change: findings are masked, nothing is limited.</summary>
    public static GuardSettings Default { get; } = new(GuardMode.Mask, Policy: null, ImmutableDictionary<string, GuardBudgetChanged>.Empty);

    /// <inheritdoc/>
    public static string StreamType => "guard_settings";

    /// <inheritdoc/>
    public static GuardSettings? Evolve(GuardSettings? state, GuardSettingsEvent happened)
    {
        var settings = state ?? Default;
        return happened switch
        {
            GuardModeChanged e => settings with { Mode = e.To },
            GuardPolicyChanged e => settings with { Policy = e },
            GuardDetectionChanged e => settings with { Detection = e },
            GuardBudgetChanged e => settings with { Budgets = settings.Budgets.SetItem(e.Agent ?? "", e) },
            _ => throw IAggregate<GuardSettings, GuardSettingsEvent>.CannotFollow(state, happened),
        };
    }
}
