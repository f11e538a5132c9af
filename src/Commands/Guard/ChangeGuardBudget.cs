using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Guard;

/// <summary>Changes what the tenant, or one agent of it, may spend in a day (UTC). The same limits again change nothing.</summary>
/// <param name="Agent">The agent, or null for the tenant as a whole.</param>
/// <param name="TokensPerDay">Tokens in and out; null is no limit.</param>
/// <param name="UsdPerDay">US dollars; null is no limit.</param>
/// <param name="Reason">Why, in the admin's words.</param>
public sealed record ChangeGuardBudget(string? Agent, long? TokensPerDay, decimal? UsdPerDay, string? Reason)
    : ICommand<ChangeGuardBudget, GuardSettings, GuardSettingsEvent>
{
    /// <inheritdoc/>
    public static IValidator<ChangeGuardBudget> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => StreamIds.GuardSettings;

    /// <inheritdoc/>
    public Decision<GuardSettingsEvent> Decide(GuardSettings? state, DateTimeOffset now)
    {
        var before = (state ?? GuardSettings.Default).Budgets.GetValueOrDefault(Agent ?? "");
        return before?.TokensPerDay == TokensPerDay && before?.UsdPerDay == UsdPerDay
            ? []
            : [new GuardBudgetChanged(Agent, TokensPerDay, UsdPerDay, Reason)];
    }

    private sealed class Rules : AbstractValidator<ChangeGuardBudget>
    {
        public Rules()
        {
            RuleFor(c => c.Agent).Length(1, SharedRules.MaxNameLength);
            RuleFor(c => c.TokensPerDay).GreaterThanOrEqualTo(0);
            RuleFor(c => c.UsdPerDay).GreaterThanOrEqualTo(0).PrecisionScale(18, 6, ignoreTrailingZeros: true);
            RuleFor(c => c.Reason).IsReason();
        }
    }
}
