using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Host.Api;

namespace EventAgents.Host.Endpoints.Events;

/// <summary>Folds a stream up to a version or an instant, as the rules themselves see it.</summary>
internal sealed class StreamReplay(IEventStore store)
{
    public async Task<bool> ExistsAsync(string tenantId, Guid streamId, CancellationToken cancellation) =>
        await store.ReadStreamAsync(new StreamKey(tenantId, streamId), toVersion: 1, cancellation: cancellation).AnyAsync(cancellation);

    /// <summary>The state as of a version or an instant; null when there was no such stream then.</summary>
    public async Task<StreamState?> StateAsync(string tenantId, Guid streamId, long? version, DateTimeOffset? asOf, CancellationToken cancellation)
    {
        object? state = null;
        StoredEvent? last = null;
        await foreach (var stored in store.ReadStreamAsync(new StreamKey(tenantId, streamId), toVersion: version ?? long.MaxValue, asOf: asOf, cancellation: cancellation))
        {
            state = Aggregates.Evolve(state, stored.Data);
            last = stored;
        }

        var isThere = last is not null && (version is null || version == last.Version);
        return isThere ? new StreamState(streamId, last!.Version, last.Timestamp, Show(state)) : null;
    }

    /// <summary>What turns the state at one version into the state at another, today's if none is named; null when one of them does not exist.</summary>
    public async Task<StreamDiff?> DiffAsync(string tenantId, Guid streamId, long from, long? to, CancellationToken cancellation)
    {
        if (await StateAsync(tenantId, streamId, to, asOf: null, cancellation) is not { } after) return null;
        var before = from == 0 ? null : await StateAsync(tenantId, streamId, from, asOf: null, cancellation);
        return before is null && from > 0 ? null : new StreamDiff(streamId, from, after.Version, JsonPatch.Between(Node(before?.State), Node(after.State)));
    }

    private static JsonElement? Show(object? state) => state is null ? null : JsonSerializer.SerializeToElement(state, state.GetType(), ApiJson.Options);

    private static JsonNode? Node(JsonElement? element) => element is null ? null : JsonSerializer.SerializeToNode(element);
}

/// <summary>A stream as of one of its versions.</summary>
/// <param name="StreamId">The aggregate.</param>
/// <param name="Version">The last event that is folded in.</param>
/// <param name="At">When that happened.</param>
/// <param name="State">What the rules know then; null for streams that are only a list of facts.</param>
public sealed record StreamState(Guid StreamId, long Version, DateTimeOffset At, JsonElement? State);

/// <summary>What changed between two versions.</summary>
/// <param name="StreamId">The aggregate.</param>
/// <param name="From">The older version; 0 for before the first event.</param>
/// <param name="To">The newer version.</param>
/// <param name="Patch">RFC 6902: applied to the older state it gives the newer.</param>
public sealed record StreamDiff(Guid StreamId, long From, long To, IReadOnlyList<PatchOperation> Patch);
