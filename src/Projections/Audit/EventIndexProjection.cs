using EventAgents.EventStore;

namespace EventAgents.Projections.Audit;

/// <summary>Finds events by their id or their conversation: the log's own tables must have no index beside Marten's.</summary>
public sealed class EventIndexProjection : IProjection
{
    private const string Insert = "insert into event_index (tenant_id, event_id, position, correlation_id) values ($1, $2, $3, $4)";

    /// <inheritdoc/>
    public string Name => "event_index";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["event_index"];

    /// <inheritdoc/>
    public string Schema => """
        create table event_index (
          tenant_id       varchar  not null,
          event_id        uuid     not null,
          position        bigint   not null,
          correlation_id  text,
          constraint event_index_pkey primary key (tenant_id, event_id)
        );
        create index event_index_by_conversation on event_index (tenant_id, correlation_id, position);
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql) =>
        sql.Add(Insert, stored.Stream.TenantId, stored.Id, stored.Position, Columns.Text(stored.Metadata.CorrelationId));
}
