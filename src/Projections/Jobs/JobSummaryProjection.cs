using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Jobs;

/// <summary>One row per job, for lists and GET.</summary>
public sealed class JobSummaryProjection : IProjection
{
    private const string Insert = $"""
        insert into job_summary (
          tenant_id, job_id, version, updated_at, position, issue_id, agent_type, model, priority, status, attempts, failed_attempts,
          max_attempts, config, created_at)
        values ($1, $2, $3, $4, {Columns.Position}, $5, $6, $7, $8, 'pending', 0, 0, $9, $10, $4)
        """;

    private const string Touch = "update job_summary set version = $3, updated_at = $4";
    private const string ThisOne = " where tenant_id = $1 and job_id = $2";
    private const string NoLease = ", worker_id = null, lease_until = null";
    private const string SetNothing = Touch + ThisOne;
    private const string SetStarted =
        Touch + ", status = 'running', attempts = $5, worker_id = $6, lease_until = $7, retry_at = null, started_at = $4" + ThisOne;

    private const string SetPutBack =
        Touch + NoLease + ", status = 'pending', retry_at = $5, error = coalesce($6, error), failed_attempts = failed_attempts + $7" + ThisOne;

    private const string SetLastFailure = Touch + ", failed_attempts = failed_attempts + 1" + ThisOne;
    private const string SetOpen = Touch + NoLease + ", status = $5" + ThisOne;
    private const string SetEnded = Touch + NoLease + ", status = $5, retry_at = null, completed_at = $4, result = $6, error = $7" + ThisOne;

    private const string SetPriority = """
        update job_summary set priority = $3 where tenant_id = $1 and issue_id = $2 and status in ('pending', 'running', 'paused')
        """;

    /// <inheritdoc/>
    public string Name => "job_summary";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["job_summary"];

    /// <inheritdoc/>
    public string Schema => """
        create table job_summary (
          tenant_id        varchar      not null,
          job_id           uuid         not null,
          version          bigint       not null,  -- of the stream: the ETag
          updated_at       timestamptz  not null,
          position         bigint       not null,  -- of JobCreated: the list's order
          issue_id         uuid         not null,
          agent_type       text         not null,
          model            text,
          priority         integer      not null,
          status           text         not null,
          attempts         integer      not null,  -- starts
          failed_attempts  integer      not null,
          max_attempts     integer      not null,
          config           jsonb,
          worker_id        text,
          lease_until      timestamptz,
          retry_at         timestamptz,
          started_at       timestamptz,            -- the newest start
          completed_at     timestamptz,            -- any end
          result           jsonb,
          error            text,
          created_at       timestamptz  not null,
          constraint job_summary_pkey primary key (tenant_id, job_id)
        );
        create index job_summary_newest on job_summary (tenant_id, position desc);
        create index job_summary_by_status on job_summary (tenant_id, status, position desc);
        create index job_summary_by_issue on job_summary (tenant_id, issue_id, position desc);
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        var (tenant, id, version, at) = (stored.Stream.TenantId, stored.Stream.Id, stored.Version, stored.Timestamp);
        switch (stored.Data)
        {
            case JobCreated e:
                sql.Add(Insert, tenant, id, version, at, e.IssueId, e.AgentType, e.Model, e.Priority, e.MaxAttempts, Columns.Json(e.Config));
                break;
            case JobStarted e:
                sql.Add(SetStarted, tenant, id, version, at, e.Attempt, e.WorkerId, e.LeaseUntil);
                break;
            case JobAttemptFailed { RetryAt: { } retryAt } e:
                sql.Add(SetPutBack, tenant, id, version, at, retryAt, e.Error, 1);
                break;
            case JobAttemptFailed:
                sql.Add(SetLastFailure, tenant, id, version, at);
                break;
            case JobLeaseExpired { RetryAt: { } retryAt }:
                sql.Add(SetPutBack, tenant, id, version, at, retryAt, Columns.Text(null), 0);
                break;
            case JobPaused:
                sql.Add(SetOpen, tenant, id, version, at, WireName.Of(JobStatus.Paused));
                break;
            case JobResumed:
                sql.Add(SetOpen, tenant, id, version, at, WireName.Of(JobStatus.Pending));
                break;
            case JobCompleted e:
                sql.Add(SetEnded, tenant, id, version, at, WireName.Of(JobStatus.Completed), Columns.Json(e.Result), Columns.Text(null));
                break;
            case JobFailed e:
                sql.Add(SetEnded, tenant, id, version, at, WireName.Of(JobStatus.Failed), Columns.Json(null), Columns.Text(e.Error));
                break;
            case JobCancelled:
                sql.Add(SetEnded, tenant, id, version, at, WireName.Of(JobStatus.Cancelled), Columns.Json(null), Columns.Text(null));
                break;
            case JobEvent:
                sql.Add(SetNothing, tenant, id, version, at);
                break;
            case IssuePriorityChanged e:
                sql.Add(SetPriority, tenant, e.IssueId, QueuePriority.Of(e.To));
                break;
        }
    }
}
