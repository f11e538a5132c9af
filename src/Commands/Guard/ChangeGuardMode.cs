using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Guard;

/// <summary>Changes what the guard does with the tenant's calls. The same mode again changes nothing.</summary>
/// <param name="Mode">From now on.</param>
/// <param name="Reason">Why, in the admin's words.</param>
/// <param name="MayTurnOff">Whether the installation permits this tenant to turn the guard off.</param>
public sealed record ChangeGuardMode(GuardMode Mode, string? Reason, bool MayTurnOff) : ICommand<ChangeGuardMode, GuardSettings, GuardSettingsEvent>
{
    private static readonly Refusal OffIsNotPermitted = new(
        RefusalKind.Forbidden, "guard-off-not-permitted", "The guard must stay on", "Turning the guard off needs the installation operator's permission.");

    /// <inheritdoc/>
    public static IValidator<ChangeGuardMode> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => StreamIds.GuardSettings;

    /// <inheritdoc/>
    public Decision<GuardSettingsEvent> Decide(GuardSettings? state, DateTimeOffset now)
    {
        var mode = (state ?? GuardSettings.Default).Mode;
        if (mode == Mode) return [];
        return Mode == GuardMode.Off && !MayTurnOff ? OffIsNotPermitted : [new GuardModeChanged(mode, Mode, Reason)];
    }

    private sealed class Rules : AbstractValidator<ChangeGuardMode>
    {
        public Rules()
        {
            RuleFor(c => c.Mode).IsInEnum();
            RuleFor(c => c.Reason).IsReason();
        }
    }
}
