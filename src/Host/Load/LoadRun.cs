using System.Diagnostics;
using EventAgents.Host.Hosting;

namespace EventAgents.Host.Load;

/// <summary>
/// Loads a host at a steady rate. The pacing is open: request number n is due n/rate after the start whatever happened to those before it, and its
/// latency counts from there, so that a host that stalls cannot hide what its callers would have waited.
/// </summary>
internal sealed class LoadRun
{
    // What was due in time is sent even when it is late, or the slowest requests would be those that nobody counts.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private readonly LoadOptions _options;
    private readonly IReadOnlyList<LoadTenant> _tenants;
    private readonly LoadFigures _figures;
    private readonly long _planned;  // requests
    private long _taken;
    private long _begun;

    private LoadRun(LoadOptions options, IReadOnlyList<LoadTenant> tenants, LoadFigures figures)
    {
        (_options, _tenants, _figures) = (options, tenants, figures);
        _planned = options.Rate is { } rate ? (long)Math.Ceiling(rate * options.Duration.TotalSeconds) : long.MaxValue;
    }

    /// <summary>Finds out whether the host can be loaded, loads it, and says what came of it.</summary>
    /// <param name="options">How.</param>
    /// <param name="show">Told how it goes, four times a second.</param>
    /// <param name="stop">Ends the run early; what is under way is waited for.</param>
    /// <exception cref="StartException">The host does not answer, refuses the key, or would refuse the rate.</exception>
    public static async Task<LoadReport> RunAsync(LoadOptions options, Action<LoadReport>? show, CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = options.Concurrency, UseCookies = false }) { Timeout = LoadOptions.Patience };
        var figures = new LoadFigures();
        var run = new LoadRun(options, await LoadKeys.OpenAsync(http, options, figures, stop), figures);
        return await run.RunAsync(show, stop);
    }

    private async Task<LoadReport> RunAsync(Action<LoadReport>? show, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _begun = Stopwatch.GetTimestamp();
        ending.CancelAfter(_options.Rate is null ? _options.Duration : _options.Duration + LongestDelay);
        var workers = Task.WhenAll(Enumerable.Range(0, _options.Concurrency).Select(_ => Task.Run(() => WorkAsync(ending.Token), CancellationToken.None)));
        while (!workers.IsCompleted)
        {
            show?.Invoke(Report());
            await Task.WhenAny(workers, Task.Delay(TimeSpan.FromMilliseconds(250), CancellationToken.None));
        }
        await workers;
        var report = Report();
        foreach (var tenant in _tenants) await tenant.Workers.EndAsync();
        return report;
    }

    private LoadReport Report() => LoadReport.Of(_options, _figures, Stopwatch.GetElapsedTime(_begun));

    private async Task WorkAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested && Interlocked.Increment(ref _taken) - 1 is var number && number < _planned)
        {
            var due = _options.Rate is { } rate ? _begun + (long)(number / rate * Stopwatch.Frequency) : Stopwatch.GetTimestamp();
            if (!await WaitUntilAsync(due, ending)) return;
            var random = new Random(HashCode(_options.Seed, number));
            var tenant = _tenants[(int)(number % _tenants.Count)];
            await tenant.TakeAsync(_options.Mix.At(random.NextDouble()), new LoadTurn(Math.Min(due, Stopwatch.GetTimestamp()), random));
        }
    }

    /// <summary>Timers count in milliseconds: a request may begin less than one before it is due, and then counts from there.</summary>
    private static async ValueTask<bool> WaitUntilAsync(long due, CancellationToken ending)
    {
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (wait < TimeSpan.FromMilliseconds(1)) return true;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Floor(wait.TotalMilliseconds)), ending);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static int HashCode(int seed, long number) => unchecked((int)((number + seed * 7_919L) * 2_654_435_761L));
}
