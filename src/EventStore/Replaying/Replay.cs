namespace EventAgents.EventStore;

/// <summary>What shall be replayed and compared.</summary>
/// <param name="Projection">Whose rows.</param>
/// <param name="TenantId">One tenant's events and rows alone; null for all.</param>
/// <param name="FromPosition">
/// Compares only rows that an event at this position or later has written; null from the first on. The events before are replayed all the same,
/// since rows grow out of them.
/// </param>
/// <param name="ToPosition">Compares only rows that an event up to this position has written; null to the last. Rows are compared as they are now.</param>
public sealed record ReplayScope(string Projection, string? TenantId = null, long? FromPosition = null, long? ToPosition = null)
{
    internal bool IsRange => FromPosition is not null || ToPosition is not null;
}

/// <summary>What a replay found.</summary>
/// <param name="Compared">Rows, those that stand on one side only included.</param>
/// <param name="Missing">Rows that the log gives and the read model lacks.</param>
/// <param name="Extra">Rows of the read model that no event of the log accounts for, whatever the range.</param>
/// <param name="Changed">Rows that are there on both sides and not equal.</param>
/// <param name="Refused">Events that the projection cannot take; a live read model passes them over too.</param>
/// <param name="Position">The position in the log as of which both sides were compared.</param>
/// <param name="Different">Some of the rows that differ, at most <see cref="MaxShown"/> of each table.</param>
public sealed record ReplayResult(long Compared, long Missing, long Extra, long Changed, long Refused, long Position, IReadOnlyList<RowDifference> Different)
{
    /// <summary>How many differing rows of a table are shown: enough to see what they have in common.</summary>
    public const int MaxShown = 20;

    /// <summary>Whether the read model is what the log says.</summary>
    public bool IsEqual => Missing == 0 && Extra == 0 && Changed == 0;
}

/// <summary>A row that differs: where it stands and in what, but never a value.</summary>
/// <param name="Table">Its table in schema <c>read</c>.</param>
/// <param name="Kind">On which side it is.</param>
/// <param name="Key">Its primary key: ids, positions and numbers.</param>
/// <param name="Columns">The columns that differ; empty for a row that stands on one side only.</param>
public sealed record RowDifference(string Table, RowDifferenceKind Kind, IReadOnlyDictionary<string, string> Key, IReadOnlyList<string> Columns);

/// <summary>How a row differs.</summary>
public enum RowDifferenceKind
{
    /// <summary>The log gives it, the read model lacks it.</summary>
    Missing,

    /// <summary>The read model has it, the log does not give it.</summary>
    Extra,

    /// <summary>Both have it, with other values.</summary>
    Changed,
}

/// <summary>How far a replay is.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Phase">What is being done.</param>
/// <param name="Position">The last position that was replayed.</param>
/// <param name="Target">The position at which comparing begins.</param>
public readonly record struct ReplayProgress(string Projection, ReplayPhase Phase, long Position, long Target);

/// <summary>What a replay is doing.</summary>
public enum ReplayPhase
{
    /// <summary>Making rows of the events.</summary>
    Replaying,

    /// <summary>Comparing them with the live ones.</summary>
    Comparing,
}

/// <summary>A read model cannot be compared; the message says why.</summary>
public sealed class ReplayImpossibleException(string message) : Exception(message);
