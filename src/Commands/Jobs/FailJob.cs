using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>The worker could not do the job. It is tried again after a while, or given up after its last attempt.</summary>
/// <param name="JobId">The job.</param>
/// <param name="WorkerId">Who reports.</param>
/// <param name="Attempt">Which start failed.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Jitter">A random number from 0 to 1, drawn by the host, so that jobs that failed together do not come back together.</param>
public sealed record FailJob(Guid JobId, string WorkerId, int Attempt, string Error, double Jitter) : ICommand<FailJob, Job, JobEvent>, IWorkerReport
{
    /// <inheritdoc/>
    public static IValidator<FailJob> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now)
    {
        if (state is null) return JobRefusals.NotFound;
        if (state.Fence(WorkerId, Attempt, "fail") is { } refusal) return refusal;

        var failed = state.FailedAttempts + 1;
        return failed < state.MaxAttempts
            ? [new JobAttemptFailed(JobId, state.IssueId, Attempt, Error, RetryAt: now + (Backoff.Ceiling(failed) * Jitter))]
            : [new JobAttemptFailed(JobId, state.IssueId, Attempt, Error, RetryAt: null), new JobFailed(JobId, state.IssueId, Error)];
    }

    private sealed class Rules : WorkerReportRules<FailJob>
    {
        public Rules()
        {
            RuleFor(c => c.Error).NotEmpty().MaximumLength(20_000);
            RuleFor(c => c.Jitter).InclusiveBetween(0, 1);
        }
    }
}
