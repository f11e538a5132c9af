using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Operations;

/// <summary>Turns a flag on or off while the installation runs. The value that it has changes nothing.</summary>
/// <param name="Flag">Which.</param>
/// <param name="IsOn">The value from now on.</param>
/// <param name="AsSet">The settings' value, which holds until the first change.</param>
/// <param name="Reason">Why, in the operator's words.</param>
public sealed record ChangeFeatureFlag(FeatureFlag Flag, bool IsOn, bool AsSet, string? Reason) : ICommand<ChangeFeatureFlag, FeatureFlags, FeatureFlagEvent>
{
    /// <inheritdoc/>
    public static IValidator<ChangeFeatureFlag> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => StreamIds.FeatureFlags;

    /// <inheritdoc/>
    public Decision<FeatureFlagEvent> Decide(FeatureFlags? state, DateTimeOffset now)
    {
        var isOn = (state ?? FeatureFlags.AsSet).Changed.GetValueOrDefault(Flag, AsSet);
        return isOn == IsOn ? [] : [new FeatureFlagChanged(Flag, From: isOn, To: IsOn, Reason)];
    }

    private sealed class Rules : AbstractValidator<ChangeFeatureFlag>
    {
        public Rules()
        {
            RuleFor(c => c.Flag).IsInEnum();
            RuleFor(c => c.Reason).IsReason();
        }
    }
}
