using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Events;

/// <summary>An event as a server-sent message. It is written once, however many readers follow, and forgotten with the event.</summary>
internal static class LiveMessage
{
    private static readonly ConditionalWeakTable<StoredEvent, byte[]> Written = [];

    /// <summary>The message's bytes: id, type, the event as one line of JSON, and the empty line that ends it.</summary>
    public static ReadOnlyMemory<byte> Of(StoredEvent stored) => Written.GetValue(stored, Write);

    private static byte[] Write(StoredEvent stored) =>
        [.. Encoding.UTF8.GetBytes($"id: {stored.Position}\nevent: {stored.Type}\ndata: "), .. JsonSerializer.SerializeToUtf8Bytes(EventView.Of(stored), ApiJson.Options), .. "\n\n"u8];
}
