using System.Collections.Immutable;
using EventAgents.Events;

namespace EventAgents.Commands;

/// <summary>A state machine as a table of edges. What is not in the table is refused.</summary>
/// <typeparam name="TStatus">The states.</typeparam>
/// <param name="noun">Whose states they are, in lower case.</param>
/// <param name="edges">From which state, by which event in the callers' language, to which state.</param>
public sealed class Lifecycle<TStatus>(string noun, params ImmutableArray<(TStatus From, string Event, TStatus To)> edges)
    where TStatus : struct, Enum
{
    /// <summary>All legal edges.</summary>
    public ImmutableArray<(TStatus From, string Event, TStatus To)> Edges { get; } = edges;

    /// <summary>Why this event cannot happen in this state, or null when it can.</summary>
    public Refusal? Check(TStatus from, string @event) =>
        Edges.Any(e => EqualityComparer<TStatus>.Default.Equals(e.From, from) && e.Event == @event) ? null : Refuse(from, @event);

    /// <summary>The refusal of an event in a state: <c>invalid-transition</c> with <c>from</c>, <c>event</c> and <c>allowed</c>.</summary>
    public Refusal Refuse(TStatus from, string @event)
    {
        var state = WireName.Of(from);
        var allowed = Edges.Where(e => EqualityComparer<TStatus>.Default.Equals(e.From, from)).Select(e => e.Event).Distinct().ToImmutableArray();
        var detail = $"'{@event}' is not possible while the {noun} is {state}.";
        return new Refusal(RefusalKind.Conflict, "invalid-transition", "The state does not allow this", detail)
        {
            Extra = ImmutableDictionary<string, object>.Empty.Add("from", state).Add("event", @event).Add("allowed", allowed),
        };
    }
}
