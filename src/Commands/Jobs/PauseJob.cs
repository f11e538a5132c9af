using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>Keeps a job away from workers. A worker that holds it loses the lease. Asking again changes nothing.</summary>
public sealed record PauseJob(Guid JobId, string? Reason) : ICommand<PauseJob, Job, JobEvent>
{
    /// <inheritdoc/>
    public static IValidator<PauseJob> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        { Status: JobStatus.Paused } => [],
        _ when state.Check("pause") is { } refusal => refusal,
        _ => [new JobPaused(JobId, state.IssueId, Reason)],
    };

    private sealed class Rules : AbstractValidator<PauseJob>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
