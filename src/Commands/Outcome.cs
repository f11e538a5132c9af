using EventAgents.EventStore;

namespace EventAgents.Commands;

/// <summary>What became of a command.</summary>
/// <param name="State">The aggregate after it; null when it was refused before it could be decided or nothing exists.</param>
/// <param name="Version">The stream's version after it; the ETag.</param>
/// <param name="Events">What happened in the command's own stream; empty when nothing changed.</param>
/// <param name="Refusal">Why not, or null when the command was accepted.</param>
public sealed record Outcome<TAggregate>(TAggregate? State, long Version, IReadOnlyList<object> Events, Refusal? Refusal)
    where TAggregate : class
{
    /// <summary>The command was accepted; it may have changed nothing.</summary>
    public bool IsAccepted => Refusal is null;
}

/// <summary>How a command is to be handled.</summary>
/// <param name="IfMatch">The version that the stream must have, from <c>If-Match</c>; null for whatever it has.</param>
/// <param name="Also">
/// Rows that commit with the events, made from the planned outcome: an idempotency record with its answer, say. Asked on the caller's thread, again
/// after a lost race; also when nothing changes.
/// </param>
public sealed record CommandOptions<TAggregate>(long? IfMatch = null, Func<Outcome<TAggregate>, Action<SqlBatch>>? Also = null)
    where TAggregate : class
{
    /// <summary>What the stream almost certainly is, so that it need not be read first; if it is not, it is read and decided again.</summary>
    public AssumedState<TAggregate>? Assumed { get; init; }
}

/// <summary>What a stream is taken to be.</summary>
/// <param name="State">Its aggregate; null when it is new.</param>
/// <param name="Version">Its version; 0 when it is new.</param>
public sealed record AssumedState<TAggregate>(TAggregate? State, long Version)
    where TAggregate : class
{
    internal AssumedState((TAggregate? State, long Version) read)
        : this(read.State, read.Version)
    {
    }
}
