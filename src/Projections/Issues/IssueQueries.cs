using System.Text.Json;
using EventAgents.Events;
using EventAgents.Projections.Jobs;
using Npgsql;

namespace EventAgents.Projections.Issues;

/// <summary>Reads issues.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
/// <param name="jobs">Reads their jobs.</param>
public sealed class IssueQueries(NpgsqlDataSource database, JobQueries jobs)
{
    private const string Summary = "issue_id, version, type, priority, source, status, title, external_id, job_id, submitted_at, updated_at";

    /// <summary>One page of a tenant's issues, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public Task<Page<IssueSummary>> ListAsync(string tenantId, IssueFilter filter, PageRequest page, CancellationToken cancellation) =>
        new ListQuery("issue_summary", tenantId)
            .And("status = {0}", filter.Status is { } status ? WireName.Of(status) : null)
            .And("type = {0}", filter.Type is { } type ? WireName.Of(type) : null)
            .And("priority = {0}", filter.Priority is { } priority ? WireName.Of(priority) : null)
            .And("source = {0}", filter.Source is { } source ? WireName.Of(source) : null)
            .AndWords("(title || ' ' || coalesce(description, ''))", filter.Q)
            .PageAsync(database, Summary, page, filter, ReadSummary, cancellation);

    /// <summary>How many issues a tenant has in each state; states without any are left out.</summary>
    public Task<IReadOnlyDictionary<IssueStatus, long>> CountAsync(string tenantId, CancellationToken cancellation) =>
        new ListQuery("issue_summary", tenantId).CountAsync<IssueStatus>(database, "status", cancellation);

    /// <summary>An issue with its newest job, or null when the tenant has no such issue.</summary>
    public async Task<IssueDetails?> FindAsync(string tenantId, Guid issueId, CancellationToken cancellation)
    {
        var issue = await new ListQuery("issue_summary", tenantId).And("issue_id = {0}", issueId)
            .FirstAsync(database, $"{Summary}, description, context, classification", ReadDetails, cancellation);
        return issue is { JobId: { } jobId } ? issue with { Job = await jobs.FindAsync(tenantId, jobId, cancellation) } : issue;
    }

    private static IssueSummary ReadSummary(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.Enum<IssueType>(2), row.Enum<IssuePriority>(3), row.Enum<IssueSource>(4), row.Enum<IssueStatus>(5),
        row.GetString(6), row.TextOrNull(7), row.GuidOrNull(8), row.Time(9), row.Time(10));

    private static IssueDetails ReadDetails(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.Enum<IssueType>(2), row.Enum<IssuePriority>(3), row.Enum<IssueSource>(4), row.Enum<IssueStatus>(5),
        row.GetString(6), row.TextOrNull(7), row.GuidOrNull(8), row.Time(9), row.Time(10), row.TextOrNull(11), row.JsonOrNull(12),
        row.JsonOrNull(13)?.Deserialize<Classification>(EventJson.Options), Job: null);
}
