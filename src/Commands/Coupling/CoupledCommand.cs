using System.Collections.Immutable;

namespace EventAgents.Commands.Coupling;

/// <summary>A command to another stream that is decided, and committed, together with the event that asked for it.</summary>
public abstract class CoupledCommand
{
    /// <summary>The stream that the command goes to.</summary>
    public abstract Guid StreamId { get; }

    /// <summary>Name of the aggregate in the log.</summary>
    public abstract string StreamType { get; }

    /// <summary>Folds the stream and decides. Pure.</summary>
    /// <param name="history">All events of the stream, in order.</param>
    /// <param name="now">The time of deciding, UTC.</param>
    /// <returns>Events, none when nothing changes; or the refusal, which refuses the whole.</returns>
    public abstract (ImmutableArray<object> Events, Refusal? Refusal) Decide(IEnumerable<object> history, DateTimeOffset now);

    /// <summary>Hides the types of a command, so that commands to different aggregates stand in one list.</summary>
    public static CoupledCommand Of<TCommand, TAggregate, TEvent>(ICommand<TCommand, TAggregate, TEvent> command)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class => new Typed<TCommand, TAggregate, TEvent>(command);

    private sealed class Typed<TCommand, TAggregate, TEvent>(ICommand<TCommand, TAggregate, TEvent> command) : CoupledCommand
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class
    {
        public override Guid StreamId => command.StreamId;

        public override string StreamType => TAggregate.StreamType;

        public override (ImmutableArray<object> Events, Refusal? Refusal) Decide(IEnumerable<object> history, DateTimeOffset now)
        {
            var state = history.Cast<TEvent>().Aggregate((TAggregate?)null, TAggregate.Evolve);
            var decision = command.Decide(state, now);
            return (decision.Events.CastArray<object>(), decision.Refusal);
        }
    }
}
