using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>The issue's job failed for good.</summary>
public sealed record FailIssue(Guid IssueId, Guid JobId, string Error) : ICommand<FailIssue, Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static IValidator<FailIssue> Validator { get; } = new InlineValidator<FailIssue>();

    /// <inheritdoc/>
    public Guid StreamId => IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null => IssueRefusals.NotFound,
        _ when state.Check("fail") is { } refusal => refusal,
        _ => [new IssueFailed(IssueId, JobId, Error)],
    };
}
