using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using EventAgents.Events;
using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Host.Telemetry;

/// <summary>
/// How many jobs and sessions there are, and how far read models are behind. A scrape reads what was seen last; the database is asked every few
/// seconds, and more rarely the longer its answer takes, so that no question is asked for more than a twentieth of the time.
/// </summary>
internal sealed partial class StoreGauges : BackgroundService
{
    private const int PauseForEachAnswer = 20;

    private const string OpenJobs = "select status, count(*) from job_queue group by status";
    private const string EndedJobs = "select status, count(*) from job_summary where status in ('completed', 'failed', 'cancelled') group by status";
    private const string OpenSessions = "select status, count(*) from session_summary where status in ('pending', 'active', 'paused') group by status";
    private const string EndedSessions = "select status, count(*) from session_summary where status in ('completed', 'failed', 'expired') group by status";
    private const string OldestWaiting = "select timestamp from events.mt_events where seq_id > $1 order by seq_id limit 1";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly ProjectionRuntime _projections;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreGauges> _logger;
    private readonly ConcurrentDictionary<string, long> _jobs = new(), _sessions = new();
    private readonly ConcurrentDictionary<string, (long Events, DateTimeOffset? Since)> _lags = new();

    public StoreGauges(IMeterFactory meters, NpgsqlDataSource database, ProjectionRuntime projections, TimeProvider clock, ILogger<StoreGauges> logger)
    {
        (_database, _projections, _clock, _logger) = (database, projections, clock, logger);
        var meter = meters.Create("EventAgents.Store");
        meter.CreateObservableGauge("eventagents_jobs", () => Measure(_jobs, "status"), description: "Jobs by status.");
        meter.CreateObservableGauge("eventagents_sessions", () => Measure(_sessions, "state"), description: "Sessions by state.");
        meter.CreateObservableGauge("eventagents_projection_lag_events", LagEvents, description: "Events of the log that a read model has still to take.");
        meter.CreateObservableGauge("eventagents_projection_lag", LagSeconds, unit: "s", "Age of the oldest event that a read model has still to take.");
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(MeasureLagsAsync, stoppingToken),
        RepeatAsync(c => CountAsync(OpenJobs, [JobStatus.Pending, JobStatus.Running, JobStatus.Paused], _jobs, c), stoppingToken),
        RepeatAsync(c => CountAsync(EndedJobs, [JobStatus.Completed, JobStatus.Failed, JobStatus.Cancelled], _jobs, c), stoppingToken),
        RepeatAsync(c => CountAsync(OpenSessions, [SessionStatus.Pending, SessionStatus.Active, SessionStatus.Paused], _sessions, c), stoppingToken),
        RepeatAsync(c => CountAsync(EndedSessions, [SessionStatus.Completed, SessionStatus.Failed, SessionStatus.Expired], _sessions, c), stoppingToken));

    private async Task RepeatAsync(Func<CancellationToken, Task> measure, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                var startedAt = Stopwatch.GetTimestamp();
                await measure(stop);
                var enough = Stopwatch.GetElapsedTime(startedAt) * PauseForEachAnswer;
                if (enough > pause) pause = enough;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                LogFailed(_logger, e.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CountAsync<TStatus>(string sql, TStatus[] statuses, ConcurrentDictionary<string, long> counts, CancellationToken cancellation)
        where TStatus : struct, Enum
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var command = _database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) found[rows.GetString(0)] = rows.GetInt64(1);
        foreach (var status in statuses.Select(WireName.Of)) counts[status] = found.GetValueOrDefault(status);
    }

    private async Task MeasureLagsAsync(CancellationToken cancellation)
    {
        foreach (var one in await _projections.StatusAsync(cancellation))
        {
            if (!one.IsInline) _lags[one.Name] = (one.Lag, one.Lag == 0 ? null : await FindOldestAsync(one.Position, cancellation));
        }
    }

    private async Task<DateTimeOffset?> FindOldestAsync(long after, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand(OldestWaiting);
        command.Parameters.Add(new() { Value = after });
        return await command.ExecuteScalarAsync(cancellation) is DateTime at ? new DateTimeOffset(at) : null;
    }

    private static IEnumerable<Measurement<long>> Measure(ConcurrentDictionary<string, long> counts, string label) =>
        counts.Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>(label, count.Key)));

    private IEnumerable<Measurement<long>> LagEvents() => _lags.Select(lag => new Measurement<long>(lag.Value.Events, Projection(lag.Key)));

    private IEnumerable<Measurement<double>> LagSeconds()
    {
        var now = _clock.GetUtcNow();
        return _lags.Select(lag => new Measurement<double>(lag.Value.Since is { } since ? Math.Max(0, (now - since).TotalSeconds) : 0, Projection(lag.Key)));
    }

    private static KeyValuePair<string, object?> Projection(string name) => new("projection", name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store could not be measured: {Reason}.")]
    private static partial void LogFailed(ILogger logger, string reason);
}
