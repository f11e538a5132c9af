using EventAgents.Events;

namespace EventAgents.Commands.Improvements;

/// <summary>A card of the improvement board, as far as its rules need it.</summary>
/// <param name="Id">Its id, <see cref="StreamIds.OfImprovement"/>.</param>
/// <param name="Column">Where it stands.</param>
public sealed record Improvement(Guid Id, BoardColumn Column) : IAggregate<Improvement, ImprovementEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "improvement";

    /// <summary>Which column a card goes to from which; the event's name is the column's.</summary>
    public static Lifecycle<BoardColumn> Lifecycle { get; } = new(
        "card",
        Edge(BoardColumn.Incoming, BoardColumn.Analysis),
        Edge(BoardColumn.Incoming, BoardColumn.Dismissed),
        Edge(BoardColumn.Analysis, BoardColumn.Backlog),
        Edge(BoardColumn.Analysis, BoardColumn.Dismissed),
        Edge(BoardColumn.Backlog, BoardColumn.InProgress),
        Edge(BoardColumn.Backlog, BoardColumn.Dismissed),
        Edge(BoardColumn.InProgress, BoardColumn.Testing),
        Edge(BoardColumn.InProgress, BoardColumn.Dismissed),
        Edge(BoardColumn.Testing, BoardColumn.Done),
        Edge(BoardColumn.Testing, BoardColumn.InProgress),
        Edge(BoardColumn.Testing, BoardColumn.Dismissed));

    /// <inheritdoc/>
    public static Improvement? Evolve(Improvement? state, ImprovementEvent happened) => (state, happened) switch
    {
        (null, ImprovementOpened e) => new Improvement(e.ImprovementId, BoardColumn.Incoming),
        ({ } card, ImprovementMoved e) => card with { Column = e.To },
        ({ } card, ImprovementAnalyzed or ImprovementImplemented or ImprovementVerified or ImprovementDismissed) => card,
        _ => throw IAggregate<Improvement, ImprovementEvent>.CannotFollow(state, happened),
    };

    /// <summary>Why the card cannot go to a column now, or null when it can.</summary>
    internal Refusal? CheckMove(BoardColumn to) => Lifecycle.Check(Column, WireName.Of(to));

    private static (BoardColumn, string, BoardColumn) Edge(BoardColumn from, BoardColumn to) => (from, WireName.Of(to), to);
}
