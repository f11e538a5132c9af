using EventAgents.Commands;
using EventAgents.EventStore;

namespace EventAgents.Host.Seeding;

/// <summary>Test data comes in as everything does: through commands. What a run before has done already is refused by the state of things, and passed over.</summary>
internal sealed class SeedCommands(IEventStore store, SeedClock clock, string tenantId)
{
    /// <summary>As many as a batch of the log takes well.</summary>
    private const int AtOnce = 32;

    private readonly CommandHandler _handler = new(store, clock);

    public string TenantId => tenantId;

    public SeedClock Clock => clock;

    /// <summary>An id that is the same in every run.</summary>
    public Guid IdOf(string name) => StreamIds.OfSeed(tenantId, name);

    /// <summary>Handles a command of a part of the product.</summary>
    /// <exception cref="InvalidOperationException">The command itself is wrong.</exception>
    public Task DoAsync<TCommand, TAggregate, TEvent>(
        ICommand<TCommand, TAggregate, TEvent> command, string actor = "seed", Action<SqlBatch>? also = null, bool isNew = false, long? ifVersion = null)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class => DoAsync(command, Caller.System(tenantId, actor), also, isNew, ifVersion);

    /// <summary>Handles a command of a caller.</summary>
    /// <exception cref="InvalidOperationException">The command itself is wrong.</exception>
    public async Task DoAsync<TCommand, TAggregate, TEvent>(
        ICommand<TCommand, TAggregate, TEvent> command, Caller caller, Action<SqlBatch>? also = null, bool isNew = false, long? ifVersion = null)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class
    {
        var options = new CommandOptions<TAggregate>(ifVersion, Also: also is null ? null : outcome => outcome.Events.Count > 0 ? also : _ => { })
        {
            Assumed = isNew ? new AssumedState<TAggregate>(State: null, Version: 0) : null,
        };
        var outcome = await _handler.HandleAsync(command, caller, options);
        if (outcome.Refusal is { Kind: not (RefusalKind.Conflict or RefusalKind.Precondition) } refusal) throw new InvalidOperationException($"{typeof(TCommand).Name} is refused: {refusal.Title} {refusal.Detail}");
    }

    /// <summary>Does the same for many things, several at once.</summary>
    public static Task ForEachAsync<T>(IEnumerable<T> things, Func<T, Task> act, Action? done = null) =>
        Parallel.ForEachAsync(things, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (thing, _) =>
        {
            await act(thing);
            done?.Invoke();
        });
}
