using EventAgents.Host.Endpoints;

namespace EventAgents.Host.WebConsole.Shared;

/// <summary>An event of a timeline.</summary>
/// <param name="Entry">The event.</param>
/// <param name="Kind">What kind of thing it happened to.</param>
/// <param name="StreamId">What it happened to.</param>
public sealed record Happened(HistoryEntry Entry, string Kind, Guid StreamId);
