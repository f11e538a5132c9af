using System.Text.Json;
using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>The worker has done the job. The result is any JSON value.</summary>
public sealed record CompleteJob(Guid JobId, string WorkerId, int Attempt, JsonElement? Result) : ICommand<CompleteJob, Job, JobEvent>, IWorkerReport
{
    /// <inheritdoc/>
    public static IValidator<CompleteJob> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        _ when state.Fence(WorkerId, Attempt, "complete") is { } refusal => refusal,
        _ => [new JobCompleted(JobId, state.IssueId, Attempt, Result, state.NeedsReview)],
    };

    private sealed class Rules : WorkerReportRules<CompleteJob>;
}
