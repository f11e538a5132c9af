using EventAgents.Events;
using Npgsql;

namespace EventAgents.Projections.Sessions;

/// <summary>Reads sessions.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
public sealed class SessionQueries(NpgsqlDataSource database)
{
    private const string Summary = """
        session_id, version, agent_role, task_id, status, created_at, last_transition_at, paused_at, completed_at, failed_at, expired_at, last_activity_at
        """;

    private const string Idle = """
        select tenant_id, session_id, version, status from session_summary
        where (status = 'pending' and last_activity_at <= $1)
          or (status = 'active' and last_activity_at <= $2)
          or (status = 'paused' and last_activity_at <= $3)
        order by last_activity_at limit $4
        """;

    /// <summary>One page of a tenant's sessions, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public Task<Page<SessionSummary>> ListAsync(string tenantId, SessionFilter filter, PageRequest page, CancellationToken cancellation) =>
        new ListQuery("session_summary", tenantId)
            .And("status = {0}", filter.Status is { } status ? WireName.Of(status) : null)
            .And("agent_role = {0}", filter.AgentRole)
            .PageAsync(database, Summary, page, filter, ReadSummary, cancellation);

    /// <summary>How many sessions a tenant has in each state; states without any are left out.</summary>
    public Task<IReadOnlyDictionary<SessionStatus, long>> CountAsync(string tenantId, CancellationToken cancellation) =>
        new ListQuery("session_summary", tenantId).CountAsync<SessionStatus>(database, "status", cancellation);

    /// <summary>A session with its history, or null when the tenant has no such session.</summary>
    public async Task<SessionDetails?> FindAsync(string tenantId, Guid sessionId, CancellationToken cancellation)
    {
        var session = await OfSession("session_summary", tenantId, sessionId).FirstAsync(database, $"{Summary}, metadata", ReadDetails, cancellation);
        return session is null ? null : session with
        {
            History = await OfSession("session_transition", tenantId, sessionId)
                .AllAsync(database, "version, at, event, from_status, to_status, reason, actor", "order by version", ReadTransition, cancellation),
        };
    }

    /// <summary>Live sessions of all tenants in which nothing has happened since these times, the longest ago first.</summary>
    /// <param name="pendingSince">For sessions that were never used.</param>
    /// <param name="activeSince">For sessions in use.</param>
    /// <param name="pausedSince">For sessions put aside.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<IdleSession>> FindIdleAsync(
        DateTimeOffset pendingSince, DateTimeOffset activeSince, DateTimeOffset pausedSince, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Idle);
        foreach (object value in (ReadOnlySpan<object>)[pendingSince, activeSince, pausedSince, limit]) command.Parameters.Add(new() { Value = value });
        var idle = new List<IdleSession>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) idle.Add(new(rows.GetString(0), rows.GetGuid(1), rows.GetInt64(2), rows.Enum<SessionStatus>(3)));
        return idle;
    }

    private static ListQuery OfSession(string table, string tenantId, Guid sessionId) => new ListQuery(table, tenantId).And("session_id = {0}", sessionId);

    private static SessionSummary ReadSummary(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.TextOrNull(3), row.Enum<SessionStatus>(4), row.Time(5), row.Time(6), row.TimeOrNull(7),
        row.TimeOrNull(8), row.TimeOrNull(9), row.TimeOrNull(10), row.Time(11));

    private static SessionDetails ReadDetails(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.TextOrNull(3), row.Enum<SessionStatus>(4), row.Time(5), row.Time(6), row.TimeOrNull(7),
        row.TimeOrNull(8), row.TimeOrNull(9), row.TimeOrNull(10), row.Time(11), row.JsonOrNull(12), History: []);

    private static SessionTransition ReadTransition(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.Time(1), row.GetString(2), row.IsDBNull(3) ? null : row.Enum<SessionStatus>(3), row.Enum<SessionStatus>(4), row.TextOrNull(5),
        row.TextOrNull(6));
}
