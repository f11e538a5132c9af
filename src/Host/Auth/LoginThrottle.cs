using System.Collections.Concurrent;

namespace EventAgents.Host.Auth;

/// <summary>Counts tries to log in: few from one address at one account in a minute, and not many at one account or from one address.</summary>
internal sealed class LoginThrottle(AuthOptions options, TimeProvider clock)
{
    private const int WideFactor = 10;
    private const int SweepAt = 10_000;  // entries; each lives a minute

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    /// <summary>Counts a try.</summary>
    /// <returns>Null when it may go on, else how long to wait.</returns>
    public TimeSpan? Count(string address, string account) =>
        Count($"{address}\n{account}", options.LoginTriesPerMinute)
        ?? Count($"\n{account}", options.LoginTriesPerMinute * WideFactor)
        ?? Count($"{address}\n", options.LoginTriesPerMinute * WideFactor);

    private TimeSpan? Count(string key, int limit)
    {
        var now = clock.GetUtcNow();
        if (_windows.Count > SweepAt) Sweep(now);
        var window = _windows.AddOrUpdate(key, _ => new Window(now, 1), (_, old) => now - old.Start >= Window.Length ? new Window(now, 1) : old with { Tries = old.Tries + 1 });
        return window.Tries <= limit ? null : window.Start + Window.Length - now;
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, window) in _windows)
        {
            if (now - window.Start >= Window.Length) _windows.TryRemove(key, out _);
        }
    }

    private sealed record Window(DateTimeOffset Start, int Tries)
    {
        public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    }
}
