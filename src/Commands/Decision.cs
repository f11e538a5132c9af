using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace EventAgents.Commands;

/// <summary>What a command leads to: events in order, <c>[]</c> for "nothing to do", or a refusal.</summary>
[CollectionBuilder(typeof(Decision), nameof(Decision.Of))]
public sealed class Decision<TEvent>
    where TEvent : class
{
    internal Decision(ImmutableArray<TEvent> events, Refusal? refusal) => (Events, Refusal) = (events, refusal);

    /// <summary>What shall happen; empty when nothing changes or the command is refused.</summary>
    public ImmutableArray<TEvent> Events { get; }

    /// <summary>Why nothing happens, or null when the command is accepted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The events in order.</summary>
    public ImmutableArray<TEvent>.Enumerator GetEnumerator() => Events.GetEnumerator();

    /// <summary>A refusal is a decision.</summary>
    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);
}

/// <summary>Lets a collection expression make a decision.</summary>
public static class Decision
{
    /// <summary>These events shall happen, in this order.</summary>
    public static Decision<TEvent> Of<TEvent>(ReadOnlySpan<TEvent> events)
        where TEvent : class => new([.. events], refusal: null);
}
