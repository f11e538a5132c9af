using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Commands.Jobs;

/// <summary>The queue's rows: <c>read.job_queue</c>, made from the log, and <c>ops.job_claims</c>, the notes beside it.</summary>
/// <param name="database">Where they are.</param>
public sealed class JobQueueTable(NpgsqlDataSource database)
{
    // Claims of one tenant go one after the other, so that its limit holds; that of another tenant does not wait.
    private const string OneClaimAtATime = "select pg_advisory_xact_lock(hashtextextended('eventagents claims ' || $1, 0))";

    private const string MarkFree = """
        with room as (
          select greatest(
            $4
            - (select count(*) from job_queue where tenant_id = $1 and status = 'running')
            - (select count(*) from ops.job_claims c join job_queue q using (tenant_id, job_id)
               where c.tenant_id = $1 and c.marked_until > $5 and q.status = 'pending'),
            0) as free),
        picked as (
          select q.tenant_id, q.job_id, q.priority, q.position
          from job_queue q left join ops.job_claims c using (tenant_id, job_id)
          where q.tenant_id = $1 and q.status = 'pending' and q.available_at <= $5
            and (cardinality($2) = 0 or q.agent_type = any ($2)) and (c.marked_until is null or c.marked_until <= $5)
          order by q.priority, q.position
          limit (select least($3, free) from room)
          for update of q skip locked),
        marked as (
          insert into ops.job_claims (tenant_id, job_id, marked_until) select tenant_id, job_id, $6 from picked
          on conflict (tenant_id, job_id) do update set marked_until = excluded.marked_until
          returning job_id)
        select job_id from marked join picked using (job_id) order by priority, position
        """;

    private const string ClearMark = "update ops.job_claims set marked_until = null where tenant_id = $1 and job_id = $2";

    private const string Renew = """
        insert into ops.job_claims (tenant_id, job_id, attempt, lease_until)
        select tenant_id, job_id, attempt, $5 from job_queue
        where tenant_id = $1 and job_id = $2 and status = 'running' and worker_id = $3 and attempt = $4
        on conflict (tenant_id, job_id) do update set attempt = excluded.attempt, lease_until = excluded.lease_until
        """;

    private const string Expired = """
        select q.tenant_id, q.job_id, q.attempt
        from job_queue q left join ops.job_claims c on c.tenant_id = q.tenant_id and c.job_id = q.job_id and c.attempt = q.attempt
        where q.status = 'running' and q.lease_until < $1 and (c.lease_until is null or c.lease_until < $1)
        order by q.lease_until limit 500
        """;

    private const string Forget = """
        delete from ops.job_claims c
        where coalesce(marked_until, '-infinity') < $1 and coalesce(lease_until, '-infinity') < $1
          and not exists (select from job_queue q where q.tenant_id = c.tenant_id and q.job_id = c.job_id)
        """;

    /// <summary>Keeps free jobs for one claim, the most urgent and oldest first, as one committed step.</summary>
    internal async Task<List<Guid>> MarkAsync(
        string tenantId, IReadOnlyList<string> agentTypes, int max, int maxRunning, DateTimeOffset now, DateTimeOffset markedUntil,
        CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(OneClaimAtATime, tenantId));
        batch.BatchCommands.Add(Command(MarkFree, tenantId, agentTypes.ToArray(), (long)max, (long)maxRunning, now, markedUntil));
        var marked = new List<Guid>();
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        await rows.NextResultAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) marked.Add(rows.GetGuid(0));
        return marked;
    }

    /// <summary>The job was started, in the same transaction: the mark has done its duty.</summary>
    internal static void Unmark(SqlBatch sql, string tenantId, Guid jobId) => sql.Add(ClearMark, tenantId, jobId);

    /// <returns>False when the worker does not hold the lease of this attempt.</returns>
    internal async Task<bool> RenewAsync(string tenantId, Guid jobId, string workerId, int attempt, DateTimeOffset until, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(Renew, tenantId, jobId, workerId, attempt, until));
        return await batch.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Leases of all tenants that have ended, the longest ago first.</summary>
    internal async Task<List<(string TenantId, Guid JobId, int Attempt)>> FindExpiredAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(Expired, now));
        var expired = new List<(string, Guid, int)>();
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) expired.Add((rows.GetString(0), rows.GetGuid(1), rows.GetInt32(2)));
        return expired;
    }

    /// <summary>Removes notes on jobs that have left the queue.</summary>
    internal async Task ForgetAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(Forget, now));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
