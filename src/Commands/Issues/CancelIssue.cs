using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>Ends an issue that nobody wants any more, and its open job with it. Asking again changes nothing.</summary>
public sealed record CancelIssue(Guid IssueId, string? Reason) : ICommand<CancelIssue, Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static IValidator<CancelIssue> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null => IssueRefusals.NotFound,
        { Status: IssueStatus.Cancelled } => [],
        _ when state.Check("cancel") is { } refusal => refusal,
        _ => [new IssueCancelled(IssueId, state.Job?.JobId, Reason)],
    };

    private sealed class Rules : AbstractValidator<CancelIssue>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
