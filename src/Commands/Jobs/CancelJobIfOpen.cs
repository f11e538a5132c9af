using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>Ends the job of an issue that is cancelled or tried again. A job that has ended already stays as it is.</summary>
public sealed record CancelJobIfOpen(Guid JobId, string? Reason) : ICommand<CancelJobIfOpen, Job, JobEvent>
{
    /// <inheritdoc/>
    public static IValidator<CancelJobIfOpen> Validator { get; } = new InlineValidator<CancelJobIfOpen>();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        _ when state.Check("cancel") is not null => [],
        _ => [new JobCancelled(JobId, state.IssueId, Reason)],
    };
}
