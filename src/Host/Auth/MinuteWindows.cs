using System.Collections.Concurrent;

namespace EventAgents.Host.Auth;

/// <summary>Counts what happens under each key, in windows of a minute that begin with the first of them. Each process counts for itself.</summary>
internal sealed class MinuteWindows(TimeProvider clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private long _sweepAfter;

    /// <summary>Counts one more.</summary>
    /// <returns>How many there are in the window now, and when the window ends.</returns>
    public (int Count, TimeSpan Left) Count(string key)
    {
        var now = clock.GetUtcNow();
        SweepIfDue(now);
        var window = _windows.AddOrUpdate(key, _ => new Window(now, 1), (_, old) => IsOver(old, now) ? new Window(now, 1) : old with { Count = old.Count + 1 });
        return (window.Count, window.Start + Length - now);
    }

    /// <summary>Once a minute somebody pays for it; what is kept is never more than two minutes' worth.</summary>
    private void SweepIfDue(DateTimeOffset now)
    {
        var due = Volatile.Read(ref _sweepAfter);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _sweepAfter, (now + Length).UtcTicks, due) != due) return;
        foreach (var (key, window) in _windows)
        {
            if (IsOver(window, now)) _windows.TryRemove(key, out _);
        }
    }

    private static bool IsOver(Window window, DateTimeOffset now) => now - window.Start >= Length;

    private sealed record Window(DateTimeOffset Start, int Count);
}
