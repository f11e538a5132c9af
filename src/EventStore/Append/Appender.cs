using System.Collections.Concurrent;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Many callers, few transactions: whatever arrives while one batch commits goes into the next. The first caller that finds nobody writing
/// writes for all that wait, so that a lonely caller pays for no change of threads. A batch that PostgreSQL refuses as a whole, say for one
/// append's broken constraint, is run again append by append, so that only its cause fails.
/// </summary>
internal sealed class Appender(AppendTransaction transaction, HighWaterMark mark, LogStatus status, EventStoreOptions options) : IAsyncDisposable
{
    private readonly ConcurrentQueue<PendingAppend> _queue = new();
    private readonly SemaphoreSlim _places = new(options.MaxQueuedAppends);
    private readonly List<PendingAppend> _deferred = [];
    private int _isWriting;
    private volatile bool _isClosed;

    /// <summary>Waits until the append is durable or refused.</summary>
    /// <exception cref="ObjectDisposedException">The log is being closed.</exception>
    public async Task<AppendResult> AppendAsync(PendingAppend append)
    {
        await _places.WaitAsync(append.Cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _queue.Enqueue(append);
            if (TryStartWriting()) await WriteOnceAsync();
            return await append.Done;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Takes no more appends and waits for those that were taken.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        for (var place = 0; place < options.MaxQueuedAppends; place++) await _places.WaitAsync();
        _places.Dispose();
    }

    private bool TryStartWriting() => Interlocked.CompareExchange(ref _isWriting, 1, 0) == 0;

    private async Task WriteOnceAsync()
    {
        if (NextBatch() is { Count: > 0 } batch) await WriteAsync(batch);
        var isMore = _deferred.Count > 0;
        Volatile.Write(ref _isWriting, 0);
        if ((isMore || !_queue.IsEmpty) && TryStartWriting()) _ = Task.Run(WriteUntilEmptyAsync);  // the caller shall not work for those behind it
    }

    private async Task WriteUntilEmptyAsync()
    {
        do
        {
            while (NextBatch() is { Count: > 0 } batch) await WriteAsync(batch);
            Volatile.Write(ref _isWriting, 0);
        }
        while (!_queue.IsEmpty && TryStartWriting());
    }

    /// <summary>Takes what waits, each stream once: a second append to the same stream comes with the next batch.</summary>
    private List<PendingAppend> NextBatch()
    {
        var batch = new List<PendingAppend>();
        var streams = new HashSet<StreamKey>();
        PendingAppend[] waiting = [.. _deferred];
        _deferred.Clear();
        foreach (var append in waiting) Take(append);
        while (batch.Count < options.MaxBatchItems && _queue.TryDequeue(out var append)) Take(append);
        return batch;

        void Take(PendingAppend append)
        {
            if (append.Cancellation.IsCancellationRequested) append.Cancel();
            else if (append.Request.Streams.Any(s => streams.Contains(s.Stream))) _deferred.Add(append);
            else
            {
                foreach (var stream in append.Request.Streams) streams.Add(stream.Stream);
                batch.Add(append);
            }
        }
    }

    private async Task WriteAsync(List<PendingAppend> batch)
    {
        try
        {
            mark.Committed(await transaction.RunAsync(batch, CancellationToken.None));
            status.Answered();
        }
        catch (PostgresException refusal) when (batch.Count > 1 && !refusal.IsTransient)
        {
            foreach (var append in batch.Where(a => !a.Done.IsCompleted)) await WriteAsync([append]);
        }
        catch (PostgresException refusal) when (refusal.ConstraintName is { } constraint)
        {
            batch[0].Fail(new ConstraintViolatedException(constraint, refusal));
        }
        catch (Exception failure)
        {
            status.Failed();
            foreach (var append in batch) append.Fail(failure);
        }
    }
}
