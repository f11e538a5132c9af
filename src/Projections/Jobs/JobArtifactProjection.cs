using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Jobs;

/// <summary>What jobs produced.</summary>
public sealed class JobArtifactProjection : IProjection
{
    private const string Insert = """
        insert into job_artifact (tenant_id, job_id, artifact_id, number, at, attempt, type, name, content, file_path, diff_patch, metadata)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    /// <inheritdoc/>
    public string Name => "job_artifact";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["job_artifact"];

    /// <inheritdoc/>
    public string Schema => """
        create table job_artifact (
          tenant_id    varchar      not null,
          job_id       uuid         not null,
          artifact_id  uuid         not null,
          number       bigint       not null,  -- the event's version: rises, with gaps
          at           timestamptz  not null,
          attempt      integer      not null,
          type         text         not null,
          name         text         not null,
          content      text,
          file_path    text,
          diff_patch   text,
          metadata     jsonb,
          constraint job_artifact_pkey primary key (tenant_id, job_id, artifact_id)
        );
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        if (stored.Data is not ArtifactProduced e) return;
        sql.Add(
            Insert, stored.Stream.TenantId, e.JobId, e.ArtifactId, stored.Version, stored.Timestamp, e.Attempt, WireName.Of(e.Type), e.Name, e.Content,
            e.FilePath, e.DiffPatch, Columns.Json(e.Metadata));
    }
}
