using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>Puts back a job whose worker was not heard of in time, or gives it up after <see cref="Job.MaxLostLeases"/>.</summary>
public sealed record ExpireLease(Guid JobId, int Attempt) : ICommand<ExpireLease, Job, JobEvent>
{
    /// <inheritdoc/>
    public static IValidator<ExpireLease> Validator { get; } = new InlineValidator<ExpireLease>();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        _ when state.Check("expire") is { } refusal => refusal,
        _ when state.Attempt != Attempt => JobRefusals.LeaseLost(Attempt),
        { LostLeases: >= Job.MaxLostLeases - 1 } =>
        [
            new JobLeaseExpired(JobId, state.IssueId, Attempt, state.WorkerId!, RetryAt: null),
            new JobFailed(JobId, state.IssueId, $"The lease was lost {Job.MaxLostLeases} times."),
        ],
        _ => [new JobLeaseExpired(JobId, state.IssueId, Attempt, state.WorkerId!, RetryAt: now)],
    };
}
