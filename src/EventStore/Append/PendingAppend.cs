using System.Text.Json;

namespace EventAgents.EventStore;

/// <summary>An append that waits for its transaction: already checked and written as JSON, on the caller's thread.</summary>
internal sealed class PendingAppend
{
    private readonly TaskCompletionSource<AppendResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingAppend(AppendRequest request, EventTypeMap types, EventStoreOptions options, CancellationToken cancellation)
    {
        Request = request;
        Cancellation = cancellation;
        HeadersJson = request.Metadata.Headers.Count == 0 ? null : JsonSerializer.Serialize(request.Metadata.Headers);
        Bodies = new Body[request.Streams.Sum(s => s.Events.Count)];

        if (request.Streams.Count > 1 && request.Streams.DistinctBy(s => s.Stream).Count() < request.Streams.Count)
        {
            throw new ArgumentException("An append names each stream once.", nameof(request));
        }

        var next = 0;
        foreach (var stream in request.Streams)
        {
            if (stream.Events.Count == 0) throw new ArgumentException("A stream without events has no place in an append.", nameof(request));
            foreach (var data in stream.Events)
            {
                var name = types.Find(data.GetType());
                var json = JsonSerializer.SerializeToUtf8Bytes(data, name.Json);
                if (json.Length > options.MaxEventBytes) throw new EventTooLargeException(name.Name, json.Length, options.MaxEventBytes);
                Bodies[next++] = new Body(name, json);
                Bytes += json.Length;
            }
        }
    }

    public AppendRequest Request { get; }

    /// <summary>The events of all streams, in the order of the request.</summary>
    public Body[] Bodies { get; }

    /// <summary>Of all bodies together.</summary>
    public long Bytes { get; }

    public string? HeadersJson { get; }

    public CancellationToken Cancellation { get; }

    public Task<AppendResult> Done => _done.Task;

    public void Complete(AppendResult result) => _done.TrySetResult(result);

    public void Fail(Exception reason) => _done.TrySetException(reason);

    public void Cancel() => _done.TrySetCanceled(Cancellation);

    internal readonly record struct Body(EventTypeMap.StoredName Name, byte[] Json);
}
