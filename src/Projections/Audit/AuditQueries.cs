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
        var search = await AuditSearch.PrepareAsync(database, tenantId, filter, cancellation);
        return await search.Select().PageAsync(database, Columns, page, filter, Read, cancellation);
    }

    /// <summary>Everything that the filter lets through now, oldest first, in pieces, so that memory stays flat. What is appended meanwhile is left out.</summary>
    public async IAsyncEnumerable<AuditEntry> AllAsync(string tenantId, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var newest = (await new ListQuery("audit_log", tenantId).AllAsync(database, "position", "order by position desc limit 1", row => row.GetInt64(0), cancellation)).SingleOrDefault();
        var search = await AuditSearch.PrepareAsync(database, tenantId, filter, cancellation);
        for (var after = 0L; ;)
        {
            var chunk = await search.Select().And("position > {0}", after).And("position <= {0}", newest)
                .AllAsync(database, Columns, $"order by position limit {ChunkSize}", Read, cancellation);
            foreach (var entry in chunk) yield return entry;
            if (chunk.Count < ChunkSize) yield break;
            after = chunk[^1].Position;
        }
    }

    /// <summary>Which values the facts that a filter lets through have, and how often: what a search can be narrowed by.</summary>
    public async Task<AuditFacets> CountAsync(string tenantId, AuditFilter filter, CancellationToken cancellation)
    {
        var search = await AuditSearch.PrepareAsync(database, tenantId, filter, cancellation);
        var facets = await search.Select().OfNewestAsync(
            database, "grouping(action, outcome, resource_type, actor_id), coalesce(action, outcome, resource_type, actor_id), count(*)", "action, outcome, resource_type, actor_id",
            AuditFacets.MaxCounted, "group by grouping sets ((action), (outcome), (resource_type), (actor_id), ())",
            row => (Of: (FacetOf)row.GetInt32(0), Facet: new AuditFacet(row.TextOrNull(1) ?? "", row.GetInt32(2))), cancellation);
        return new AuditFacets(facets.Single(one => one.Of == FacetOf.All).Facet.Count, Of(FacetOf.Action), Of(FacetOf.Outcome), Of(FacetOf.ResourceType), Of(FacetOf.Actor));

        List<AuditFacet> Of(FacetOf wanted) =>
            [.. facets.Where(one => one.Of == wanted && one.Facet.Value.Length > 0).Select(one => one.Facet).OrderByDescending(one => one.Count).ThenBy(one => one.Value, StringComparer.Ordinal)];
    }

    /// <summary>What a row of the count is about, in the bits of SQL's <c>grouping</c>: set for each column that it is not grouped by.</summary>
    private enum FacetOf
    {
        Action = 0b0111,
        Outcome = 0b1011,
        ResourceType = 0b1101,
        Actor = 0b1110,
        All = 0b1111,
    }

    private static AuditEntry Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.Time(1), new AuditActor(row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5)),
        new AuditSource(row.TextOrNull(6), row.TextOrNull(7)), row.GetString(8), new AuditResource(row.GetString(9), row.GuidOrNull(10)), row.GetString(11),
        row.TextOrNull(12), row.TextOrNull(13), row.TextOrNull(14), row.TextOrNull(15), row.GetString(16), row.GetGuid(17), row.GetInt64(18), row.JsonOrNull(19));
}
