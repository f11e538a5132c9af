using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>Tries an issue again with a new job; one that still runs is cancelled.</summary>
public sealed record RetryIssue(Guid IssueId, Guid JobId, string? Reason) : ICommand<RetryIssue, Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static IValidator<RetryIssue> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null => IssueRefusals.NotFound,
        _ when state.Check("retry") is { } refusal => refusal,
        _ => [new IssueRetried(IssueId, state.Job?.JobId, Reason), state.QueueAgain(JobId)],
    };

    private sealed class Rules : AbstractValidator<RetryIssue>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
