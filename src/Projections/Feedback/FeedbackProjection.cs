using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Feedback;

/// <summary>One row per feedback, as it holds now. Statistics are counted over these rows.</summary>
public sealed class FeedbackProjection : IProjection
{
    private const string Insert = $"""
        insert into feedback (
          tenant_id, feedback_id, version, position, job_id, issue_id, agent_type, user_id, rating, outcome, comment, tags, submitted_at)
        values ($1, $2, $3, {Columns.Position}, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    private const string Revise = """
        update feedback set version = $3, rating = $4, outcome = $5, comment = $6, tags = $7, revised_at = $8 where tenant_id = $1 and feedback_id = $2
        """;

    /// <inheritdoc/>
    public string Name => "feedback";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["feedback"];

    /// <inheritdoc/>
    public string Schema => """
        create table feedback (
          tenant_id     varchar      not null,
          feedback_id   uuid         not null,
          version       bigint       not null,  -- of the stream: the ETag
          position      bigint       not null,  -- of FeedbackSubmitted: the list's order
          job_id        uuid         not null,
          issue_id      uuid         not null,
          agent_type    text         not null,
          user_id       text         not null,
          rating        integer      not null,
          outcome       text         not null,
          comment       text,
          tags          text[]       not null,
          submitted_at  timestamptz  not null,
          revised_at    timestamptz,
          constraint feedback_pkey primary key (tenant_id, feedback_id)
        );
        create index feedback_newest on feedback (tenant_id, position desc);
        create index feedback_by_agent on feedback (tenant_id, agent_type, submitted_at);
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        var tenant = stored.Stream.TenantId;
        switch (stored.Data)
        {
            case FeedbackSubmitted e:
                sql.Add(
                    Insert, tenant, e.FeedbackId, stored.Version, e.JobId, e.IssueId, e.AgentType, e.UserId, e.Rating, WireName.Of(e.Outcome),
                    e.Comment, e.Tags.ToArray(), stored.Timestamp);
                break;
            case FeedbackRevised e:
                sql.Add(
                    Revise, tenant, e.FeedbackId, stored.Version, e.Rating, WireName.Of(e.Outcome), Columns.Text(e.Comment), e.Tags.ToArray(), stored.Timestamp);
                break;
        }
    }
}
