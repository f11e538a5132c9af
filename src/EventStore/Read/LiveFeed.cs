using System.Runtime.CompilerServices;

namespace EventAgents.EventStore;

/// <summary>
/// The newest part of the log, read once for all who follow it. It reads while somebody follows, and keeps the last pages for a while. Who is
/// further behind reads by itself until it has caught up, so a slow reader costs the others nothing.
/// </summary>
internal sealed class LiveFeed(EventReader reader, HighWaterMark mark) : IDisposable
{
    private readonly Lock _lock = new();
    private LiveRun? _run;
    private int _followers;

    /// <summary>Follows the log from a position on, until cancelled: each event that the filter lets through once, in order.</summary>
    public async IAsyncEnumerable<StoredEvent> FollowAsync(
        EventFilter filter, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        lock (_lock) _followers++;
        try
        {
            while (true)
            {
                var page = await Run().FindAsync(after, cancellation);
                if (page is null || filter.StreamType is not null) page = await ReadOwnAsync(filter, after, cancellation);
                foreach (var stored in page.Events)
                {
                    if (stored.Position > after && filter.LetsThrough(stored)) yield return stored;
                }

                after = Math.Max(after, page.Last);
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends what is still being read.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _run?.Dispose();
            _run = null;
        }
    }

    private LiveRun Run()
    {
        lock (_lock)
        {
            if (_run is { HasEnded: false }) return _run;
            _run?.Dispose();
            return _run = new LiveRun(reader, mark);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_followers > 0) return;
            _run?.Dispose();
            _run = null;
        }
    }

    /// <summary>What the database gives, for a reader that is behind the pages that are kept.</summary>
    private async Task<LivePage> ReadOwnAsync(EventFilter filter, long after, CancellationToken cancellation)
    {
        var final = mark.Position;
        var events = await reader.ReadPageAsync(filter, after, final, ReadDirection.Forward, LiveRun.PageSize, cancellation);
        return new LivePage(after, events.Count == LiveRun.PageSize ? events[^1].Position : final, events);
    }
}
