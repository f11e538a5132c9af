using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Many callers, few transactions: whatever arrives while one batch commits goes into the next. The first caller that finds nobody writing
/// writes for all that wait, so that a lonely caller pays for no change of threads. A batch that is refused as a whole, say for one append's
/// broken constraint, is run again append by append, so that only its cause fails.
/// </summary>
internal sealed class Appender(AppendTransaction transaction, HighWaterMark mark, LogStatus status, EventStoreOptions options, StoreMetrics metrics) : IAsyncDisposable
{
    // A batch becomes one message, and PostgreSQL takes none over 1 GiB; beyond a few MiB nothing is gained either.
    private const long MaxBatchBytes = 16 * 1_048_576;

    private readonly ConcurrentQueue<PendingAppend> _queue = new();
    private readonly SemaphoreSlim _places = new(options.MaxQueuedAppends);
    private readonly List<PendingAppend> _deferred = [];
    private int _isWriting;
    private volatile bool _isClosed;

    /// <summary>Waits until the append is durable or refused.</summary>
    /// <exception cref="ObjectDisposedException">The log is being closed.</exception>
    public async Task<AppendResult> AppendAsync(PendingAppend append)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var activity = StoreMetrics.Activities.StartActivity("append");
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
            metrics.Waited(startedAt);
        }
    }

    /// <summary>Takes no more appends and waits for those that were taken.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        for (var place = 0; place < options.MaxQueuedAppends; place++) await _places.WaitAsync();
        _places.Release(options.MaxQueuedAppends);  // who comes late shall be told, not wait for ever
    }

    private bool TryStartWriting() => Interlocked.CompareExchange(ref _isWriting, 1, 0) == 0;

    /// <summary>A full fence: who queued an append and found somebody writing either sees this, or its append is seen by a look at the queue behind this.</summary>
    private void StopWriting() => Interlocked.Exchange(ref _isWriting, 0);

    private async Task WriteOnceAsync()
    {
        if (NextBatch() is { Count: > 0 } batch) await WriteAsync(batch);
        var isMore = _deferred.Count > 0;
        StopWriting();
        if ((isMore || !_queue.IsEmpty) && TryStartWriting()) _ = Task.Run(WriteUntilEmptyAsync);  // the caller shall not work for those behind it
    }

    private async Task WriteUntilEmptyAsync()
    {
        do
        {
            while (NextBatch() is { Count: > 0 } batch) await WriteAsync(batch);
            StopWriting();
        }
        while (!_queue.IsEmpty && TryStartWriting());
    }

    /// <summary>Takes what waits, each stream once: a second append to the same stream comes with the next batch.</summary>
    private List<PendingAppend> NextBatch()
    {
        var batch = new List<PendingAppend>();
        var streams = new HashSet<StreamKey>();
        var bytes = 0L;
        PendingAppend[] waiting = [.. _deferred];
        _deferred.Clear();
        foreach (var append in waiting) Take(append);
        while (!IsFull() && _queue.TryDequeue(out var append)) Take(append);
        return batch;

        bool IsFull() => batch.Count >= options.MaxBatchItems || bytes >= MaxBatchBytes;

        void Take(PendingAppend append)
        {
            if (append.Cancellation.IsCancellationRequested) append.Cancel();
            else if (IsFull() || append.Request.Streams.Any(s => streams.Contains(s.Stream))) _deferred.Add(append);
            else
            {
                foreach (var stream in append.Request.Streams) streams.Add(stream.Stream);
                bytes += append.Bytes;
                batch.Add(append);
            }
        }
    }

    private async Task WriteAsync(List<PendingAppend> batch)
    {
        try
        {
            var written = await transaction.RunAsync(batch, CancellationToken.None);
            status.Answered();
            mark.Committed(written.Positions);  // first, so that who is told can read what it wrote
            written.Complete();
            metrics.Committed(written);
        }
        catch (Exception refusal) when (batch.Count > 1 && !IsOutage(refusal))
        {
            foreach (var append in batch.Where(a => !a.Done.IsCompleted)) await WriteAsync([append]);
        }
        catch (PostgresException refusal) when (refusal.ConstraintName is { } constraint)
        {
            batch[0].Fail(new ConstraintViolatedException(constraint, refusal));
        }
        catch (PostgresException refusal) when (refusal.SqlState == AppendSql.VersionsDiffer)
        {
            batch[0].Fail(new RequiredRowException(refusal));  // its streams were asked for their versions under the lock, so it is not they
        }
        catch (Exception failure)
        {
            if (IsOutage(failure)) status.Failed();
            foreach (var append in batch) append.Fail(failure);
        }
    }

    /// <summary>
    /// Whether the database is away or cannot write at all, rather than refusing what it was given. Of PostgreSQL's classes those are
    /// 25 (read-only after a failover), 3D (the database is gone), 53 (disk, memory, connections), 57 (shut down) and 58 (system).
    /// </summary>
    private static bool IsOutage(Exception failure) =>
        failure is PostgresException answer ? answer.SqlState[..2] is "25" or "3D" or "53" or "57" or "58" : failure is NpgsqlException or IOException;
}
