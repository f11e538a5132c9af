namespace EventAgents.Host.Workers;

/// <summary>Does one kind of tidying again and again. Any number of hosts may do the same: the log decides who was first.</summary>
internal abstract partial class Sweeper(TimeSpan interval, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>When it last came through; the host's start before the first time.</summary>
    public DateTimeOffset LastSuccess { get; private set; } = clock.GetUtcNow();

    /// <summary>Tidies once.</summary>
    /// <returns>How much there was to do.</returns>
    public abstract Task<int> SweepAsync(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        do
        {
            try
            {
                var done = await SweepAsync(stoppingToken);
                LastSuccess = clock.GetUtcNow();
                if (done > 0) Log.Swept(logger, GetType().Name, done);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)  // one that fails must not take the host with it
            {
                Log.Failed(logger, GetType().Name, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Sweeper}: {Count} done.")]
        public static partial void Swept(ILogger logger, string sweeper, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweeper} could not work: {Reason}. It tries again.")]
        public static partial void Failed(ILogger logger, string sweeper, string reason);
    }
}
