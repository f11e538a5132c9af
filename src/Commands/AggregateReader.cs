using EventAgents.EventStore;

namespace EventAgents.Commands;

/// <summary>Folds streams into aggregates.</summary>
/// <param name="store">The log.</param>
public sealed class AggregateReader(IEventStore store)
{
    /// <summary>Reads an aggregate as it is now.</summary>
    /// <returns>The state and its version; null and 0 when the tenant has no such stream.</returns>
    public async Task<(TAggregate? State, long Version)> ReadAsync<TAggregate, TEvent>(StreamKey stream, CancellationToken cancellation)
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class
    {
        TAggregate? state = null;
        var version = 0L;
        await foreach (var stored in store.ReadStreamAsync(stream, cancellation: cancellation))
        {
            state = TAggregate.Evolve(state, stored.Data as TEvent ?? throw Foreign(stored));
            version = stored.Version;
        }

        return (state, version);
    }

    /// <summary>Two aggregates never share an id, since ids are random or made from the aggregate's name; so this is a damaged log.</summary>
    private static InvalidOperationException Foreign(StoredEvent stored) =>
        new($"Event {stored.Position} of type {stored.Type} does not belong to this kind of stream.");
}
