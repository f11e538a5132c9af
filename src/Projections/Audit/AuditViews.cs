using System.Text.Json;

namespace EventAgents.Projections.Audit;

/// <summary>Which facts are wanted. Every member that is set must hold.</summary>
/// <param name="From">At this time or later.</param>
/// <param name="Until">Before this time.</param>
/// <param name="Actor">By this actor.</param>
/// <param name="Action">Of this kind.</param>
/// <param name="ResourceType">On this type of thing.</param>
/// <param name="ResourceId">On this thing.</param>
/// <param name="Outcome">With this end.</param>
/// <param name="Q">Words, each of which is a part of action, resource type or id, outcome, reason or actor, whatever its case.</param>
public sealed record AuditFilter(
    DateTimeOffset? From = null, DateTimeOffset? Until = null, string? Actor = null, string? Action = null, string? ResourceType = null, Guid? ResourceId = null,
    string? Outcome = null, string? Q = null);

/// <summary>A fact in the audit log.</summary>
/// <param name="Position">Position of its event in the log.</param>
/// <param name="OccurredAt">When, UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Source">From where.</param>
/// <param name="Action">What was done or tried.</param>
/// <param name="Resource">On what.</param>
/// <param name="Outcome"><c>succeeded</c>, <c>denied</c>, <c>rejected</c>, <c>blocked</c>, <c>failed</c>, or how an LLM call ended.</param>
/// <param name="Reason">The stable name of why not.</param>
/// <param name="CorrelationId">The conversation.</param>
/// <param name="CausationId">The message.</param>
/// <param name="TraceId">The trace, W3C Trace Context.</param>
/// <param name="EventType">The event's stored name.</param>
/// <param name="StreamId">The event's stream.</param>
/// <param name="Version">The event's number there.</param>
/// <param name="Details">Counts, ids and settings; never a value that the guard found, never a text that a caller wrote.</param>
public sealed record AuditEntry(
    long Position, DateTimeOffset OccurredAt, AuditActor Actor, AuditSource Source, string Action, AuditResource Resource, string Outcome, string? Reason,
    string? CorrelationId, string? CausationId, string? TraceId, string EventType, Guid StreamId, long Version, JsonElement? Details);

/// <summary>Who did it, how it had come in, and for whom.</summary>
public sealed record AuditActor(string? Type, string? Id, string? AuthMethod, string? OnBehalfOf);

/// <summary>Where the request came from.</summary>
public sealed record AuditSource(string? Ip, string? UserAgent);

/// <summary>What it was done to.</summary>
public sealed record AuditResource(string Type, Guid? Id);

/// <summary>Values that a search can be narrowed by, the most frequent first.</summary>
/// <param name="Counted">How many facts were counted: the newest, up to <see cref="MaxCounted"/>.</param>
/// <param name="Actions">What was done or tried.</param>
/// <param name="Outcomes">How it ended.</param>
/// <param name="ResourceTypes">What it was done to.</param>
/// <param name="Actors">Who did it.</param>
public sealed record AuditFacets(
    int Counted, IReadOnlyList<AuditFacet> Actions, IReadOnlyList<AuditFacet> Outcomes, IReadOnlyList<AuditFacet> ResourceTypes, IReadOnlyList<AuditFacet> Actors)
{
    /// <summary>More than this is not counted: a person narrows down long before, and the page stays quick.</summary>
    public const int MaxCounted = 10_000;
}

/// <summary>A value and how many facts have it.</summary>
public sealed record AuditFacet(string Value, int Count);
