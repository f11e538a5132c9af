using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>The issue's job was completed: the issue goes to review if a person has to approve, else it is completed.</summary>
public sealed record FinishIssue(Guid IssueId, Guid JobId, bool NeedsReview) : ICommand<FinishIssue, Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static IValidator<FinishIssue> Validator { get; } = new InlineValidator<FinishIssue>();

    /// <inheritdoc/>
    public Guid StreamId => IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null => IssueRefusals.NotFound,
        _ when state.Check(NeedsReview ? "review" : "complete") is { } refusal => refusal,
        _ => NeedsReview ? [new IssueSentToReview(IssueId, JobId)] : [new IssueCompleted(IssueId, JobId)],
    };
}
