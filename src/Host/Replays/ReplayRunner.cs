using System.Diagnostics;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Auth;
using Npgsql;

namespace EventAgents.Host.Replays;

/// <summary>
/// Runs the replays that were asked for, one at a time on each host. It gives a sign of life every second; one whose host has vanished is begun
/// again by another.
/// </summary>
internal sealed partial class ReplayRunner(ReplayTable table, ReplaySignal signal, ProjectionRuntime projections, AccessLog access, ILogger<ReplayRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await table.ClaimAsync(stoppingToken) is { } job) await RunAsync(job, stoppingToken);
                else await signal.WaitAsync(Pause, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(logger, failure.GetType().Name);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                // The host stops, or another one has the replay now.
            }
        }
    }

    private async Task RunAsync(ReplayJob job, CancellationToken cancellation)
    {
        var latest = new Latest();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var beating = BeatAsync(job, latest, ending);
        try
        {
            var result = await projections.ReplayAsync(job.Scope, latest, ending.Token);
            var fact = new ReplayCompleted(job.Id, job.Scope.Projection, result.Compared, result.Missing, result.Extra, result.Changed, result.Position);
            await access.AppendAsync(job.Caller, fact, ending.Token, sql => ReplayTable.End(sql, job, result));
        }
        catch (RequiredRowException)
        {
            // Another host took it over while this one was not heard of; that one's end counts.
        }
        catch (ReplayImpossibleException impossible)
        {
            await table.FailAsync(job, impossible.Message, cancellation);
        }
        catch (ArgumentException)
        {
            await table.FailAsync(job, $"This release has no read model '{job.Scope.Projection}'.", cancellation);
        }
        finally
        {
            await ending.CancelAsync();
            await beating;
        }
    }

    private async Task BeatAsync(ReplayJob job, Latest latest, CancellationTokenSource ending)
    {
        var heard = Stopwatch.GetTimestamp();
        try
        {
            while (Stopwatch.GetElapsedTime(heard) < ReplayTable.VanishedAfter - Pause)
            {
                try
                {
                    if (!await table.BeatAsync(job, latest.Progress, ending.Token)) break;
                    heard = Stopwatch.GetTimestamp();
                }
                catch (NpgsqlException)
                {
                    // Tried again, until another host may take the replay.
                }
                await Task.Delay(Pause, ending.Token);
            }
            await ending.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The replay is over.
        }
    }

    private sealed class Latest : IProgress<ReplayProgress>
    {
        public ReplayProgress? Progress { get; private set; }

        public void Report(ReplayProgress value) => Progress = value;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A replay could not go on: {Reason}. It is tried again.")]
    private static partial void Failed(ILogger logger, string reason);
}

/// <summary>Wakes the runner of this host; others look by themselves.</summary>
internal sealed class ReplaySignal : IDisposable
{
    private readonly SemaphoreSlim _news = new(0);

    public void Wake() => _news.Release();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _news.WaitAsync(atMost, cancellation);

    public void Dispose() => _news.Dispose();
}
