using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>
/// A worker's sign of life. The lease's end is the queue's own bookkeeping, so nothing happens here: either the worker still holds the lease, or
/// it is told why not.
/// </summary>
public sealed record RenewLease(Guid JobId, string WorkerId, int Attempt, TimeSpan Lease) : ICommand<RenewLease, Job, JobEvent>, IWorkerReport
{
    /// <inheritdoc/>
    public static IValidator<RenewLease> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        _ when state.Fence(WorkerId, Attempt, "heartbeat") is { } refusal => refusal,
        _ => [],
    };

    private sealed class Rules : WorkerReportRules<RenewLease>
    {
        public Rules() => RuleFor(c => c.Lease).InclusiveBetween(StartJob.MinLease, StartJob.MaxLease);
    }
}
