using System.Globalization;
using EventAgents.Events;
using Npgsql;

namespace EventAgents.Projections.Jobs;

/// <summary>Reads jobs, their logs and their artifacts.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
public sealed class JobQueries(NpgsqlDataSource database)
{
    private const int LastLines = 20;

    private static readonly string[] RunEnds = ["job_completed", "job_attempt_failed", "job_lease_expired"];

    private const string Summary = """
        job_id, version, issue_id, agent_type, model, priority, status, attempts, failed_attempts, max_attempts, worker_id, lease_until, retry_at,
        created_at, started_at, completed_at, error
        """;

    private const string Line = "number, at, attempt, level, message, data";
    private const string Head = "artifact_id, type, name, file_path, attempt, at, metadata";

    /// <summary>One page of a tenant's jobs, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public Task<Page<JobSummary>> ListAsync(string tenantId, JobFilter filter, PageRequest page, CancellationToken cancellation) =>
        new ListQuery("job_summary", tenantId)
            .And("status = {0}", filter.Status is { } status ? WireName.Of(status) : null)
            .And("agent_type = {0}", filter.AgentType)
            .And("issue_id = {0}", filter.IssueId)
            .PageAsync(database, Summary, page, filter, ReadSummary, cancellation);

    /// <summary>How many jobs a tenant has in each state; states without any are left out.</summary>
    public Task<IReadOnlyDictionary<JobStatus, long>> CountAsync(string tenantId, CancellationToken cancellation) =>
        new ListQuery("job_summary", tenantId).CountAsync<JobStatus>(database, "status", cancellation);

    /// <summary>How many runs of a tenant's agents ended, and how many of them failed. A run is one attempt; with its lease it ends too.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="since">From this time on.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(long Ended, long Failed)> CountRunsAsync(string tenantId, DateTimeOffset since, CancellationToken cancellation)
    {
        var ends = await new ListQuery("event_index", tenantId).And("type = any({0})", RunEnds).And("at >= {0}", since.ToUniversalTime())
            .AllAsync(database, "type, count(*)", "group by type", row => (Type: row.GetString(0), Count: row.GetInt64(1)), cancellation);
        return (ends.Sum(end => end.Count), ends.Where(end => end.Type != RunEnds[0]).Sum(end => end.Count));
    }

    /// <summary>A job, or null when the tenant has no such job.</summary>
    public async Task<JobDetails?> FindAsync(string tenantId, Guid jobId, CancellationToken cancellation)
    {
        var job = await OfJob("job_summary", tenantId, jobId).FirstAsync(database, $"{Summary}, config, result", ReadDetails, cancellation);
        if (job is null) return null;

        var lines = await OfJob("job_log", tenantId, jobId).AllAsync(database, Line, $"order by number desc limit {LastLines}", ReadLine, cancellation);
        lines.Reverse();
        return job with { Logs = lines, Artifacts = await ListArtifactsAsync(tenantId, jobId, cancellation) };
    }

    /// <summary>Lines of a job's log in order.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="level">Only lines of this level; null for all.</param>
    /// <param name="after">Only lines with a higher number.</param>
    /// <param name="limit">At most so many lines.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The lines; the cursor is the number to go on after.</returns>
    public async Task<Page<JobLogLine>> ListLogAsync(string tenantId, Guid jobId, JobLogLevel? level, long after, int limit, CancellationToken cancellation)
    {
        var wanted = Math.Clamp(limit, 1, PageRequest.MaxLimit);
        var lines = await OfJob("job_log", tenantId, jobId)
            .And("level = {0}", level is { } wantedLevel ? WireName.Of(wantedLevel) : null)
            .And("number > {0}", after)
            .AllAsync(database, Line, $"order by number limit {wanted + 1}", ReadLine, cancellation);
        return lines.Count <= wanted
            ? new Page<JobLogLine>(lines, NextCursor: null)
            : new Page<JobLogLine>(lines[..wanted], lines[wanted - 1].Number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What a job produced, in order, without the contents.</summary>
    public async Task<IReadOnlyList<ArtifactHead>> ListArtifactsAsync(string tenantId, Guid jobId, CancellationToken cancellation) =>
        await OfJob("job_artifact", tenantId, jobId).AllAsync(database, Head, "order by number", ReadHead, cancellation);

    /// <summary>One artifact, or null when the job has no such artifact.</summary>
    public Task<Artifact?> FindArtifactAsync(string tenantId, Guid jobId, Guid artifactId, CancellationToken cancellation) =>
        OfJob("job_artifact", tenantId, jobId).And("artifact_id = {0}", artifactId)
            .FirstAsync(database, $"{Head}, content, diff_patch", ReadArtifact, cancellation);

    private static ListQuery OfJob(string table, string tenantId, Guid jobId) => new ListQuery(table, tenantId).And("job_id = {0}", jobId);

    private static JobSummary ReadSummary(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.TextOrNull(4), row.GetInt32(5), row.Enum<JobStatus>(6), row.GetInt32(7),
        row.GetInt32(8), row.GetInt32(9), row.TextOrNull(10), row.TimeOrNull(11), row.TimeOrNull(12), row.Time(13), row.TimeOrNull(14), row.TimeOrNull(15),
        row.TextOrNull(16));

    private static JobDetails ReadDetails(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), row.TextOrNull(4), row.GetInt32(5), row.Enum<JobStatus>(6), row.GetInt32(7),
        row.GetInt32(8), row.GetInt32(9), row.TextOrNull(10), row.TimeOrNull(11), row.TimeOrNull(12), row.Time(13), row.TimeOrNull(14), row.TimeOrNull(15),
        row.TextOrNull(16), row.JsonOrNull(17), row.JsonOrNull(18), Logs: [], Artifacts: []);

    private static JobLogLine ReadLine(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.Time(1), row.GetInt32(2), row.Enum<JobLogLevel>(3), row.GetString(4), row.JsonOrNull(5));

    private static ArtifactHead ReadHead(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.Enum<ArtifactType>(1), row.GetString(2), row.TextOrNull(3), row.GetInt32(4), row.Time(5), row.JsonOrNull(6));

    private static Artifact ReadArtifact(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.Enum<ArtifactType>(1), row.GetString(2), row.TextOrNull(3), row.GetInt32(4), row.Time(5), row.JsonOrNull(6), row.TextOrNull(7),
        row.TextOrNull(8));
}
