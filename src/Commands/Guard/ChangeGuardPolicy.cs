using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Guard;

/// <summary>Replaces the tenant's policy. The same policy again changes nothing.</summary>
/// <param name="Entities">Action by entity type, by its name on the wire; a type that is not named is masked.</param>
/// <param name="BinaryParts">Action by kind of part, such as <c>image</c>; a kind that is not named is blocked.</param>
/// <param name="Reason">Why, in the admin's words.</param>
public sealed record ChangeGuardPolicy(
    IReadOnlyDictionary<string, GuardAction> Entities, IReadOnlyDictionary<string, BinaryPartAction> BinaryParts, string? Reason)
    : ICommand<ChangeGuardPolicy, GuardSettings, GuardSettingsEvent>
{
    /// <inheritdoc/>
    public static IValidator<ChangeGuardPolicy> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => StreamIds.GuardSettings;

    /// <inheritdoc/>
    public Decision<GuardSettingsEvent> Decide(GuardSettings? state, DateTimeOffset now) =>
        state?.Policy is { } policy && AreEqual(policy.Entities, Entities) && AreEqual(policy.BinaryParts, BinaryParts)
            ? []
            : [new GuardPolicyChanged(Entities, BinaryParts, Reason)];

    private static bool AreEqual<T>(IReadOnlyDictionary<string, T> left, IReadOnlyDictionary<string, T> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var other) && EqualityComparer<T>.Default.Equals(pair.Value, other));

    private sealed class Rules : AbstractValidator<ChangeGuardPolicy>
    {
        public Rules()
        {
            RuleFor(c => c.Entities.Count).LessThanOrEqualTo(200).OverridePropertyName(nameof(Entities));
            RuleFor(c => c.BinaryParts.Count).LessThanOrEqualTo(50).OverridePropertyName(nameof(BinaryParts));
            RuleForEach(c => c.Entities).Must(pair => IsUpperSnakeCase(pair.Key)).WithMessage("An entity type is written as in CREDIT_CARD.");
            RuleForEach(c => c.Entities).Must(pair => Enum.IsDefined(pair.Value)).WithMessage("There is no such action.");
            RuleForEach(c => c.BinaryParts).Must(pair => pair.Key is { Length: >= 1 and <= 50 }).WithMessage("A kind of part has 1 to 50 characters.");
            RuleForEach(c => c.BinaryParts).Must(pair => Enum.IsDefined(pair.Value)).WithMessage("There is no such action.");
            RuleFor(c => c.Reason).IsReason();
        }

        private static bool IsUpperSnakeCase(string name) =>
            name is { Length: >= 1 and <= 50 } && char.IsAsciiLetterUpper(name[0]) && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
    }
}
