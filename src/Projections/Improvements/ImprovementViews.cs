using EventAgents.Events;

namespace EventAgents.Projections.Improvements;

/// <summary>How far a card is, in a word; it follows from the column.</summary>
public enum ImprovementStatus
{
    /// <summary>The cause is not known yet.</summary>
    Pending,
    /// <summary>The cause is known.</summary>
    Analyzed,
    /// <summary>The work is done.</summary>
    Implemented,
    /// <summary>Not wanted.</summary>
    Dismissed,
}

/// <summary>Which cards are wanted. Every member that is set must hold.</summary>
/// <param name="Column">Where they lie.</param>
/// <param name="Status">How far they are.</param>
/// <param name="Priority">How much they matter.</param>
/// <param name="AgentType">Whose work they are about.</param>
public sealed record ImprovementFilter(
    BoardColumn? Column = null, ImprovementStatus? Status = null, ImprovementPriority? Priority = null, string? AgentType = null);

/// <summary>A card of the improvement board.</summary>
/// <param name="Id">The card.</param>
/// <param name="Version">The stream's version: the ETag.</param>
/// <param name="FeedbackId">The feedback that opened it.</param>
/// <param name="JobId">The job that was rated.</param>
/// <param name="IssueId">Its issue.</param>
/// <param name="AgentType">Whose work it is about.</param>
/// <param name="Priority">How much it matters.</param>
/// <param name="Column">Where it lies.</param>
/// <param name="Analysis">What somebody found to be the cause.</param>
/// <param name="ImplementedAt">When it went into testing last.</param>
/// <param name="Proof">What later ratings say, once they have proven it.</param>
/// <param name="DismissReason">Why it is not wanted.</param>
/// <param name="OpenedAt">When it was put on the board.</param>
/// <param name="UpdatedAt">When anything happened to it last.</param>
public sealed record ImprovementCard(
    Guid Id, long Version, Guid FeedbackId, Guid JobId, Guid IssueId, string AgentType, ImprovementPriority Priority, BoardColumn Column, string? Analysis,
    DateTimeOffset? ImplementedAt, RatingEvidence? Proof, string? DismissReason, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>How far it is.</summary>
    public ImprovementStatus Status => StatusOf(Column);

    internal static ImprovementStatus StatusOf(BoardColumn column) => column switch
    {
        BoardColumn.Incoming or BoardColumn.Analysis => ImprovementStatus.Pending,
        BoardColumn.Backlog or BoardColumn.InProgress => ImprovementStatus.Analyzed,
        BoardColumn.Testing or BoardColumn.Done => ImprovementStatus.Implemented,
        _ => ImprovementStatus.Dismissed,
    };
}

/// <summary>What ratings say about work on an agent type.</summary>
/// <param name="LaterRatings">Ratings since the work was done.</param>
/// <param name="LaterAverage">Their average; null without any.</param>
/// <param name="AverageBefore">The average of the 30 days before; null without any rating.</param>
public sealed record RatingEvidence(int LaterRatings, decimal? LaterAverage, decimal? AverageBefore);
