using System.Collections.Immutable;
using EventAgents.Commands.Coupling;
using EventAgents.EventStore;

namespace EventAgents.Commands;

/// <summary>
/// The one way from a command to events: check → load → decide → decide what is coupled to it → append everything in one transaction. Who was faster
/// makes it load and decide again, which is safe, because deciding is pure.
/// </summary>
/// <param name="store">The log.</param>
/// <param name="clock">The time of deciding.</param>
/// <param name="metrics">Takes what is measured; null where nobody asks for it.</param>
/// <param name="observer">Told what was made durable; null for nobody.</param>
public sealed class CommandHandler(IEventStore store, TimeProvider clock, CommandMetrics? metrics = null, ICommitObserver? observer = null)
{
    private const int MaxRetries = 3;

    private readonly AggregateReader _reader = new(store);

    /// <summary>Handles a command for a caller.</summary>
    /// <param name="command">What is wanted.</param>
    /// <param name="caller">Who wants it; names the tenant.</param>
    /// <param name="options">The expected version and rows that commit along; null for neither.</param>
    /// <param name="cancellation">Cancels until the append is on its way; after that the events may be there.</param>
    /// <returns>The new state and version, durable; or why not, and then nothing was written.</returns>
    /// <exception cref="ConstraintViolatedException">A row that was to commit along broke a constraint; nothing was written.</exception>
    public async Task<Outcome<TAggregate>> HandleAsync<TCommand, TAggregate, TEvent>(
        ICommand<TCommand, TAggregate, TEvent> command, Caller caller, CommandOptions<TAggregate>? options = null, CancellationToken cancellation = default)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class
    {
        using var measured = CommandMetrics.Start<TCommand>(metrics);
        return measured.With(await RunAsync(command, caller, options, cancellation));
    }

    private async Task<Outcome<TAggregate>> RunAsync<TCommand, TAggregate, TEvent>(
        ICommand<TCommand, TAggregate, TEvent> command, Caller caller, CommandOptions<TAggregate>? options, CancellationToken cancellation)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class
    {
        var validation = TCommand.Validator.Validate((TCommand)command);
        if (!validation.IsValid) return new(null, Version: 0, [], ValidationRefusal.Of(validation));

        var assumed = options?.Assumed;
        for (var retries = 0; ; retries++)
        {
            var isAssumed = assumed is not null;
            var plan = await PlanAsync(command, caller, options?.IfMatch, assumed, cancellation);
            assumed = null;
            if (isAssumed && plan.Streams.Length == 0) continue;  // only what was read may be a reason to do nothing
            if (plan.Outcome.Refusal is not null) return plan.Outcome;

            var also = options?.Also?.Invoke(plan.Outcome);
            if (plan.Streams.Length == 0 && also is null) return plan.Outcome;
            try
            {
                await store.AppendAsync(new AppendRequest(plan.Streams, caller.Metadata, also), cancellation);
                if (plan.Outcome is { State: { } state, Events: [_, ..] events }) observer?.Committed(caller.TenantId, state, events);
                return plan.Outcome;
            }
            catch (ConcurrencyException) when (retries < MaxRetries)
            {
            }
            catch (ConcurrencyException)
            {
                return plan.Outcome with { Refusal = Refusal.LostRace };
            }
            catch (StreamArchivedException)
            {
                return plan.Outcome with { Refusal = Refusal.Archived };
            }
            catch (EventTooLargeException tooLarge)
            {
                return plan.Outcome with { Refusal = Refusal.TooLarge(tooLarge.Message) };
            }
        }
    }

    private async Task<Plan<TAggregate>> PlanAsync<TCommand, TAggregate, TEvent>(
        ICommand<TCommand, TAggregate, TEvent> command, Caller caller, long? expectedVersion, AssumedState<TAggregate>? assumed, CancellationToken cancellation)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class
    {
        var stream = new StreamKey(caller.TenantId, command.StreamId);
        var (state, version) = assumed ?? new(await _reader.ReadAsync<TAggregate, TEvent>(stream, cancellation));
        Plan<TAggregate> Refused(Refusal refusal) => new(new(state, version, [], refusal), []);

        // Nothing to match against is told by the command itself: it says "not found".
        if (state is not null && expectedVersion is { } expected && expected != version) return Refused(Refusal.StaleVersion(expected, version));

        var now = clock.GetUtcNow();
        var decision = command.Decide(state, now);
        if (decision.Refusal is { } refusal) return Refused(refusal);
        if (decision.Events.IsEmpty) return new(new(state, version, [], Refusal: null), []);

        var events = decision.Events.CastArray<object>();
        var streams = ImmutableArray.Create(new StreamAppend(stream, TAggregate.StreamType, version, events));
        foreach (var coupled in events.SelectMany(Couplings.Of))
        {
            var (append, refused) = await PlanCoupledAsync(coupled, caller.TenantId, now, cancellation);
            if (refused is not null) return Refused(refused);
            if (append is not null) streams = streams.Add(append);
        }

        var after = decision.Events.Aggregate(state, TAggregate.Evolve);
        return new(new(after, version + events.Length, events, Refusal: null), streams);
    }

    private async Task<(StreamAppend? Append, Refusal? Refusal)> PlanCoupledAsync(
        CoupledCommand command, string tenantId, DateTimeOffset now, CancellationToken cancellation)
    {
        var stream = new StreamKey(tenantId, command.StreamId);
        var history = await store.ReadStreamAsync(stream, cancellation: cancellation).Select(stored => stored.Data).ToListAsync(cancellation);
        var (events, refusal) = command.Decide(history, now);
        return (events.IsDefaultOrEmpty ? null : new StreamAppend(stream, command.StreamType, history.Count, events), refusal);
    }

    private sealed record Plan<TAggregate>(Outcome<TAggregate> Outcome, ImmutableArray<StreamAppend> Streams)
        where TAggregate : class;
}
