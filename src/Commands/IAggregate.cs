namespace EventAgents.Commands;

/// <summary>The little state that deciding needs, folded from the events of one stream.</summary>
/// <typeparam name="TSelf">The aggregate itself, an immutable record.</typeparam>
/// <typeparam name="TEvent">The base of its events.</typeparam>
public interface IAggregate<TSelf, TEvent>
    where TSelf : class, IAggregate<TSelf, TEvent>
    where TEvent : class
{
    /// <summary>Name of the aggregate in the log: the class name in snake case, as Marten's default alias has it. It stands for ever.</summary>
    static abstract string StreamType { get; }

    /// <summary>Folds one event. Pure.</summary>
    /// <param name="state">The state before, null in front of the first event.</param>
    /// <param name="happened">The next event of the stream.</param>
    /// <returns>The state after.</returns>
    /// <exception cref="InvalidOperationException">The event cannot follow: a bug, no everyday refusal.</exception>
    static abstract TSelf? Evolve(TSelf? state, TEvent happened);

    /// <summary>For <see cref="Evolve"/>: this event cannot follow this state.</summary>
    protected static Exception CannotFollow(TSelf? state, TEvent happened) =>
        new InvalidOperationException($"{happened.GetType().Name} cannot follow {state?.ToString() ?? "nothing"}.");
}
