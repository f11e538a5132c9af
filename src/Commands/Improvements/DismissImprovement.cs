using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Improvements;

/// <summary>Takes a live card off the board.</summary>
public sealed record DismissImprovement(Guid ImprovementId, string Reason) : ICommand<DismissImprovement, Improvement, ImprovementEvent>
{
    /// <inheritdoc/>
    public static IValidator<DismissImprovement> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => ImprovementId;

    /// <inheritdoc/>
    public Decision<ImprovementEvent> Decide(Improvement? state, DateTimeOffset now) => state switch
    {
        null => ImprovementRefusals.NotFound,
        _ when state.CheckMove(BoardColumn.Dismissed) is { } refusal => refusal,
        _ =>
        [
            new ImprovementMoved(ImprovementId, state.Column, BoardColumn.Dismissed, Reason),
            new ImprovementDismissed(ImprovementId, Reason),
        ],
    };

    private sealed class Rules : AbstractValidator<DismissImprovement>
    {
        public Rules() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(SharedRules.MaxReasonLength);
    }
}
