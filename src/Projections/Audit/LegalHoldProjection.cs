using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Audit;

/// <summary>One row per hold that stands. It is written with its event, so that whoever archives a stream sees it.</summary>
public sealed class LegalHoldProjection : IProjection
{
    private const string Place = $"""
        insert into legal_hold (tenant_id, hold_id, version, position, stream_id, reason, placed_by, placed_at) values ($1, $2, $3, {Columns.Position}, $4, $5, $6, $7)
        on conflict (tenant_id, hold_id) do update set version = excluded.version, reason = excluded.reason
        """;

    private const string Release = "delete from legal_hold where tenant_id = $1 and hold_id = $2";

    /// <inheritdoc/>
    public string Name => "legal_hold";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["legal_hold"];

    /// <inheritdoc/>
    public string Schema => """
        create table legal_hold (
          tenant_id  varchar      not null,
          hold_id    uuid         not null,  -- the hold's own stream
          version    bigint       not null,
          position   bigint       not null,  -- of its placing: the list's order
          stream_id  uuid,                   -- null: everything that the organisation has
          reason     text         not null,
          placed_by  text,
          placed_at  timestamptz  not null,
          constraint legal_hold_pkey primary key (tenant_id, hold_id)
        );
        create index legal_hold_by_stream on legal_hold (tenant_id, stream_id);  -- asked for every stream that is about to be archived
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        switch (stored.Data)
        {
            case LegalHoldPlaced e:
                sql.Add(
                    Place, stored.Stream.TenantId, stored.Stream.Id, stored.Version, Columns.Id(e.HeldStreamId), e.Reason, Columns.Text(stored.Metadata.UserName), stored.Timestamp);
                break;
            case LegalHoldReleased:
                sql.Add(Release, stored.Stream.TenantId, stored.Stream.Id);
                break;
        }
    }
}
