using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Improvements;

/// <summary>What the ratings of the card's agent type say about the work.</summary>
/// <param name="LaterRatings">Ratings since the work was done.</param>
/// <param name="LaterAverage">Their average; null without any.</param>
/// <param name="AverageBefore">The average of the 30 days before the work was done; null without any rating.</param>
public sealed record ImprovementEvidence(int LaterRatings, decimal? LaterAverage, decimal? AverageBefore)
{
    /// <summary>Nothing is known, which is all that a move to another column than done needs.</summary>
    public static ImprovementEvidence None { get; } = new(0, null, null);
}

/// <summary>Moves a card. Into testing means that the work is done, into done that later ratings have proven it.</summary>
public sealed record MoveImprovement(Guid ImprovementId, BoardColumn To, string? Reason, ImprovementEvidence Evidence)
    : ICommand<MoveImprovement, Improvement, ImprovementEvent>
{
    /// <summary>So many ratings after the work was done are the least that prove anything.</summary>
    public const int MinLaterRatings = 3;

    /// <inheritdoc/>
    public static IValidator<MoveImprovement> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => ImprovementId;

    /// <inheritdoc/>
    public Decision<ImprovementEvent> Decide(Improvement? state, DateTimeOffset now)
    {
        if (state is null) return ImprovementRefusals.NotFound;
        if (state.CheckMove(To) is { } refusal) return refusal;

        var moved = new ImprovementMoved(ImprovementId, state.Column, To, Reason);
        return To switch
        {
            BoardColumn.Testing => [moved, new ImprovementImplemented(ImprovementId)],
            BoardColumn.Done => Evidence is { LaterRatings: >= MinLaterRatings, LaterAverage: { } later, AverageBefore: { } before } && later > before
                ? [moved, new ImprovementVerified(ImprovementId, Evidence.LaterRatings, later, before)]
                : ImprovementRefusals.NotProven(Evidence),
            BoardColumn.Dismissed => new DismissImprovement(ImprovementId, Reason!).Decide(state, now),
            _ => [moved],
        };
    }

    private sealed class Rules : AbstractValidator<MoveImprovement>
    {
        public Rules()
        {
            RuleFor(c => c.To).IsInEnum();
            RuleFor(c => c.Reason).IsReason();
            RuleFor(c => c.Reason).NotEmpty().When(c => c.To == BoardColumn.Dismissed);
        }
    }
}
