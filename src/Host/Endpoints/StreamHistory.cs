using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints;

/// <summary>Shows a stream's events as they are stored, for histories of one resource.</summary>
internal sealed class StreamHistory(IEventStore store)
{
    /// <summary>All events in order, written as they are read; or 404 when the tenant has no such stream of this type.</summary>
    public async Task<IResult> AnswerAsync(Caller caller, Guid id, string streamType, CancellationToken cancellation) =>
        await IsThereAsync(caller, id, streamType, cancellation)
            ? TypedResults.Ok(new History(ReadAsync(caller, id, ReadDirection.Forward, cancellation)))
            : Problems.NotFound.ToResult();

    /// <summary>The newest events, oldest first; none when the tenant has no such stream of this type.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> ReadNewestAsync(Caller caller, Guid id, string streamType, int limit, CancellationToken cancellation)
    {
        if (!await IsThereAsync(caller, id, streamType, cancellation)) return [];
        var newest = await ReadAsync(caller, id, ReadDirection.Backward, cancellation).Take(limit).ToListAsync(cancellation);
        newest.Reverse();
        return newest;
    }

    private async Task<bool> IsThereAsync(Caller caller, Guid id, string streamType, CancellationToken cancellation) =>
        await store.ReadStreamAsync(new StreamKey(caller.TenantId, id), toVersion: 1, cancellation: cancellation).FirstOrDefaultAsync(cancellation) is { } first
            && first.Type.StartsWith($"{streamType}_", StringComparison.Ordinal);

    private IAsyncEnumerable<HistoryEntry> ReadAsync(Caller caller, Guid id, ReadDirection direction, CancellationToken cancellation) =>
        store.ReadStreamAsync(new StreamKey(caller.TenantId, id), direction: direction, cancellation: cancellation)
            .Select(stored => new HistoryEntry(stored.Position, stored.Version, stored.Type, stored.Timestamp, stored.Metadata.UserName, new EventBody(stored.Data)));

    private sealed record History(IAsyncEnumerable<HistoryEntry> Items);
}

/// <summary>One event of a resource.</summary>
/// <param name="Position">Its place in the log: among events of several resources, which came first.</param>
/// <param name="Version">Its number within the resource.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who made it happen.</param>
/// <param name="Data">The event.</param>
public sealed record HistoryEntry(long Position, long Version, string Type, DateTimeOffset At, string? Actor, EventBody Data);
