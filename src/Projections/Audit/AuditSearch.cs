using Npgsql;

namespace EventAgents.Projections.Audit;

/// <summary>A filter over one tenant's facts, prepared: what its time and words mean was looked up.</summary>
internal sealed class AuditSearch
{
    private readonly string _tenantId;
    private readonly AuditFilter _filter;
    private readonly TimeBounds? _time;
    private readonly IReadOnlyList<IReadOnlyList<Condition>> _words;

    private AuditSearch(string tenantId, AuditFilter filter, TimeBounds? time, IReadOnlyList<IReadOnlyList<Condition>> words) =>
        (_tenantId, _filter, _time, _words) = (tenantId, filter, time, words);

    public static async Task<AuditSearch> PrepareAsync(NpgsqlDataSource database, string tenantId, AuditFilter filter, CancellationToken cancellation) => new(
        tenantId, filter,
        await TimeBounds.FindAsync(database, "audit_log", "occurred_at", tenantId, filter.From, filter.Until, cancellation),
        await AuditWords.FindAsync(database, tenantId, filter.Q, cancellation));

    /// <summary>The select, to which conditions of a page can be added.</summary>
    public ListQuery Select()
    {
        var query = new ListQuery("audit_log", _tenantId)
            .And("occurred_at >= {0}", _filter.From?.ToUniversalTime())
            .And("occurred_at < {0}", _filter.Until?.ToUniversalTime())
            .And("position >= {0}", _time?.First)
            .And("position <= {0}", _time?.Last)
            .And("actor_id = {0}", _filter.Actor)
            .And("action = {0}", _filter.Action)
            .And("resource_type = {0}", _filter.ResourceType)
            .And("resource_id = {0}", _filter.ResourceId)
            .And("outcome = {0}", _filter.Outcome);
        foreach (var word in _words) query.AndEither(word);
        return query;
    }
}
