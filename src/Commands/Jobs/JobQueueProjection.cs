using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Commands.Jobs;

/// <summary>
/// The open jobs, one row each, as the queue needs them; a job that has ended leaves. Written with the events, so that a claim sees what was
/// committed before it.
/// </summary>
public sealed class JobQueueProjection : IProjection
{
    // The position comes from the log, since an event that is only being appended does not know it yet.
    private const string Insert = """
        insert into job_queue (tenant_id, job_id, issue_id, agent_type, priority, position, status, available_at, attempt)
        select $1, $2, $3, $4, $5, seq_id, 'pending', timestamp, 0 from events.mt_events where tenant_id = $1 and stream_id = $2 and version = $6
        """;

    private const string Start = """
        update job_queue set status = 'running', attempt = $3, worker_id = $4, lease_until = $5 where tenant_id = $1 and job_id = $2
        """;

    private const string PutBack = """
        update job_queue set status = 'pending', worker_id = null, lease_until = null, available_at = $3 where tenant_id = $1 and job_id = $2
        """;

    private const string Pause = """
        update job_queue set status = 'paused', worker_id = null, lease_until = null where tenant_id = $1 and job_id = $2
        """;

    private const string Resume = "update job_queue set status = 'pending' where tenant_id = $1 and job_id = $2";
    private const string Remove = "delete from job_queue where tenant_id = $1 and job_id = $2";
    private const string Reorder = "update job_queue set priority = $3 where tenant_id = $1 and issue_id = $2";

    /// <inheritdoc/>
    public string Name => "job_queue";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["job_queue"];

    /// <inheritdoc/>
    public string Schema => """
        create table job_queue (
          tenant_id     varchar      not null,
          job_id        uuid         not null,
          issue_id      uuid         not null,
          agent_type    text         not null,
          priority      integer      not null,  -- the lower goes first
          position      bigint       not null,  -- of JobCreated: among equals the older goes first
          status        text         not null,
          available_at  timestamptz  not null,
          attempt       integer      not null,
          worker_id     text,
          lease_until   timestamptz,            -- as JobStarted states it; ops.job_claims may know a later one
          constraint job_queue_pkey primary key (tenant_id, job_id)
        );
        create index job_queue_claimable on job_queue (tenant_id, priority, position) where status = 'pending';
        create index job_queue_leases on job_queue (lease_until) where status = 'running';
        create index job_queue_running on job_queue (tenant_id) where status = 'running';
        create index job_queue_by_issue on job_queue (tenant_id, issue_id);
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        var tenant = stored.Stream.TenantId;
        switch (stored.Data)
        {
            case JobCreated e:
                sql.Add(Insert, tenant, e.JobId, e.IssueId, e.AgentType, e.Priority, stored.Version);
                break;
            case JobStarted e:
                sql.Add(Start, tenant, e.JobId, e.Attempt, e.WorkerId, e.LeaseUntil);
                break;
            case JobAttemptFailed { RetryAt: { } retryAt } e:
                sql.Add(PutBack, tenant, e.JobId, retryAt);
                break;
            case JobLeaseExpired { RetryAt: { } retryAt } e:
                sql.Add(PutBack, tenant, e.JobId, retryAt);
                break;
            case JobPaused e:
                sql.Add(Pause, tenant, e.JobId);
                break;
            case JobResumed e:
                sql.Add(Resume, tenant, e.JobId);
                break;
            case JobCompleted or JobFailed or JobCancelled:
                sql.Add(Remove, tenant, stored.Stream.Id);
                break;
            case IssuePriorityChanged e:
                sql.Add(Reorder, tenant, e.IssueId, QueuePriority.Of(e.To));
                break;
        }
    }
}
