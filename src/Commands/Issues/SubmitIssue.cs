using System.Text.Json;
using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>
/// Asks for work: the issue and its first job. With an external id, whose issue id is <see cref="StreamIds.OfIssue"/>, asking again changes nothing.
/// </summary>
public sealed record SubmitIssue(Guid IssueId, Guid JobId, IssueType Type, string Title) : ICommand<SubmitIssue, Issue, IssueEvent>
{
    /// <summary>Who does the work when the caller does not say.</summary>
    public const string DefaultAgentType = "coder";

    /// <summary>How soon the work is wanted.</summary>
    public IssuePriority Priority { get; init; } = IssuePriority.Medium;

    /// <summary>Where the issue comes from.</summary>
    public IssueSource Source { get; init; } = IssueSource.Manual;

    /// <summary>What is wanted, at most 20,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>A JSON object, at most 64 KiB: <c>module, affectedFiles[], relatedIssues[], errorLogs, metadata</c>.</summary>
    public JsonElement? Context { get; init; }

    /// <summary>The id that the source knows the issue by; unique within tenant and source.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The type of agent that shall do the work.</summary>
    public string AgentType { get; init; } = DefaultAgentType;

    /// <summary>The model that shall be used; null leaves it to the agent.</summary>
    public string? Model { get; init; }

    /// <summary>The job's settings, a JSON object; <c>review: true</c> lets a person approve the result.</summary>
    public JsonElement? Config { get; init; }

    /// <inheritdoc/>
    public static IValidator<SubmitIssue> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => IssueId;

    /// <inheritdoc/>
    public Decision<IssueEvent> Decide(Issue? state, DateTimeOffset now) => state switch
    {
        null =>
        [
            new IssueSubmitted(IssueId, Type, Priority, Source, Title, Description, Context, ExternalId),
            new IssueQueued(IssueId, JobId, AgentType, Model, Priority, Config),
        ],
        { ExternalId: { } known } when known == ExternalId => [],
        _ => IssueRefusals.AlreadyExists,
    };

    private sealed class Rules : AbstractValidator<SubmitIssue>
    {
        public Rules()
        {
            RuleFor(c => c.Type).IsInEnum();
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Priority).IsInEnum();
            RuleFor(c => c.Source).IsInEnum();
            RuleFor(c => c.Description).MaximumLength(20_000);
            RuleFor(c => c.Context).IsJsonObject().IsIssueContext();
            RuleFor(c => c.ExternalId).Length(1, 200);
            RuleFor(c => c.AgentType).IsName();
            RuleFor(c => c.Model).Length(1, SharedRules.MaxNameLength);
            RuleFor(c => c.Config).IsJsonObject().IsJobConfig();
        }
    }
}
