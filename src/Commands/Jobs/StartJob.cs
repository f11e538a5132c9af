using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>Gives a job to a worker for the length of a lease. Every start is a new attempt, which fences off the one before.</summary>
public sealed record StartJob(Guid JobId, string WorkerId, TimeSpan Lease) : ICommand<StartJob, Job, JobEvent>
{
    /// <summary>Shortest lease: a worker has to be able to renew it in time.</summary>
    public static readonly TimeSpan MinLease = TimeSpan.FromSeconds(5);

    /// <summary>Longest lease: so long a dead worker's job may wait.</summary>
    public static readonly TimeSpan MaxLease = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public static IValidator<StartJob> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        _ when state.Check("start") is { } refusal => refusal,
        { RetryAt: { } retryAt } when retryAt > now => JobRefusals.NotDue(retryAt),
        _ => [new JobStarted(JobId, state.IssueId, state.Attempt + 1, WorkerId, LeaseUntil: now + Lease)],
    };

    private sealed class Rules : AbstractValidator<StartJob>
    {
        public Rules()
        {
            RuleFor(c => c.WorkerId).IsName();
            RuleFor(c => c.Lease).InclusiveBetween(MinLease, MaxLease);
        }
    }
}
