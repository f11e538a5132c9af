using System.Diagnostics.Metrics;
using System.Threading.Channels;
using EventAgents.Commands;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using EventAgents.Guard.Proxy;
using Npgsql;

namespace EventAgents.Host.Telemetry;

/// <summary>
/// Measures what agents do: runs, how long they took, and what people think of them. A run is one attempt that its worker ended, or that ended with
/// its lease; what somebody else paused or cancelled says nothing about the agent.
/// </summary>
internal sealed partial class WorkMetrics : BackgroundService, ICommitObserver
{
    private const int MaxWaiting = 10_000;  // beyond that the oldest go unmeasured; the counter of runs has them all
    private const string StartOf = "select started_at from job_summary where tenant_id = $1 and job_id = $2 and attempts = $3";

    private static readonly InstrumentAdvice<double> Minutes = new() { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200] };
    private static readonly InstrumentAdvice<int> Ratings = new() { HistogramBucketBoundaries = [1, 2, 3, 4, 5] };

    private const string Succeeded = "succeeded", Failed = "failed", Lost = "lost";
    private static readonly string[] Outcomes = [Succeeded, Failed, Lost];

    private readonly Counter<long> _runs;
    private readonly Histogram<double> _durations;
    private readonly Histogram<int> _ratings;
    private readonly BoundedNames _agents = new(limit: 100);
    private readonly Channel<Run> _ended = Channel.CreateBounded<Run>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<WorkMetrics> _logger;

    public WorkMetrics(IMeterFactory meters, NpgsqlDataSource database, TimeProvider clock, ILogger<WorkMetrics> logger)
    {
        (_database, _clock, _logger) = (database, clock, logger);
        var meter = meters.Create("EventAgents.Work");
        _runs = meter.CreateCounter<long>("eventagents_agent_runs", description: "Attempts that agents ended, or that ended with their lease.");
        _durations = meter.CreateHistogram("eventagents_job_duration", unit: "s", "Time from an attempt's start to its end.", tags: null, Minutes);
        _ratings = meter.CreateHistogram("eventagents_feedback_rating", unit: null, "What people said of a finished job, 1 (bad) to 5 (good).", tags: null, Ratings);
    }

    public void Committed(string tenantId, object state, IReadOnlyList<object> events)
    {
        foreach (var happened in events)
        {
            switch (state, happened)
            {
                case (Job job, JobCompleted e):
                    Ended(tenantId, job, e.Attempt, Succeeded);
                    break;
                case (Job job, JobAttemptFailed e):
                    Ended(tenantId, job, e.Attempt, Failed);
                    break;
                case (Job job, JobLeaseExpired e):
                    Ended(tenantId, job, e.Attempt, Lost);
                    break;
                case (_, FeedbackSubmitted e):
                    _ratings.Record(e.Rating, AgentType(_agents.LabelOf(e.AgentType)));
                    break;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var run in _ended.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (await FindStartAsync(run, stoppingToken) is { } startedAt)
                    _durations.Record((run.EndedAt - startedAt).TotalSeconds, AgentType(run.AgentType), new KeyValuePair<string, object?>("outcome", run.Outcome));
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                LogUnmeasured(_logger, e.GetType().Name);
            }
        }
    }

    private void Ended(string tenantId, Job job, int attempt, string outcome)
    {
        var agentType = _agents.LabelOf(job.AgentType);
        // The others too, by nothing: a series that begins above 0 hides its first run from whoever looks for a rise.
        foreach (var one in Outcomes) _runs.Add(one == outcome ? 1 : 0, AgentType(agentType), new KeyValuePair<string, object?>("outcome", one));
        _ended.Writer.TryWrite(new Run(tenantId, job.Id, attempt, agentType, outcome, _clock.GetUtcNow()));
    }

    /// <returns>Null when the job has been started again meanwhile.</returns>
    private async Task<DateTimeOffset?> FindStartAsync(Run run, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand(StartOf);
        foreach (var value in new object[] { run.TenantId, run.JobId, run.Attempt }) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancellation) is DateTime at ? new DateTimeOffset(at) : null;
    }

    private static KeyValuePair<string, object?> AgentType(string name) => new("agent_type", name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The duration of a run is not measured: {Reason}.")]
    private static partial void LogUnmeasured(ILogger logger, string reason);

    private sealed record Run(string TenantId, Guid JobId, int Attempt, string AgentType, string Outcome, DateTimeOffset EndedAt);
}
