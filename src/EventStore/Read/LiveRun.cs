using System.Runtime.ExceptionServices;

namespace EventAgents.EventStore;

/// <summary>A part of the log: every event in (<paramref name="After"/>, <paramref name="Last"/>].</summary>
internal sealed record LivePage(long After, long Last, IReadOnlyList<StoredEvent> Events)
{
    public long Bytes { get; } = Events.Sum(stored => (long)stored.Bytes);
}

/// <summary>Reads the log from where it is now, page by page, until it is stopped or the database fails.</summary>
internal sealed class LiveRun : IDisposable
{
    /// <summary>Most events of a page.</summary>
    public const int PageSize = 1_000;

    // Some seconds of a busy log.
    private const int MaxKept = 2_000;  // events
    private const long MaxKeptBytes = 4 * 1_048_576;

    private readonly EventReader _reader;
    private readonly HighWaterMark _mark;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly LinkedList<LivePage> _pages = [];
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private int _kept;
    private long _keptBytes;
    private long _first;
    private long _last;

    public LiveRun(EventReader reader, HighWaterMark mark)
    {
        (_reader, _mark) = (reader, mark);
        _first = _last = mark.Position;
        _ = ReadAsync(_stopping.Token);
    }

    /// <summary>Whether it reads no more, so that another one has to begin.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_lock) return _failure is not null;
        }
    }

    /// <summary>Reads no more.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    /// <summary>The page behind a position, as soon as there is one; null when it is not kept any more, or never was.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database went away.</exception>
    public async Task<LivePage?> FindAsync(long after, CancellationToken cancellation)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (after < _first) return null;
                for (var page = _pages.Last; page is not null && page.Value.Last > after; page = page.Previous)
                {
                    if (page.Value.After <= after) return page.Value;
                }

                if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellation);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await Task.Yield();  // whoever follows has not to read for all
        try
        {
            for (var after = _last; ; after = _last)
            {
                await _mark.WaitBeyondAsync(after, cancellation);
                var final = _mark.Position;
                var events = await _reader.ReadPageAsync(EventFilter.All, after, final, ReadDirection.Forward, PageSize, cancellation);
                Keep(new LivePage(after, events.Count == PageSize ? events[^1].Position : final, events));
            }
        }
        catch (Exception failure)
        {
            lock (_lock) _failure = failure;
            _moved.SetResult();
        }
    }

    private void Keep(LivePage page)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            _pages.AddLast(page);
            _last = page.Last;
            (_kept, _keptBytes) = (_kept + page.Events.Count, _keptBytes + page.Bytes);
            while (_kept > MaxKept || _keptBytes > MaxKeptBytes)
            {
                var oldest = _pages.First!.Value;
                _pages.RemoveFirst();
                (_kept, _keptBytes, _first) = (_kept - oldest.Events.Count, _keptBytes - oldest.Bytes, oldest.Last);
            }

            moved = _moved;
            _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        moved.SetResult();
    }
}
