using EventAgents.EventStore;
using EventAgents.Guard.Proxy;

namespace EventAgents.Host.Guard;

/// <summary>Counts what calls used, by day, in the transaction of their ends.</summary>
internal static class Spending
{
    private const string Count = """
        insert into guard.spending (tenant_id, agent, day, tokens, usd) values ($1, $2, $3, $4, $5)
        on conflict (tenant_id, agent, day) do update set tokens = guard.spending.tokens + excluded.tokens, usd = guard.spending.usd + excluded.usd
        """;

    /// <param name="sql">The transaction's rows.</param>
    /// <param name="end">The call that has ended.</param>
    /// <param name="day">The day on which it counts, UTC.</param>
    public static void Add(SqlBatch sql, CallEnd end, DateOnly day)
    {
        var tokens = (end.Usage?.Input ?? 0) + (end.Usage?.Output ?? 0);
        if (tokens == 0 && end.CostUsd is null or 0) return;
        sql.Add(Count, end.Call.Caller.Tenant, "", day, tokens, end.CostUsd ?? 0m);
        if (end.Call.Labels.Agent is { } agent) sql.Add(Count, end.Call.Caller.Tenant, agent, day, tokens, end.CostUsd ?? 0m);
    }
}
