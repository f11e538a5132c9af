using EventAgents.Events;
using Npgsql;

namespace EventAgents.Projections.Feedback;

/// <summary>Reads feedback and its statistics.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
public sealed class FeedbackQueries(NpgsqlDataSource database)
{
    private const string Item = "feedback_id, version, job_id, issue_id, agent_type, user_id, rating, outcome, comment, tags, submitted_at, revised_at";

    /// <summary>One page of a tenant's feedback, newest first, with the statistics of everything that matches.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public async Task<FeedbackPage> ListAsync(string tenantId, FeedbackFilter filter, PageRequest page, CancellationToken cancellation)
    {
        var items = await Matching(tenantId, filter).PageAsync(database, Item, page, filter, ReadItem, cancellation);
        return new FeedbackPage(items.Items, items.NextCursor, await CountAsync(tenantId, filter, cancellation));
    }

    /// <summary>A feedback, or null when the tenant has no such feedback.</summary>
    public Task<FeedbackItem?> FindAsync(string tenantId, Guid feedbackId, CancellationToken cancellation) =>
        new ListQuery("feedback", tenantId).And("feedback_id = {0}", feedbackId).FirstAsync(database, Item, ReadItem, cancellation);

    /// <summary>From one statement, so that its parts agree with each other.</summary>
    private async Task<FeedbackStatistics> CountAsync(string tenantId, FeedbackFilter filter, CancellationToken cancellation)
    {
        var groups = await Matching(tenantId, filter).AllAsync(
            database,
            "agent_type, (submitted_at at time zone 'UTC')::date as day, outcome, count(*), sum(rating)",
            "group by agent_type, day, outcome order by agent_type, day",
            row => new Group(row.GetString(0), row.GetFieldValue<DateOnly>(1), row.Enum<FeedbackOutcome>(2), row.GetInt64(3), row.GetInt64(4)),
            cancellation);

        var total = groups.Sum(g => g.Count);
        return new FeedbackStatistics(
            total,
            total == 0 ? null : Average(groups.Sum(g => g.Ratings), total),
            Enum.GetValues<FeedbackOutcome>().ToDictionary(outcome => outcome, outcome => groups.Where(g => g.Outcome == outcome).Sum(g => g.Count)),
            [.. groups.GroupBy(g => (g.AgentType, g.Day)).Select(TrendOf)]);
    }

    private static FeedbackTrendPoint TrendOf(IGrouping<(string AgentType, DateOnly Day), Group> day)
    {
        var count = day.Sum(g => g.Count);
        return new FeedbackTrendPoint(day.Key.AgentType, day.Key.Day, count, Average(day.Sum(g => g.Ratings), count));
    }

    private static ListQuery Matching(string tenantId, FeedbackFilter filter) => new ListQuery("feedback", tenantId)
        .And("agent_type = {0}", filter.AgentType)
        .And("outcome = {0}", filter.Outcome is { } outcome ? WireName.Of(outcome) : null)
        .And("submitted_at >= {0}", filter.From?.ToUniversalTime())
        .And("submitted_at < {0}", filter.To?.ToUniversalTime());

    private static decimal Average(long ratings, long count) => Math.Round((decimal)ratings / count, 2);

    private static FeedbackItem ReadItem(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), row.GetString(5), row.GetInt32(6), row.Enum<FeedbackOutcome>(7),
        row.TextOrNull(8), row.GetFieldValue<string[]>(9), row.Time(10), row.TimeOrNull(11));

    private sealed record Group(string AgentType, DateOnly Day, FeedbackOutcome Outcome, long Count, long Ratings);
}
