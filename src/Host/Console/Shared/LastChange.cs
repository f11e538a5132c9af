using EventAgents.EventStore;

namespace EventAgents.Host.WebConsole.Shared;

/// <summary>Who changed settings last.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who, as the log has it.</param>
/// <param name="Reason">Why, in that person's words; null when nothing was said.</param>
public sealed record LastChange(DateTimeOffset At, string? Actor, string? Reason)
{
    /// <summary>The newest event of a stream; null when there is none.</summary>
    internal static async Task<LastChange?> ReadAsync<TEvent>(IEventStore store, StreamKey stream, Func<TEvent, string?> reason, CancellationToken cancellation)
    {
        var newest = await store.ReadStreamAsync(stream, direction: ReadDirection.Backward, cancellation: cancellation).FirstOrDefaultAsync(cancellation);
        return newest?.Data is TEvent change ? new LastChange(newest.Timestamp, newest.Metadata.UserName, reason(change)) : null;
    }
}
