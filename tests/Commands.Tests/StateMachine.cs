using EventAgents.Events;
namespace EventAgents.Commands.Tests;

/// <summary>Tries every command in every state, as the whole matrix of a state machine asks for.</summary>
public sealed class StateMachine<TAggregate, TEvent, TStatus>(Func<TAggregate, TStatus> statusOf)
    where TAggregate : class, IAggregate<TAggregate, TEvent>
    where TEvent : class
    where TStatus : struct, Enum
{
    private readonly Dictionary<TStatus, TEvent[]> _histories = [];
    private readonly Dictionary<string, Func<TAggregate?, Decision<TEvent>>> _commands = [];

    /// <summary>How a state is reached.</summary>
    public void State(TStatus status, params TEvent[] history)
    {
        Assert.Equal(status, statusOf(Fold(history)!));
        _histories.Add(status, history);
    }

    public void Command<TCommand>(string name, ICommand<TCommand, TAggregate, TEvent> command)
        where TCommand : ICommand<TCommand, TAggregate, TEvent> => _commands.Add(name, state => command.Decide(state, Times.Noon));

    /// <summary>What a command does in a state: the state after it, <c>=</c> when nothing happens, or the refusal's slug.</summary>
    public string Try(TStatus status, string command)
    {
        var state = Fold(_histories[status]);
        var decision = _commands[command](state);
        if (decision.Refusal is { } refusal) return refusal.Slug;
        return decision.Events.IsEmpty ? "=" : WireName.Of(statusOf(decision.Events.Aggregate(state, TAggregate.Evolve)!));
    }

    /// <summary>Every change of state that any command causes in any state, also in the middle of what it decides.</summary>
    public SortedSet<string> Edges(params TEvent[] creation)
    {
        var edges = new SortedSet<string>(StringComparer.Ordinal);
        Walk(null, creation);
        foreach (var (_, history) in _histories)
        {
            var state = Fold(history);
            foreach (var (_, command) in _commands) Walk(state, command(state).Events);
        }

        return edges;

        void Walk(TAggregate? state, IEnumerable<TEvent> happened)
        {
            foreach (var next in happened)
            {
                var after = TAggregate.Evolve(state, next);
                if (state is not null && !statusOf(state).Equals(statusOf(after!)))
                {
                    edges.Add($"{WireName.Of(statusOf(state))}→{WireName.Of(statusOf(after!))}");
                }

                state = after;
            }
        }
    }

    /// <summary>Checks a matrix of states (rows) and commands (columns): <c>-</c> stands for <c>invalid-transition</c>.</summary>
    public void Matches(string matrix)
    {
        var rows = matrix.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.Equal(_commands.Keys.Order(), rows[0].Order());
        Assert.Equal(Enum.GetValues<TStatus>().Select(WireName.Of).Order(), rows[1..].Select(row => row[0]).Order());

        var expected = rows[1..].SelectMany(row => rows[0].Select((command, i) => $"{command} when {row[0]}: {(row[i + 1] == "-" ? "invalid-transition" : row[i + 1])}"));
        var actual = rows[1..].SelectMany(row => rows[0].Select(command => $"{command} when {row[0]}: {Try(Parse(row[0]), command)}"));
        Assert.Equal(expected, actual);
    }

    private static TStatus Parse(string wireName) => Enum.GetValues<TStatus>().Single(status => WireName.Of(status) == wireName);

    private static TAggregate? Fold(IEnumerable<TEvent> history) => history.Aggregate((TAggregate?)null, TAggregate.Evolve);
}
