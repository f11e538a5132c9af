using EventAgents.Commands;
using EventAgents.Host.Endpoints;

namespace EventAgents.Host.WebConsole.Shared;

/// <summary>An event of a timeline.</summary>
/// <param name="Entry">The event.</param>
/// <param name="Kind">What kind of thing it happened to.</param>
/// <param name="StreamId">What it happened to.</param>
public sealed record Happened(HistoryEntry Entry, string Kind, Guid StreamId)
{
    // A page with more is slow to read for anybody; the stream's own page has them all.
    private const int MaxShown = 500;

    /// <summary>What happened to one thing, oldest first; of much the newest.</summary>
    internal static async Task<List<Happened>> ReadAsync(StreamHistory history, Caller caller, Guid id, string streamType, CancellationToken cancellation) =>
        [.. (await history.ReadNewestAsync(caller, id, streamType, MaxShown, cancellation)).Select(entry => new Happened(entry, streamType, id))];
}
