using EventAgents.Commands;
using EventAgents.EventStore;

namespace EventAgents.Host.Replays;

/// <summary>A replay that a host has taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Attempt">The how-manyeth host this is; only the latest may write.</param>
/// <param name="Scope">What to compare.</param>
/// <param name="Caller">Who asked.</param>
internal sealed record ReplayJob(Guid Id, int Attempt, ReplayScope Scope, Caller Caller);

/// <summary>How a replay stands.</summary>
public enum ReplayStatus
{
    /// <summary>No host has begun.</summary>
    Queued,

    /// <summary>A host is at it.</summary>
    Running,

    /// <summary>Everything was compared.</summary>
    Completed,

    /// <summary>It could not be compared.</summary>
    Failed,
}

/// <summary>A replay as its tenant sees it. The members from <paramref name="Compared"/> on are null until it has completed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Projection">The read model.</param>
/// <param name="FromPosition">First position of the range; null for the first.</param>
/// <param name="ToPosition">Last position of the range; null for the last.</param>
/// <param name="Status">How it stands.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Progress">How far it is, while it runs.</param>
/// <param name="Failure">Why it could not be compared.</param>
/// <param name="Compared">Rows.</param>
/// <param name="Missing">Rows that the log gives and the read model lacks.</param>
/// <param name="Extra">Rows that no event accounts for.</param>
/// <param name="Changed">Rows that are not equal.</param>
/// <param name="Different">Some of them: table, kind, key and columns, never a value.</param>
/// <param name="Position">As of which position both sides were compared.</param>
public sealed record ReplayView(
    Guid Id, string Projection, long? FromPosition, long? ToPosition, ReplayStatus Status, string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt,
    ReplayProgressView? Progress, string? Failure, long? Compared, long? Missing, long? Extra, long? Changed, IReadOnlyList<RowDifference>? Different, long? Position)
{
    /// <summary>Whether nothing more will come.</summary>
    public bool IsOver => Status is ReplayStatus.Completed or ReplayStatus.Failed;
}

/// <summary>How far a running replay is.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Position">The last position that was replayed.</param>
/// <param name="Target">Where comparing begins.</param>
public sealed record ReplayProgressView(ReplayPhase Phase, long Position, long Target);
