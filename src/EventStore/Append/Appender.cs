using System.Threading.Channels;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Many callers, few transactions: whatever waits while one batch commits goes into the next. A batch that PostgreSQL refuses as a whole,
/// say for one append's broken constraint, is run again append by append, so that only its cause fails.
/// </summary>
internal sealed class Appender : IAsyncDisposable
{
    private readonly AppendTransaction _transaction;
    private readonly HighWaterMark _mark;
    private readonly EventStoreOptions _options;
    private readonly Channel<PendingAppend> _queue;
    private readonly List<PendingAppend> _deferred = [];
    private readonly Task _loop;

    public Appender(AppendTransaction transaction, HighWaterMark mark, EventStoreOptions options)
    {
        (_transaction, _mark, _options) = (transaction, mark, options);
        _queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(options.MaxQueuedAppends) { SingleReader = true });
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Waits until the append is durable or refused.</summary>
    public async Task<AppendResult> AppendAsync(PendingAppend append)
    {
        await _queue.Writer.WriteAsync(append, append.Cancellation);
        return await append.Done;
    }

    /// <summary>Takes no more appends and finishes those that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        while (_deferred.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            if (NextBatch() is { Count: > 0 } batch) await RunBatchAsync(batch);
        }
    }

    /// <summary>Takes what waits, each stream once: a second append to the same stream comes with the next batch.</summary>
    private List<PendingAppend> NextBatch()
    {
        var batch = new List<PendingAppend>();
        var streams = new HashSet<StreamKey>();
        var waiting = _deferred.ToArray();
        _deferred.Clear();
        foreach (var append in waiting) Take(append);
        while (batch.Count < _options.MaxBatchItems && _queue.Reader.TryRead(out var append)) Take(append);
        return batch;

        void Take(PendingAppend append)
        {
            if (append.Cancellation.IsCancellationRequested) append.Cancel();
            else if (append.Request.Streams.Any(s => streams.Contains(s.Stream))) _deferred.Add(append);
            else
            {
                foreach (var stream in append.Request.Streams)
                {
                    if (!streams.Add(stream.Stream)) append.Fail(new ArgumentException("An append names each stream once."));
                }

                if (!append.Done.IsCompleted) batch.Add(append);
            }
        }
    }

    private async Task RunBatchAsync(List<PendingAppend> batch)
    {
        try
        {
            var committed = await _transaction.RunAsync(batch, CancellationToken.None);
            if (committed.Events.Count > 0) _mark.Committed(committed.Events[0].Stored.Position, committed.Events[^1].Stored.Position, committed.Events.Count);
            foreach (var (append, result) in committed.Appends) append.Complete(result);
        }
        catch (PostgresException refusal) when (batch.Count > 1 && !refusal.IsTransient)
        {
            foreach (var append in batch.Where(a => !a.Done.IsCompleted)) await RunBatchAsync([append]);
        }
        catch (PostgresException refusal) when (refusal.ConstraintName is { } constraint)
        {
            batch[0].Fail(new ConstraintViolatedException(constraint, refusal));
        }
        catch (Exception failure)
        {
            foreach (var append in batch) append.Fail(failure);
        }
    }
}
