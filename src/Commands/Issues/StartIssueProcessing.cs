using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>The issue's job was started. A further start of the same job changes nothing.</summary>
public sealed record StartIssueProcessing(Guid IssueId, Guid JobId) : ICommand<StartIssueProcessing, Issue, IssueEvent>
{
    /// <inheritdoc/>
    public static IValidator<StartIssueProcessing> Validator { get; } = new InlineValidator<StartIssueProcessing>();

    /// <inheritdoc/>
    public Guid StreamId => IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null => IssueRefusals.NotFound,
        { Status: IssueStatus.Processing } when state.Job?.JobId == JobId => [],
        _ when state.Check("start") is { } refusal => refusal,
        _ => [new IssueProcessingStarted(IssueId, JobId)],
    };
}
