using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>Accepts the result that waits for review; the issue is completed.</summary>
public sealed record ApproveIssue(Guid IssueId, string? Comment) : ICommand<ApproveIssue, Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static IValidator<ApproveIssue> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null => IssueRefusals.NotFound,
        _ when state.Check("approve") is { } refusal => refusal,
        _ => [new IssueApproved(IssueId, Comment), new IssueCompleted(IssueId, state.Job!.JobId)],
    };

    private sealed class Rules : AbstractValidator<ApproveIssue>
    {
        public Rules() => RuleFor(c => c.Comment).IsReason();
    }
}
