using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>Wants an issue sooner or later than before. A job that waits is reordered.</summary>
public sealed record ChangeIssuePriority(Guid IssueId, IssuePriority Priority) : ICommand<ChangeIssuePriority, Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static IValidator<ChangeIssuePriority> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null => IssueRefusals.NotFound,
        { Status: IssueStatus.Completed or IssueStatus.Cancelled } => Issue.Lifecycle.Refuse(state.Status, "prioritize"),
        _ when state.Priority == Priority => [],
        _ => [new IssuePriorityChanged(IssueId, state.Priority, Priority)],
    };

    private sealed class Rules : AbstractValidator<ChangeIssuePriority>
    {
        public Rules() => RuleFor(c => c.Priority).IsInEnum();
    }
}
