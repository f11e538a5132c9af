using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Sessions;

/// <summary>One row per session and one per change of its state. A guarded LLM call of a session counts as activity.</summary>
public sealed class SessionSummaryProjection : IProjection
{
    private const string Insert = $"""
        insert into session_summary (
          tenant_id, session_id, version, last_activity_at, position, agent_role, task_id, status, metadata, created_at, last_transition_at)
        values ($1, $2, $3, $4, {Columns.Position}, $5, $6, 'pending', $7, $4, $4)
        """;

    private const string InsertCreation = """
        insert into session_transition (tenant_id, session_id, version, at, event, from_status, to_status, reason, actor)
        values ($1, $2, $3, $4, 'create', null, 'pending', null, $5)
        """;

    // Before the session's own row is changed, so that it still says from where.
    private const string InsertTransition = """
        insert into session_transition (tenant_id, session_id, version, at, event, from_status, to_status, reason, actor)
        select tenant_id, session_id, $3, $4, $5, status, $6, $7, $8 from session_summary where tenant_id = $1 and session_id = $2
        """;

    private const string SetStatus = """
        update session_summary set version = $3, last_activity_at = $4, last_transition_at = $4, status = $5,
          paused_at = case when $5 = 'paused' then $4 end,
          completed_at = case when $5 = 'completed' then $4 end,
          failed_at = case when $5 = 'failed' then $4 end,
          expired_at = case when $5 = 'expired' then $4 end
        where tenant_id = $1 and session_id = $2
        """;

    private const string SetMetadata = """
        update session_summary set version = $3, last_activity_at = $4, metadata = $5 where tenant_id = $1 and session_id = $2
        """;

    private const string SetActivity = """
        update session_summary set last_activity_at = $3 where tenant_id = $1 and session_id = $2 and status in ('pending', 'active', 'paused')
        """;

    /// <inheritdoc/>
    public string Name => "session_summary";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["session_summary", "session_transition"];

    /// <inheritdoc/>
    public string Schema => """
        create table session_summary (
          tenant_id           varchar      not null,
          session_id          uuid         not null,
          version             bigint       not null,  -- of the stream: the ETag
          position            bigint       not null,  -- of SessionCreated: the list's order
          agent_role          text         not null,
          task_id             text,
          status              text         not null,
          metadata            jsonb,
          created_at          timestamptz  not null,
          last_transition_at  timestamptz  not null,
          paused_at           timestamptz,            -- only while paused
          completed_at        timestamptz,
          failed_at           timestamptz,
          expired_at          timestamptz,
          last_activity_at    timestamptz  not null,
          constraint session_summary_pkey primary key (tenant_id, session_id)
        );
        create index session_summary_newest on session_summary (tenant_id, position desc);
        create index session_summary_idle on session_summary (status, last_activity_at) where status in ('pending', 'active', 'paused');

        create table session_transition (
          tenant_id    varchar      not null,
          session_id   uuid         not null,
          version      bigint       not null,
          at           timestamptz  not null,
          event        text         not null,
          from_status  text,
          to_status    text         not null,
          reason       text,
          actor        text,
          constraint session_transition_pkey primary key (tenant_id, session_id, version)
        );
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        var (tenant, id, version, at) = (stored.Stream.TenantId, stored.Stream.Id, stored.Version, stored.Timestamp);
        switch (stored.Data)
        {
            case SessionCreated e:
                sql.Add(Insert, tenant, id, version, at, e.AgentRole, e.TaskId, Columns.Json(e.Metadata));
                sql.Add(InsertCreation, tenant, id, version, at, Columns.Text(stored.Metadata.UserName));
                break;
            case SessionMetadataChanged e:
                sql.Add(SetMetadata, tenant, id, version, at, Columns.Json(e.Metadata));
                break;
            case SessionEvent e when TransitionOf(e) is var (name, to, reason):
                sql.Add(
                    InsertTransition, tenant, id, version, at, Columns.Text(name), Columns.Text(WireName.Of(to)), Columns.Text(reason),
                    Columns.Text(stored.Metadata.UserName));
                sql.Add(SetStatus, tenant, id, version, at, Columns.Text(WireName.Of(to)));
                break;
            case LlmCallGuarded { SessionId: { } sessionId }:
                sql.Add(SetActivity, tenant, sessionId, at);
                break;
        }
    }

    private static (string Event, SessionStatus To, string? Reason)? TransitionOf(SessionEvent happened) => happened switch
    {
        SessionActivated e => ("activate", SessionStatus.Active, e.Reason),
        SessionPaused e => ("pause", SessionStatus.Paused, e.Reason),
        SessionResumed e => ("resume", SessionStatus.Active, e.Reason),
        SessionCompleted e => ("complete", SessionStatus.Completed, e.Reason),
        SessionFailed e => ("fail", SessionStatus.Failed, e.Reason),
        SessionExpired e => ("expire", SessionStatus.Expired, e.Reason),
        _ => null,
    };
}
