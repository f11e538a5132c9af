using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Issues;

/// <summary>One row per issue, for lists and GET.</summary>
public sealed class IssueSummaryProjection : IProjection
{
    private const string Insert = $"""
        insert into issue_summary (
          tenant_id, issue_id, version, updated_at, position, type, priority, source, status, title, description, context, external_id, submitted_at)
        values ($1, $2, $3, $4, {Columns.Position}, $5, $6, $7, 'pending', $8, $9, $10, $11, $4)
        """;

    private const string Touch = "update issue_summary set version = $3, updated_at = $4";
    private const string ThisOne = " where tenant_id = $1 and issue_id = $2";
    private const string SetNothing = Touch + ThisOne;
    private const string SetStatus = Touch + ", status = $5" + ThisOne;
    private const string SetJob = Touch + ", status = 'queued', job_id = $5" + ThisOne;
    private const string SetPriority = Touch + ", priority = $5" + ThisOne;
    private const string SetClassification = Touch + ", classification = $5" + ThisOne;

    /// <inheritdoc/>
    public string Name => "issue_summary";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["issue_summary"];

    /// <inheritdoc/>
    public string Schema => """
        create table issue_summary (
          tenant_id       varchar      not null,
          issue_id        uuid         not null,
          version         bigint       not null,  -- of the stream: the ETag
          updated_at      timestamptz  not null,
          position        bigint       not null,  -- of IssueSubmitted: the list's order
          type            text         not null,
          priority        text         not null,
          source          text         not null,
          status          text         not null,
          title           text         not null,
          description     text,
          context         jsonb,
          external_id     text,
          job_id          uuid,                   -- the newest
          classification  jsonb,
          submitted_at    timestamptz  not null,
          constraint issue_summary_pkey primary key (tenant_id, issue_id)
        );
        create index issue_summary_newest on issue_summary (tenant_id, position desc);
        create index issue_summary_by_status on issue_summary (tenant_id, status, position desc);
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        if (stored.Data is not IssueEvent happened) return;

        var (tenant, issue, version, at) = (stored.Stream.TenantId, happened.IssueId, stored.Version, stored.Timestamp);
        switch (happened)
        {
            case IssueSubmitted e:
                sql.Add(
                    Insert, tenant, issue, version, at, WireName.Of(e.Type), WireName.Of(e.Priority), WireName.Of(e.Source), e.Title,
                    e.Description, Columns.Json(e.Context), e.ExternalId);
                break;
            case IssueQueued e:
                sql.Add(SetJob, tenant, issue, version, at, e.JobId);
                break;
            case IssuePriorityChanged e:
                sql.Add(SetPriority, tenant, issue, version, at, WireName.Of(e.To));
                break;
            case IssueClassified e:
                var classification = JsonSerializer.SerializeToElement(Classification.Of(e), EventJson.Options);
                sql.Add(SetClassification, tenant, issue, version, at, Columns.Json(classification));
                break;
            default:
                if (StatusAfter(happened) is { } status) sql.Add(SetStatus, tenant, issue, version, at, WireName.Of(status));
                else sql.Add(SetNothing, tenant, issue, version, at);
                break;
        }
    }

    private static IssueStatus? StatusAfter(IssueEvent happened) => happened switch
    {
        IssueProcessingStarted => IssueStatus.Processing,
        IssueSentToReview => IssueStatus.Review,
        IssueCompleted => IssueStatus.Completed,
        IssueFailed => IssueStatus.Failed,
        IssueCancelled => IssueStatus.Cancelled,
        _ => null,
    };
}
