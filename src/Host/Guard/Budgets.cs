using System.Collections.Concurrent;
using EventAgents.Events;
using EventAgents.Guard.Proxy;
using Npgsql;

namespace EventAgents.Host.Guard;

/// <summary>
/// Compares what was spent today (UTC), by the read model of calls, with the tenant's limits. A guard looks at most once a second, so that a limit
/// can be overrun by what the calls of a second use.
/// </summary>
internal sealed class Budgets(EventPolicies policies, NpgsqlDataSource database, TimeProvider clock) : IGuardBudgets
{
    private const string SpentToday = """
        select coalesce(sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0)), 0)::bigint, coalesce(sum(cost_usd), 0)
        from llm_calls where tenant_id = $1 and at >= $2 and ($3 = '' or agent = $3)
        """;

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Tenant, string Agent), Spent> _spent = new();

    /// <inheritdoc/>
    public async ValueTask<SpentBudget?> FindSpentAsync(string tenant, string? agent, CancellationToken cancellation)
    {
        var budgets = (await policies.SettingsOfAsync(tenant)).Settings.Budgets;
        if (budgets.IsEmpty) return null;
        return await FindAsync(budgets.GetValueOrDefault(""), tenant, "", "tenant", cancellation)
            ?? (agent is null ? null : await FindAsync(budgets.GetValueOrDefault(agent), tenant, agent, "agent", cancellation));
    }

    private async ValueTask<SpentBudget?> FindAsync(GuardBudgetChanged? budget, string tenant, string agent, string of, CancellationToken cancellation)
    {
        if (budget is not ({ TokensPerDay: not null } or { UsdPerDay: not null })) return null;
        var now = clock.GetUtcNow();
        if (!_spent.TryGetValue((tenant, agent), out var spent) || spent.Until <= now || spent.Day != Today(now))
        {
            spent = await LookAsync(tenant, agent, now, cancellation);
        }
        var what = spent.Tokens >= budget.TokensPerDay ? "tokens" : spent.Usd >= budget.UsdPerDay ? "cost" : null;
        return what is null ? null : new SpentBudget($"{of} {what} per day", StartOf(spent.Day.AddDays(1)));
    }

    private async Task<Spent> LookAsync(string tenant, string agent, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var look = database.CreateCommand(SpentToday);
        foreach (var value in new object[] { tenant, StartOf(Today(now)), agent }) look.Parameters.Add(new() { Value = value });
        await using var row = await look.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return _spent[(tenant, agent)] = new Spent(Today(now), row.GetInt64(0), row.GetDecimal(1), now + Memory);
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    private sealed record Spent(DateOnly Day, long Tokens, decimal Usd, DateTimeOffset Until);
}
