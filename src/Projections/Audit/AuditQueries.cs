using System.Runtime.CompilerServices;
using Npgsql;

namespace EventAgents.Projections.Audit;

/// <summary>Searches the audit log of one tenant.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
public sealed class AuditQueries(NpgsqlDataSource database)
{
    private const int ChunkSize = 1_000;

    private const string Columns = """
        position, occurred_at, actor_type, actor_id, auth_method, on_behalf_of, source_ip, user_agent, action, resource_type, resource_id, outcome, reason,
        correlation_id, causation_id, trace_id, event_type, stream_id, version, details
        """;

    /// <summary>One page, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public async Task<Page<AuditEntry>> ListAsync(string tenantId, AuditFilter filter, PageRequest page, CancellationToken cancellation)
    {
        var time = await TimeOfAsync(tenantId, filter, cancellation);
        return await Select(tenantId, filter, time).PageAsync(database, Columns, page, filter, Read, cancellation);
    }

    /// <summary>Everything that the filter lets through, oldest first, in pieces, so that memory stays flat.</summary>
    public async IAsyncEnumerable<AuditEntry> AllAsync(string tenantId, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var time = await TimeOfAsync(tenantId, filter, cancellation);
        for (var after = 0L; ;)
        {
            var chunk = await Select(tenantId, filter, time).And("position > {0}", after).AllAsync(database, Columns, $"order by position limit {ChunkSize}", Read, cancellation);
            foreach (var entry in chunk) yield return entry;
            if (chunk.Count < ChunkSize) yield break;
            after = chunk[^1].Position;
        }
    }

    /// <summary>Which values the facts that a filter lets through have, and how often: what a search can be narrowed by.</summary>
    public async Task<AuditFacets> CountAsync(string tenantId, AuditFilter filter, CancellationToken cancellation)
    {
        var facts = await Select(tenantId, filter, await TimeOfAsync(tenantId, filter, cancellation)).AllAsync(
            database, "action, outcome, resource_type, actor_id", $"order by position desc limit {AuditFacets.MaxCounted}",
            row => (Action: row.GetString(0), Outcome: row.GetString(1), Resource: row.GetString(2), Actor: row.TextOrNull(3)), cancellation);
        return new AuditFacets(
            facts.Count, Count(facts.Select(f => f.Action)), Count(facts.Select(f => f.Outcome)), Count(facts.Select(f => f.Resource)),
            Count(facts.Select(f => f.Actor).OfType<string>()));
    }

    private static List<AuditFacet> Count(IEnumerable<string> values) =>
        [.. values.CountBy(value => value).Select(one => new AuditFacet(one.Key, one.Value)).OrderByDescending(one => one.Count).ThenBy(one => one.Value, StringComparer.Ordinal)];

    private Task<TimeBounds?> TimeOfAsync(string tenantId, AuditFilter filter, CancellationToken cancellation) =>
        TimeBounds.FindAsync(database, "audit_log", "occurred_at", tenantId, filter.From, filter.Until, cancellation);

    private static ListQuery Select(string tenantId, AuditFilter filter, TimeBounds? time) => new ListQuery("audit_log", tenantId)
        .And("occurred_at >= {0}", filter.From?.ToUniversalTime())
        .And("occurred_at < {0}", filter.Until?.ToUniversalTime())
        .And("position >= {0}", time?.First)
        .And("position <= {0}", time?.Last)
        .And("actor_id = {0}", filter.Actor)
        .And("action = {0}", filter.Action)
        .And("resource_type = {0}", filter.ResourceType)
        .And("resource_id = {0}", filter.ResourceId)
        .And("outcome = {0}", filter.Outcome)
        .AndWords("(action || ' ' || resource_type || ' ' || coalesce(resource_id::text, '') || ' ' || outcome || ' ' || coalesce(reason, '') || ' ' || coalesce(actor_id, ''))", filter.Q);

    private static AuditEntry Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.Time(1), new AuditActor(row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5)),
        new AuditSource(row.TextOrNull(6), row.TextOrNull(7)), row.GetString(8), new AuditResource(row.GetString(9), row.GuidOrNull(10)), row.GetString(11),
        row.TextOrNull(12), row.TextOrNull(13), row.TextOrNull(14), row.TextOrNull(15), row.GetString(16), row.GetGuid(17), row.GetInt64(18), row.JsonOrNull(19));
}
