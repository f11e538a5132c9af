using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Guard;

/// <summary>Replaces the tenant's policy. The same policy again changes nothing, whatever the reason.</summary>
/// <param name="Policy">What is done to findings and parts.</param>
/// <param name="Detection">The tenant's own recognizers, lists and thresholds, checked already; null leaves them as they are.</param>
public sealed record ChangeGuardPolicy(GuardPolicyChanged Policy, GuardDetectionChanged? Detection = null) : ICommand<ChangeGuardPolicy, GuardSettings, GuardSettingsEvent>
{
    /// <inheritdoc/>
    public static IValidator<ChangeGuardPolicy> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => StreamIds.GuardSettings;

    /// <inheritdoc/>
    public Decision<GuardSettingsEvent> Decide(GuardSettings? state, DateTimeOffset now)
    {
        var isPolicyNew = state?.Policy is not { } before || !IsTheSame(before);
        var isDetectionNew = Detection is not null && state?.Detection?.Digest != Detection.Digest;
        return (isPolicyNew, isDetectionNew) switch
        {
            (true, true) => [Policy, Detection!],
            (true, false) => [Policy],
            (false, true) => [Detection!],
            _ => [],
        };
    }

    private bool IsTheSame(GuardPolicyChanged before) =>
        before with { Entities = Policy.Entities, Reason = Policy.Reason } == Policy
        && before.Entities.Count == Policy.Entities.Count
        && before.Entities.All(pair => Policy.Entities.TryGetValue(pair.Key, out var action) && action == pair.Value);

    private sealed class Rules : AbstractValidator<ChangeGuardPolicy>
    {
        public Rules()
        {
            RuleFor(c => c.Policy.Entities.Count).LessThanOrEqualTo(200).OverridePropertyName("Policy.Entities");
            RuleForEach(c => c.Policy.Entities).Must(pair => IsUpperSnakeCase(pair.Key)).WithMessage("An entity type is written as in CREDIT_CARD.");
            RuleForEach(c => c.Policy.Entities).Must(pair => Enum.IsDefined(pair.Value)).WithMessage("There is no such action.");
            RuleFor(c => c.Policy.Images).IsInEnum();
            RuleFor(c => c.Policy.Audio).IsInEnum();
            RuleFor(c => c.Policy.Files).IsInEnum();
            RuleFor(c => c.Policy.Replies).IsInEnum();
            RuleFor(c => c.Policy.Reason).IsReason();
        }

        private static bool IsUpperSnakeCase(string name) =>
            name is { Length: >= 1 and <= 50 } && char.IsAsciiLetterUpper(name[0])
            && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
    }
}
