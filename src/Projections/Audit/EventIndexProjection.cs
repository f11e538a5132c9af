using EventAgents.EventStore;

namespace EventAgents.Projections.Audit;

/// <summary>Finds events by id, type, actor, conversation or time: the log's own tables must have no index beside Marten's.</summary>
public sealed class EventIndexProjection : IProjection
{
    private const string Insert = "insert into event_index (tenant_id, event_id, position, type, actor, correlation_id, at) values ($1, $2, $3, $4, $5, $6, $7)";

    /// <inheritdoc/>
    public string Name => "event_index";

    /// <inheritdoc/>
    public int Version => 2;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["event_index"];

    /// <inheritdoc/>
    public string Schema => """
        create table event_index (
          tenant_id       varchar      not null,
          event_id        uuid         not null,
          position        bigint       not null,
          type            text         not null,
          actor           text,
          correlation_id  text,
          at              timestamptz  not null,
          constraint event_index_pkey primary key (tenant_id, event_id)
        );
        create index event_index_by_position on event_index (tenant_id, position) include (at);  -- one tenant's events in a log of many, and long times
        create index event_index_by_type on event_index (tenant_id, type, position);
        create index event_index_by_actor on event_index (tenant_id, actor, position);
        create index event_index_by_conversation on event_index (tenant_id, correlation_id, position);
        create index event_index_by_time on event_index (tenant_id, at, position);
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql) => sql.Add(
        Insert, stored.Stream.TenantId, stored.Id, stored.Position, stored.Type, Columns.Text(stored.Metadata.UserName), Columns.Text(stored.Metadata.CorrelationId), stored.Timestamp);
}
