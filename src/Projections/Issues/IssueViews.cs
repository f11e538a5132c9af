using System.Text.Json;
using EventAgents.Events;
using EventAgents.Projections.Jobs;

namespace EventAgents.Projections.Issues;

/// <summary>Which issues are wanted. Every member that is set must hold.</summary>
/// <param name="Status">Where they stand.</param>
/// <param name="Type">What they ask for.</param>
/// <param name="Priority">How soon they are wanted.</param>
/// <param name="Source">Where they came from.</param>
/// <param name="Q">Words, each of which stands in title or description, whatever its case.</param>
public sealed record IssueFilter(
    IssueStatus? Status = null, IssueType? Type = null, IssuePriority? Priority = null, IssueSource? Source = null, string? Q = null);

/// <summary>An issue as it stands in a list.</summary>
public record IssueSummary(
    Guid Id, long Version, IssueType Type, IssuePriority Priority, IssueSource Source, IssueStatus Status, string Title, string? ExternalId, Guid? JobId,
    DateTimeOffset SubmittedAt, DateTimeOffset UpdatedAt);

/// <summary>An issue with everything that is known about it; the job is the newest.</summary>
public sealed record IssueDetails(
    Guid Id, long Version, IssueType Type, IssuePriority Priority, IssueSource Source, IssueStatus Status, string Title, string? ExternalId, Guid? JobId,
    DateTimeOffset SubmittedAt, DateTimeOffset UpdatedAt, string? Description, JsonElement? Context, Classification? Classification, JobDetails? Job)
    : IssueSummary(Id, Version, Type, Priority, Source, Status, Title, ExternalId, JobId, SubmittedAt, UpdatedAt);

/// <summary>What a classifier thinks of an issue. Complexity runs from 1 to 10, confidence from 0 to 1.</summary>
public sealed record Classification(
    IssueType Type, IssuePriority Priority, int Complexity, string? Module, string? SuggestedAgent, string? SuggestedModel, double Confidence,
    string? Reasoning)
{
    internal static Classification Of(IssueClassified e) =>
        new(e.Type, e.Priority, e.Complexity, e.Module, e.SuggestedAgent, e.SuggestedModel, e.Confidence, e.Reasoning);
}
