using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>Ends a job that nobody wants any more, whatever its worker says afterwards. Asking again changes nothing.</summary>
public sealed record CancelJob(Guid JobId, string? Reason) : ICommand<CancelJob, Job, JobEvent>
{
    /// <inheritdoc/>
    public static IValidator<CancelJob> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        { Status: JobStatus.Cancelled } => [],
        _ when state.Check("cancel") is { } refusal => refusal,
        _ => [new JobCancelled(JobId, state.IssueId, Reason)],
    };

    private sealed class Rules : AbstractValidator<CancelJob>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
