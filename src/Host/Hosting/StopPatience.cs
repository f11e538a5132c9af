using EventAgents.EventStore;

namespace EventAgents.Host.Hosting;

/// <summary>
/// How long a host that was asked to stop waits for what it has begun: half a minute while the log answers. When it does not, nothing can be finished, so a few
/// seconds must do: what was promised is in the log, and nobody was told anything else.
/// </summary>
internal sealed class StopPatience : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WithoutLog = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _ended = new(Longest), _done = new();
    private readonly TaskCompletionSource _isGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _watching;

    /// <summary>Begins to watch the log.</summary>
    public StopPatience(LogDatabase database) => _watching = Task.Run(() => WatchAsync(database));

    /// <summary>Cancelled when it has run out.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>Waits for something that has no way to be told that it shall give up.</summary>
    /// <returns>Whether it ended; false when the log is gone and the time for it is up.</returns>
    public async Task<bool> WaitForAsync(Task ending)
    {
        if (await Task.WhenAny(ending, _isGone.Task) != ending && await Task.WhenAny(ending, Task.Delay(WithoutLog)) != ending) return false;
        await ending;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _watching;
        _ended.Dispose();
        _done.Dispose();
    }

    /// <summary>The log is gone when it has not answered twice: once may be a busy machine.</summary>
    private async Task WatchAsync(LogDatabase database)
    {
        for (var silences = 0; silences < 2 && !_done.IsCancellationRequested;)
        {
            silences = await database.AnswersAsync(within: Answer) ? 0 : silences + 1;
            await Task.Delay(Pause, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_done.IsCancellationRequested) return;
        _isGone.TrySetResult();
        _ended.CancelAfter(WithoutLog);
    }
}
