using System.Collections.Immutable;
using EventAgents.Events;

namespace EventAgents.Commands.Audit;

/// <summary>How long a tenant's streams stay open after their end, in the stream <see cref="StreamIds.RetentionSettings"/>.</summary>
/// <param name="DefaultDays">For what no class names.</param>
/// <param name="Classes">Days by event type or stream type.</param>
public sealed record RetentionSettings(int DefaultDays, ImmutableSortedDictionary<string, int> Classes) : IAggregate<RetentionSettings, RetentionEvent>
{
    /// <summary>What holds before any change: sessions as long as they must, everything else six years.</summary>
    public static RetentionSettings Default { get; } = new(RetentionRules.DefaultDays, ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal));

    /// <inheritdoc/>
    public static string StreamType => "retention_settings";

    /// <inheritdoc/>
    public static RetentionSettings? Evolve(RetentionSettings? state, RetentionEvent happened) => happened switch
    {
        RetentionChanged e => new RetentionSettings(e.DefaultDays, e.Classes.ToImmutableSortedDictionary(StringComparer.Ordinal)),
        _ => throw IAggregate<RetentionSettings, RetentionEvent>.CannotFollow(state, happened),
    };

    /// <summary>How long an event is kept in an open stream: its own class before its stream's, and both before the default.</summary>
    /// <param name="streamType">Its stream's type.</param>
    /// <param name="eventType">Its stored name; null for the stream's type alone.</param>
    public int DaysOf(string streamType, string? eventType = null) =>
        eventType is not null && Classes.TryGetValue(eventType, out var days) ? days
        : Classes.TryGetValue(streamType, out days) ? days
        : RetentionRules.DaysUnlessNamed.GetValueOrDefault(streamType, DefaultDays);

    /// <summary>Whether a stream has ended and its last event of each kind has been kept for long enough.</summary>
    /// <param name="streamType">The stream's type.</param>
    /// <param name="lastEventType">The stored name of its last event.</param>
    /// <param name="events">Each kind of event in it with the time of the last one.</param>
    /// <param name="now">The time of asking.</param>
    public bool HasPassed(string streamType, string lastEventType, IEnumerable<(string Type, DateTimeOffset Last)> events, DateTimeOffset now) =>
        RetentionRules.Endings.TryGetValue(streamType, out var endings) && endings.Contains(lastEventType)
        && events.All(one => one.Last.AddDays(DaysOf(streamType, one.Type)) <= now);
}
