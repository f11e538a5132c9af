using FluentValidation;

namespace EventAgents.Commands;

/// <summary>Something that a caller wants to happen to one stream: its shape, its rules, and nothing that does I/O.</summary>
/// <typeparam name="TSelf">The command itself, an immutable record.</typeparam>
/// <typeparam name="TAggregate">Whose stream it goes to.</typeparam>
/// <typeparam name="TEvent">What may happen.</typeparam>
public interface ICommand<TSelf, TAggregate, TEvent>
    where TSelf : ICommand<TSelf, TAggregate, TEvent>
    where TAggregate : class, IAggregate<TAggregate, TEvent>
    where TEvent : class
{
    /// <summary>Looks at the command alone and names all its faults at once.</summary>
    static abstract IValidator<TSelf> Validator { get; }

    /// <summary>The stream that it goes to, within the caller's tenant.</summary>
    Guid StreamId { get; }

    /// <summary>What shall happen. Pure, so that it can be asked again when another command was faster.</summary>
    /// <param name="state">The aggregate, null when the stream does not exist.</param>
    /// <param name="now">The time of deciding, UTC.</param>
    /// <returns>Events, none when the command changes nothing, or a refusal.</returns>
    Decision<TEvent> Decide(TAggregate? state, DateTimeOffset now);
}
