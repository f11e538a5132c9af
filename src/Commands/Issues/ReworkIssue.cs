using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>Sends the result that waits for review back: the work is done again by a new job.</summary>
public sealed record ReworkIssue(Guid IssueId, Guid JobId, string Reason) : ICommand<ReworkIssue, Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static IValidator<ReworkIssue> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null => IssueRefusals.NotFound,
        _ when state.Check("rework") is { } refusal => refusal,
        _ => [new IssueReworkRequested(IssueId, Reason), state.QueueAgain(JobId)],
    };

    private sealed class Rules : AbstractValidator<ReworkIssue>
    {
        public Rules() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(SharedRules.MaxReasonLength);
    }
}
