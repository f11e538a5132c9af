using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>Keeps what a classifier thinks of an issue. It changes nothing else.</summary>
public sealed record ClassifyIssue(IssueClassified Classification) : ICommand<ClassifyIssue, Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static IValidator<ClassifyIssue> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => Classification.IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null => IssueRefusals.NotFound,
        { Status: IssueStatus.Completed or IssueStatus.Cancelled } => Issue.Lifecycle.Refuse(state.Status, "classify"),
        _ => [Classification],
    };

    private sealed class Rules : AbstractValidator<ClassifyIssue>
    {
        public Rules()
        {
            RuleFor(c => c.Classification.Type).IsInEnum();
            RuleFor(c => c.Classification.Priority).IsInEnum();
            RuleFor(c => c.Classification.Complexity).InclusiveBetween(1, 10);
            RuleFor(c => c.Classification.Confidence).InclusiveBetween(0, 1);
            RuleFor(c => c.Classification.Module).MaximumLength(SharedRules.MaxNameLength);
            RuleFor(c => c.Classification.SuggestedAgent).MaximumLength(SharedRules.MaxNameLength);
            RuleFor(c => c.Classification.SuggestedModel).MaximumLength(SharedRules.MaxNameLength);
            RuleFor(c => c.Classification.Reasoning).IsReason();
        }
    }
}
