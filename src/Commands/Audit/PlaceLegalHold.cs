using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Audit;

/// <summary>Keeps a stream, or all of the tenant's, from being archived. The same reason again changes nothing.</summary>
/// <param name="HeldStreamId">The stream; null for all.</param>
/// <param name="Reason">Why, in the words of whoever places it.</param>
public sealed record PlaceLegalHold(Guid? HeldStreamId, string Reason) : ICommand<PlaceLegalHold, LegalHold, LegalHoldEvent>
{
    /// <inheritdoc/>
    public static IValidator<PlaceLegalHold> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => StreamIds.OfLegalHold(HeldStreamId);

    /// <inheritdoc/>
    public Decision<LegalHoldEvent> Decide(LegalHold? state, DateTimeOffset now) =>
        state is { IsPlaced: true } && state.Reason == Reason ? [] : [new LegalHoldPlaced(HeldStreamId, Reason)];

    private sealed class Rules : AbstractValidator<PlaceLegalHold>
    {
        public Rules() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(SharedRules.MaxReasonLength);
    }
}
