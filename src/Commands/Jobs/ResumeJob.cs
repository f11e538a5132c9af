using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>Lets workers have a paused job again.</summary>
public sealed record ResumeJob(Guid JobId, string? Reason) : ICommand<ResumeJob, Job, JobEvent>
{
    /// <inheritdoc/>
    public static IValidator<ResumeJob> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        _ when state.Check("resume") is { } refusal => refusal,
        _ => [new JobResumed(JobId, state.IssueId, Reason)],
    };

    private sealed class Rules : AbstractValidator<ResumeJob>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
