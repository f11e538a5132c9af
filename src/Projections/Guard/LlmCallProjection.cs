using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Guard;

/// <summary>One row per call that the guard saw: counts and digests, never a value.</summary>
public sealed class LlmCallProjection : IProjection
{
    private const string InsertGuarded = $"""
        insert into llm_calls (
          tenant_id, call_id, position, at, outcome, provider, api, model, agent, session_id, job_id, mode, policy_version, entities, request_commitment,
          request_bytes, overhead_ms)
        values ($1, $2, {Columns.Position}, $4, 'open', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    private const string SetCompleted = """
        update llm_calls set outcome = $3, ended_at = $4, status = $5, input_tokens = $6, output_tokens = $7, cache_read_tokens = $8, cache_write_tokens = $9,
          reasoning_tokens = $10, cost_usd = $11, response_commitment = $12, restored = $13, unrestored = $14, duration_ms = $15, time_to_first_byte_ms = $16,
          reply_entities = $17
        where tenant_id = $1 and call_id = $2
        """;

    // A call may be refused after it was recorded, when the log failed while the provider was about to be asked.
    private const string UpsertBlocked = $"""
        insert into llm_calls (
          tenant_id, call_id, position, at, outcome, ended_at, reason, status, provider, api, model, agent, session_id, job_id, policy_version, entities)
        values ($1, $2, {Columns.Position}, $4, 'blocked', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (tenant_id, call_id) do update set outcome = 'blocked', ended_at = excluded.ended_at, reason = excluded.reason, status = excluded.status
        """;

    private const string SetLost = "update llm_calls set outcome = 'lost', ended_at = $3 where tenant_id = $1 and call_id = $2";

    /// <inheritdoc/>
    public string Name => "llm_calls";

    /// <inheritdoc/>
    public int Version => 3;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["llm_calls"];

    /// <inheritdoc/>
    public string Schema => """
        create table llm_calls (
          tenant_id              varchar           not null,
          call_id                uuid              not null,
          position               bigint            not null,  -- of the first event: the list's order
          at                     timestamptz       not null,
          outcome                text              not null,  -- open, answered, client_aborted, upstream_failed, withheld, lost, blocked
          ended_at               timestamptz,
          reason                 text,                        -- why it was blocked
          status                 integer,                     -- the provider's; ours when blocked
          provider               text,
          api                    text,
          model                  text,
          agent                  text,
          session_id             uuid,
          job_id                 uuid,
          mode                   text,
          policy_version         bigint            not null,
          entities               jsonb             not null,  -- [{entityType, action, count}]
          request_commitment     text,
          request_bytes          bigint,
          overhead_ms            double precision,
          input_tokens           bigint,
          output_tokens          bigint,
          cache_read_tokens      bigint,
          cache_write_tokens     bigint,
          reasoning_tokens       bigint,
          cost_usd               numeric,                     -- null: the price is not known
          response_commitment    text,
          restored               integer,
          unrestored             integer,
          duration_ms            double precision,
          time_to_first_byte_ms  double precision,
          reply_entities         jsonb,                       -- as entities; null: replies were not read
          constraint llm_calls_pkey primary key (tenant_id, call_id)
        );
        create index llm_calls_newest on llm_calls (tenant_id, position desc);
        create index llm_calls_by_time on llm_calls (tenant_id, at);
        create index llm_calls_open on llm_calls (at) where outcome = 'open';  -- for the sweeper of lost calls
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        var tenant = stored.Stream.TenantId;
        switch (stored.Data)
        {
            case LlmCallGuarded e:
                sql.Add(
                    InsertGuarded, tenant, e.CallId, stored.Version, stored.Timestamp, e.Provider, e.Api, e.Model, e.Agent, e.SessionId, e.JobId,
                    WireName.Of(e.Mode), e.PolicyVersion, Columns.Json(JsonSerializer.SerializeToElement(e.Entities, EventJson.Options)), e.RequestCommitment,
                    e.RequestBytes, e.OverheadMs);
                break;
            case LlmCallCompleted e:
                sql.Add(
                    SetCompleted, tenant, e.CallId, WireName.Of(e.Outcome), stored.Timestamp, e.UpstreamStatus, e.Tokens?.Input, e.Tokens?.Output,
                    e.Tokens?.CacheRead, e.Tokens?.CacheWrite, e.Tokens?.Reasoning, e.CostUsd, e.ResponseCommitment, e.Restored, e.Unrestored, e.DurationMs,
                    e.TimeToFirstByteMs, Columns.Json(e.ReplyEntities is null ? null : JsonSerializer.SerializeToElement(e.ReplyEntities, EventJson.Options)));
                break;
            case LlmCallLost e:
                sql.Add(SetLost, tenant, e.CallId, stored.Timestamp);
                break;
            case LlmCallBlocked e:
                sql.Add(
                    UpsertBlocked, tenant, e.CallId, stored.Version, stored.Timestamp, e.Reason, e.Status, e.Provider, e.Api, e.Model, e.Agent,
                    e.SessionId, e.JobId, e.PolicyVersion, Columns.Json(JsonSerializer.SerializeToElement(e.Entities ?? [], EventJson.Options)));
                break;
        }
    }
}
