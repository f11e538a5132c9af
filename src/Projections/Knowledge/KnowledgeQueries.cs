using EventAgents.Events;
using Npgsql;

namespace EventAgents.Projections.Knowledge;

/// <summary>Searches the index of knowledge artifacts.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
public sealed class KnowledgeQueries(NpgsqlDataSource database)
{
    private const string Table = "knowledge_artifact";
    private const string Item = "artifact_id, name, path, description, domain, complexity, use_cases, tools, is_deprecated, alias, usage_count, last_used_at";

    /// <summary>One page of a tenant's artifacts, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public Task<Page<KnowledgeItem>> ListAsync(string tenantId, KnowledgeFilter filter, PageRequest page, CancellationToken cancellation) =>
        Matching(tenantId, filter).PageAsync(database, Item, page, filter, Read, cancellation);

    /// <summary>Every matching artifact, by path, as they are read.</summary>
    public IAsyncEnumerable<KnowledgeItem> AllAsync(string tenantId, KnowledgeFilter filter, CancellationToken cancellation) =>
        Matching(tenantId, filter).EachAsync(database, Item, "order by path collate \"C\"", Read, cancellation);

    private static ListQuery Matching(string tenantId, KnowledgeFilter filter) => SearchText.WordsOf(filter.Q)
        .Aggregate(new ListQuery(Table, tenantId), (query, word) => query.And("strpos(search_text, {0}) > 0", word))
        .And("domain = {0}", filter.Domain)
        .And("complexity = {0}", filter.Complexity is { } complexity ? WireName.Of(complexity) : null)
        .And("{0} = any(tools)", filter.Tool)
        .And("is_deprecated = {0}", filter.Deprecated);

    private static KnowledgeItem Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Enum<KnowledgeComplexity>(5), row.GetFieldValue<string[]>(6),
        row.GetFieldValue<string[]>(7), row.GetBoolean(8), row.TextOrNull(9), row.GetInt64(10), row.TimeOrNull(11));
}
