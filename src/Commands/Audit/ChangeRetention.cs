using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Audit;

/// <summary>Replaces how long the tenant's streams stay open after their end. The same again changes nothing, whatever the reason.</summary>
/// <param name="DefaultDays">For what no class names.</param>
/// <param name="Classes">Days by event type or stream type.</param>
/// <param name="Reason">Why, in the words of whoever changes it.</param>
public sealed record ChangeRetention(int DefaultDays, IReadOnlyDictionary<string, int> Classes, string? Reason) : ICommand<ChangeRetention, RetentionSettings, RetentionEvent>
{
    /// <inheritdoc/>
    public static IValidator<ChangeRetention> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => StreamIds.RetentionSettings;

    /// <inheritdoc/>
    public Decision<RetentionEvent> Decide(RetentionSettings? state, DateTimeOffset now)
    {
        var before = state ?? RetentionSettings.Default;
        var isTheSame = before.DefaultDays == DefaultDays && before.Classes.Count == Classes.Count
            && before.Classes.All(one => Classes.TryGetValue(one.Key, out var days) && days == one.Value);
        return isTheSame ? [] : [new RetentionChanged(DefaultDays, Classes, Reason)];
    }

    private sealed class Rules : AbstractValidator<ChangeRetention>
    {
        private static readonly string Days = $"Retention is from {RetentionRules.FloorDays} to {RetentionRules.MaxDays} days.";

        public Rules()
        {
            RuleFor(c => c.DefaultDays).Must(IsAllowed).WithMessage(Days);
            RuleFor(c => c.Classes).Custom((classes, context) =>
            {
                foreach (var (name, days) in classes)
                {
                    if (!RetentionRules.IsClass(name)) context.AddFailure($"Classes.{name}", "There is no such event type, and no stream of such a type comes to an end.");
                    else if (!IsAllowed(days)) context.AddFailure($"Classes.{name}", Days);
                }
            });
            RuleFor(c => c.Reason).IsReason();
        }

        private static bool IsAllowed(int days) => days is >= RetentionRules.FloorDays and <= RetentionRules.MaxDays;
    }
}
