using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Improvements;

/// <summary>Says what the cause is. A card that nobody has looked at yet goes to analysis by this; how it goes on from there is a move.</summary>
public sealed record AnalyzeImprovement(Guid ImprovementId, string Result) : ICommand<AnalyzeImprovement, Improvement, ImprovementEvent>
{
    /// <inheritdoc/>
    public static IValidator<AnalyzeImprovement> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => ImprovementId;

    /// <inheritdoc/>
    public Decision<ImprovementEvent> Decide(Improvement? state, DateTimeOffset now) => state switch
    {
        null => ImprovementRefusals.NotFound,
        { Column: BoardColumn.Incoming } =>
        [
            new ImprovementMoved(ImprovementId, BoardColumn.Incoming, BoardColumn.Analysis, Reason: null),
            new ImprovementAnalyzed(ImprovementId, Result),
        ],
        { Column: BoardColumn.Analysis } => [new ImprovementAnalyzed(ImprovementId, Result)],
        _ => Improvement.Lifecycle.Refuse(state.Column, "analyze"),
    };

    private sealed class Rules : AbstractValidator<AnalyzeImprovement>
    {
        public Rules() => RuleFor(c => c.Result).NotEmpty().MaximumLength(20_000);
    }
}
