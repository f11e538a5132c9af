using System.Collections.Immutable;
using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Audit;

/// <summary>Ends a hold. Whether there is one is looked at first, so that nobody has to give a reason for nothing.</summary>
/// <param name="HeldStreamId">The stream; null for all.</param>
/// <param name="Reason">Why, in the words of whoever releases it.</param>
public sealed record ReleaseLegalHold(Guid? HeldStreamId, string? Reason) : ICommand<ReleaseLegalHold, LegalHold, LegalHoldEvent>
{
    private static readonly Refusal NoHold = Refusal.NotFound("legal hold");

    private static readonly Refusal NoReason = new(RefusalKind.Invalid, "validation", "The request is not valid", "See the errors.")
    {
        Extra = ImmutableDictionary<string, object>.Empty.Add("errors", new Dictionary<string, string[]> { ["reason"] = ["A hold is released for a reason: ?reason=…"] }),
    };

    /// <inheritdoc/>
    public static IValidator<ReleaseLegalHold> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => StreamIds.OfLegalHold(HeldStreamId);

    /// <inheritdoc/>
    public Decision<LegalHoldEvent> Decide(LegalHold? state, DateTimeOffset now) => state switch
    {
        null or { IsPlaced: false } => NoHold,
        _ when string.IsNullOrWhiteSpace(Reason) => NoReason,
        _ => [new LegalHoldReleased(HeldStreamId, Reason)],
    };

    private sealed class Rules : AbstractValidator<ReleaseLegalHold>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
