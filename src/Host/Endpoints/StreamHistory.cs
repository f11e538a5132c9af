using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Api;

namespace EventAgents.Host.Endpoints;

/// <summary>Shows a stream's events as they are stored, for histories of one resource.</summary>
internal sealed class StreamHistory(IEventStore store)
{
    /// <summary>All events in order, or 404 when the tenant has no such stream of this type.</summary>
    public async Task<IResult> AnswerAsync(Caller caller, Guid id, string streamType, CancellationToken cancellation)
    {
        var entries = await ReadAsync(caller, id, streamType, cancellation);
        return entries.Count > 0 ? TypedResults.Ok(new ItemList<HistoryEntry>(entries)) : Problems.NotFound.ToResult();
    }

    /// <summary>All events in order; none when the tenant has no such stream of this type.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> ReadAsync(Caller caller, Guid id, string streamType, CancellationToken cancellation)
    {
        var entries = new List<HistoryEntry>();
        await foreach (var stored in store.ReadStreamAsync(new StreamKey(caller.TenantId, id), cancellation: cancellation))
        {
            var data = JsonSerializer.SerializeToElement(stored.Data, stored.Data.GetType(), EventJson.Options);
            entries.Add(new HistoryEntry(stored.Version, stored.Type, stored.Timestamp, stored.Metadata.UserName, data));
        }
        var isOfType = entries.Count > 0 && entries[0].Type.StartsWith($"{streamType}_", StringComparison.Ordinal);
        return isOfType ? entries : [];
    }
}

/// <summary>One event of a resource.</summary>
/// <param name="Version">Its number within the resource.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who made it happen.</param>
/// <param name="Data">The event.</param>
public sealed record HistoryEntry(long Version, string Type, DateTimeOffset At, string? Actor, JsonElement Data);
