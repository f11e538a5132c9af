using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Improvements;

/// <summary>One row per card of the improvement board.</summary>
public sealed class ImprovementBoardProjection : IProjection
{
    private const string Insert = $"""
        insert into improvement_board (
          tenant_id, improvement_id, version, updated_at, position, feedback_id, job_id, issue_id, agent_type, priority, board_column, opened_at)
        values ($1, $2, $3, $4, {Columns.Position}, $5, $6, $7, $8, $9, 'incoming', $4)
        """;

    private const string Touch = "update improvement_board set version = $3, updated_at = $4";
    private const string ThisOne = " where tenant_id = $1 and improvement_id = $2";
    private const string SetColumn = Touch + ", board_column = $5" + ThisOne;
    private const string SetAnalysis = Touch + ", analysis = $5" + ThisOne;
    private const string SetImplemented = Touch + ", implemented_at = $4" + ThisOne;
    private const string SetVerified = Touch + ", later_ratings = $5, later_average = $6, average_before = $7" + ThisOne;
    private const string SetDismissed = Touch + ", dismiss_reason = $5" + ThisOne;

    /// <inheritdoc/>
    public string Name => "improvement_board";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["improvement_board"];

    /// <inheritdoc/>
    public string Schema => """
        create table improvement_board (
          tenant_id       varchar      not null,
          improvement_id  uuid         not null,
          version         bigint       not null,  -- of the stream: the ETag
          updated_at      timestamptz  not null,
          position        bigint       not null,  -- of ImprovementOpened: the list's order
          feedback_id     uuid         not null,
          job_id          uuid         not null,
          issue_id        uuid         not null,
          agent_type      text         not null,
          priority        text         not null,
          board_column    text         not null,
          analysis        text,
          implemented_at  timestamptz,            -- the last time it went into testing
          later_ratings   integer,
          later_average   numeric,
          average_before  numeric,
          dismiss_reason  text,
          opened_at       timestamptz  not null,
          constraint improvement_board_pkey primary key (tenant_id, improvement_id)
        );
        create index improvement_board_newest on improvement_board (tenant_id, position desc);
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        var (tenant, id, version, at) = (stored.Stream.TenantId, stored.Stream.Id, stored.Version, stored.Timestamp);
        switch (stored.Data)
        {
            case ImprovementOpened e:
                sql.Add(Insert, tenant, id, version, at, e.FeedbackId, e.JobId, e.IssueId, e.AgentType, WireName.Of(e.Priority));
                break;
            case ImprovementMoved e:
                sql.Add(SetColumn, tenant, id, version, at, WireName.Of(e.To));
                break;
            case ImprovementAnalyzed e:
                sql.Add(SetAnalysis, tenant, id, version, at, e.Result);
                break;
            case ImprovementImplemented:
                sql.Add(SetImplemented, tenant, id, version, at);
                break;
            case ImprovementVerified e:
                sql.Add(SetVerified, tenant, id, version, at, e.LaterRatings, e.LaterAverage, e.AverageBefore);
                break;
            case ImprovementDismissed e:
                sql.Add(SetDismissed, tenant, id, version, at, e.Reason);
                break;
        }
    }
}
