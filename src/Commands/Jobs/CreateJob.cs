using System.Text.Json;
using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>Puts a job of an issue into the queue.</summary>
public sealed record CreateJob(Guid JobId, Guid IssueId, string AgentType, string? Model, int Priority, JsonElement? Config)
    : ICommand<CreateJob, Job, JobEvent>
{
    /// <inheritdoc/>
    public static IValidator<CreateJob> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state is null
        ? [new JobCreated(JobId, IssueId, AgentType, Model, Priority, JobConfig.DefaultMaxAttempts, Config)]
        : JobRefusals.AlreadyExists;

    private sealed class Rules : AbstractValidator<CreateJob>
    {
        public Rules()
        {
            RuleFor(c => c.AgentType).IsName();
            RuleFor(c => c.Model).Length(1, SharedRules.MaxNameLength);
            RuleFor(c => c.Priority).InclusiveBetween(1, 10);
            RuleFor(c => c.Config).IsJsonObject();
        }
    }
}
