using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Audit;

/// <summary>One row per fact: who did or tried what, on what, how it ended. Texts that callers wrote stay out.</summary>
public sealed class AuditLogProjection : IProjection
{
    private const string Insert = """
        insert into audit_log (
          tenant_id, position, occurred_at, actor_type, actor_id, auth_method, on_behalf_of, source_ip, user_agent, action, resource_type, resource_id, outcome, reason,
          correlation_id, causation_id, trace_id, event_type, stream_id, version, details)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """;

    // A guarded call is one fact, which ends later.
    private const string EndCall = """
        update audit_log set outcome = $3, details = details || $4 where tenant_id = $1 and resource_type = 'llm_call' and resource_id = $2 and event_type = 'llm_call_guarded'
        """;

    /// <inheritdoc/>
    public string Name => "audit_log";

    /// <inheritdoc/>
    public int Version => 3;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["audit_log"];

    /// <inheritdoc/>
    public string Schema => """
        create table audit_log (
          tenant_id       varchar      not null,
          position        bigint       not null,
          occurred_at     timestamptz  not null,
          actor_type      text,
          actor_id        text,
          auth_method     text,
          on_behalf_of    text,
          source_ip       text,
          user_agent      text,
          action          text         not null,
          resource_type   text         not null,
          resource_id     uuid,
          outcome         text         not null,
          reason          text,
          correlation_id  text,
          causation_id    text,
          trace_id        text,
          event_type      text         not null,
          stream_id       uuid         not null,
          version         bigint       not null,
          details         jsonb,
          constraint audit_log_pkey primary key (tenant_id, position)
        );
        create index audit_log_by_time on audit_log (tenant_id, occurred_at);
        create index audit_log_by_actor on audit_log (tenant_id, actor_id, position desc);
        create index audit_log_by_action on audit_log (tenant_id, action, position desc);
        create index audit_log_by_resource_type on audit_log (tenant_id, resource_type, position desc);
        create index audit_log_by_resource on audit_log (tenant_id, resource_id, position desc);  -- also looked through for parts of ids
        create index audit_log_by_outcome on audit_log (tenant_id, outcome, position desc);
        create index audit_log_by_reason on audit_log (tenant_id, reason, position desc) where reason is not null;  -- for words
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        if (stored.Data is LlmCallCompleted ended)
        {
            sql.Add(EndCall, stored.Stream.TenantId, ended.CallId, WireName.Of(ended.Outcome), Columns.Json(DetailsOf(ended)));
            return;
        }

        var fact = AuditFact.Of(stored);
        var metadata = stored.Metadata;
        sql.Add(
            Insert, stored.Stream.TenantId, stored.Position, stored.Timestamp, Header("actor-kind"), Columns.Text(metadata.UserName), Header("auth-method"), Header("on-behalf-of"),
            Header("client-ip"), Header("user-agent"), fact.Action, fact.ResourceType, Columns.Id(fact.ResourceId), fact.Outcome, Columns.Text(fact.Reason),
            Columns.Text(metadata.CorrelationId), Columns.Text(metadata.CausationId), Columns.Text(TraceOf(metadata)), stored.Type, stored.Stream.Id, stored.Version,
            Columns.Json(DetailsOf(stored.Data)));

        Npgsql.NpgsqlParameter Header(string name) => Columns.Text(metadata.Headers.GetValueOrDefault(name));
    }

    /// <summary>The second part of a <c>traceparent</c>, W3C Trace Context.</summary>
    private static string? TraceOf(EventMetadata metadata) =>
        metadata.Headers.TryGetValue(EventMetadata.TraceParentHeader, out var parent) && parent.Split('-') is [_, { Length: 32 } trace, ..] ? trace : null;

    /// <summary>Counts, ids and settings. What a caller wrote is in the event and stays out of here: a reason can name somebody.</summary>
    private static JsonElement? DetailsOf(object happened)
    {
        var hasDetails = happened is LlmCallEvent or GuardSettingsEvent or RetentionEvent or UserRolesChanged or AuditRead or AuditExported or StreamsArchived or ReplayRequested or ReplayCompleted;
        if (!hasDetails) return null;
        var details = JsonSerializer.SerializeToNode(happened, happened.GetType(), EventJson.Options)!.AsObject();
        if (happened is not LlmCallEvent) details.Remove("reason");  // a call's is the guard's, by its stable name
        return JsonSerializer.SerializeToElement(details);
    }
}
