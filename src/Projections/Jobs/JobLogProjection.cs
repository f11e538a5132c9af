using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Jobs;

/// <summary>The lines of the jobs' logs.</summary>
public sealed class JobLogProjection : IProjection
{
    private const string Insert = """
        insert into job_log (tenant_id, job_id, number, at, attempt, level, message, data) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    /// <inheritdoc/>
    public string Name => "job_log";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["job_log"];

    /// <inheritdoc/>
    public string Schema => """
        create table job_log (
          tenant_id  varchar      not null,
          job_id     uuid         not null,
          number     bigint       not null,  -- the event's version: rises, with gaps
          at         timestamptz  not null,
          attempt    integer      not null,
          level      text         not null,
          message    text         not null,
          data       jsonb,
          constraint job_log_pkey primary key (tenant_id, job_id, number)
        );
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        if (stored.Data is not JobLogged e) return;
        sql.Add(Insert, stored.Stream.TenantId, e.JobId, stored.Version, stored.Timestamp, e.Attempt, WireName.Of(e.Level), e.Message, Columns.Json(e.Data));
    }
}
