using System.Runtime.CompilerServices;
using EventAgents.EventStore;

namespace EventAgents.Projections.Audit;

/// <summary>Reads the log of one tenant for people: pages, whole ranges, and what follows.</summary>
/// <param name="store">The log.</param>
/// <param name="index">Says where its events are.</param>
public sealed class EventQueries(IEventStore store, EventIndex index)
{
    /// <summary>One page of the events that a filter lets through.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public async Task<Page<EventView>> PageAsync(EventRange range, int limit, string? cursor, CancellationToken cancellation)
    {
        var start = Cursor.ReadOrNull(cursor, range);
        var isForward = range.Direction == ReadDirection.Forward;
        var events = index.ReadAsync(
            range.Filter, after: isForward ? start ?? range.After : range.After, before: isForward ? null : start, range.Direction, cancellation);

        var items = new List<EventView>(limit);
        await foreach (var stored in events.WithCancellation(cancellation))
        {
            if (items.Count == limit) return new Page<EventView>(items, Cursor.Of(items[^1].Position, range));
            items.Add(EventView.Of(stored));
        }

        return new Page<EventView>(items, NextCursor: null);
    }

    /// <summary>The whole range, as far as the log is final now.</summary>
    public async IAsyncEnumerable<EventView> AllAsync(EventRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var stored in index.ReadAsync(range.Filter, range.After, before: null, range.Direction, cancellation)) yield return EventView.Of(stored);
    }

    /// <summary>The range and then whatever is appended, each event once and in order, until cancelled.</summary>
    /// <remarks>All who follow are given the same objects, so that what is made of an event can be made once.</remarks>
    public IAsyncEnumerable<StoredEvent> FollowAsync(EventRange range, CancellationToken cancellation) => store.SubscribeAsync(range.Filter, range.After, cancellation);
}

/// <summary>Which part of the log is wanted.</summary>
/// <param name="Filter">Which events; always of one tenant.</param>
/// <param name="After">Events behind this position; 0 for all.</param>
/// <param name="Direction">Oldest or newest first.</param>
public sealed record EventRange(EventFilter Filter, long After = 0, ReadDirection Direction = ReadDirection.Forward);

/// <summary>An event as auditors see it.</summary>
/// <param name="Position">Global position.</param>
/// <param name="Id">The event's id.</param>
/// <param name="StreamId">The aggregate.</param>
/// <param name="Version">Number within the stream.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who made it happen.</param>
/// <param name="CorrelationId">The conversation.</param>
/// <param name="CausationId">The message that caused it.</param>
/// <param name="Headers">Further metadata, such as <c>traceparent</c>.</param>
/// <param name="Data">The event.</param>
public sealed record EventView(
    long Position, Guid Id, Guid StreamId, long Version, string Type, DateTimeOffset At, string? Actor, string? CorrelationId, string? CausationId,
    IReadOnlyDictionary<string, string> Headers, EventBody Data)
{
    /// <summary>Shows a stored event.</summary>
    public static EventView Of(StoredEvent stored) => new(
        stored.Position, stored.Id, stored.Stream.Id, stored.Version, stored.Type, stored.Timestamp, stored.Metadata.UserName, stored.Metadata.CorrelationId,
        stored.Metadata.CausationId, stored.Metadata.Headers, new EventBody(stored.Data));
}
