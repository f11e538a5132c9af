using EventAgents.Events;
using Npgsql;

namespace EventAgents.Projections.Improvements;

/// <summary>Reads the improvement board, and what ratings say about a card.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
public sealed class ImprovementQueries(NpgsqlDataSource database)
{
    private const string Card = """
        improvement_id, version, feedback_id, job_id, issue_id, agent_type, priority, board_column, analysis, implemented_at, later_ratings, later_average,
        average_before, dismiss_reason, opened_at, updated_at
        """;

    // Averages keep two decimals, as everywhere; the comparison is made with the same.
    private const string Evidence = """
        select
          (count(*) filter (where f.submitted_at > c.implemented_at))::integer,
          round(avg(f.rating) filter (where f.submitted_at > c.implemented_at), 2),
          round(avg(f.rating) filter (where f.submitted_at <= c.implemented_at), 2)
        from improvement_board c
        left join feedback f on f.tenant_id = c.tenant_id and f.agent_type = c.agent_type and f.submitted_at > c.implemented_at - interval '30 days'
        where c.tenant_id = $1 and c.improvement_id = $2
        """;

    /// <summary>One page of a tenant's cards, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public Task<Page<ImprovementCard>> ListAsync(string tenantId, ImprovementFilter filter, PageRequest page, CancellationToken cancellation) =>
        new ListQuery("improvement_board", tenantId)
            .And("board_column = {0}", filter.Column is { } column ? WireName.Of(column) : null)
            .And("board_column = any ({0})", filter.Status is { } status ? ColumnsOf(status) : null)
            .And("priority = {0}", filter.Priority is { } priority ? WireName.Of(priority) : null)
            .And("agent_type = {0}", filter.AgentType)
            .PageAsync(database, Card, page, filter, ReadCard, cancellation);

    /// <summary>A card, or null when the tenant has no such card.</summary>
    public Task<ImprovementCard?> FindAsync(string tenantId, Guid improvementId, CancellationToken cancellation) =>
        new ListQuery("improvement_board", tenantId).And("improvement_id = {0}", improvementId).FirstAsync(database, Card, ReadCard, cancellation);

    /// <summary>What the ratings of a card's agent type say since its work was done, against the 30 days before.</summary>
    public async Task<RatingEvidence> FindEvidenceAsync(string tenantId, Guid improvementId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Evidence);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = improvementId });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return new RatingEvidence(rows.GetInt32(0), rows.DecimalOrNull(1), rows.DecimalOrNull(2));
    }

    private static string[] ColumnsOf(ImprovementStatus status) =>
        [.. Enum.GetValues<BoardColumn>().Where(column => ImprovementCard.StatusOf(column) == status).Select(WireName.Of)];

    private static ImprovementCard ReadCard(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetGuid(3), row.GetGuid(4), row.GetString(5), row.Enum<ImprovementPriority>(6),
        row.Enum<BoardColumn>(7), row.TextOrNull(8), row.TimeOrNull(9),
        row.IntOrNull(10) is { } later ? new RatingEvidence(later, row.DecimalOrNull(11), row.DecimalOrNull(12)) : null,
        row.TextOrNull(13), row.Time(14), row.Time(15));
}
