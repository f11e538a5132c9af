using System.Text.Json;
using EventAgents.Events;
using Npgsql;

namespace EventAgents.Projections.Guard;

/// <summary>Reads calls, their sums and what was used.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
public sealed class LlmCallQueries(NpgsqlDataSource database)
{
    private const string Call = """
        call_id, at, outcome, ended_at, reason, status, provider, api, model, agent, session_id, job_id, mode, policy_version, entities, request_commitment,
        request_bytes, overhead_ms, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd, response_commitment,
        restored, unrestored, duration_ms, time_to_first_byte_ms, reply_entities
        """;

    private const string Sums = """
        count(*), count(*) filter (where outcome = 'blocked'), coalesce(sum(input_tokens), 0)::bigint, coalesce(sum(output_tokens), 0)::bigint,
        coalesce(sum(cost_usd), 0), count(*) filter (where outcome = 'answered' and cost_usd is null)
        """;

    private const string CallsByEntity = """
        llm_calls cross join lateral jsonb_to_recordset(entities) as e ("entityType" text, action text, count bigint)
        """;

    /// <summary>One page of a tenant's calls, newest first, with the sums of everything that matches.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public async Task<LlmCallPage> ListAsync(string tenantId, LlmCallFilter filter, PageRequest page, CancellationToken cancellation)
    {
        var calls = await Matching("llm_calls", tenantId, filter).PageAsync(database, Call, page, filter, ReadCall, cancellation);
        var entities = await Matching(CallsByEntity, tenantId, filter)
            .AllAsync(
                database, "e.\"entityType\", e.action, sum(e.count)::bigint", "group by 1, 2 order by 1, 2",
                row => new EntitySum(row.GetString(0), row.Enum<GuardAction>(1), row.GetInt64(2)), cancellation);
        var sums = await Matching("llm_calls", tenantId, filter).FirstAsync(
            database, Sums,
            row => new LlmCallSums(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetDecimal(4), row.GetInt64(5), entities),
            cancellation);
        return new LlmCallPage(calls.Items, calls.NextCursor, sums!);
    }

    /// <summary>A call, or null when the tenant has no such call.</summary>
    public Task<LlmCallDetails?> FindAsync(string tenantId, Guid callId, CancellationToken cancellation) =>
        new ListQuery("llm_calls", tenantId).And("call_id = {0}", callId).FirstAsync(database, Call, ReadCall, cancellation);

    /// <summary>What a tenant used, by model, agent, day or hour, the keys in order.</summary>
    public async Task<IReadOnlyList<Usage>> CountUsageAsync(string tenantId, UsageBy by, LlmCallFilter filter, CancellationToken cancellation)
    {
        var key = by switch
        {
            UsageBy.Model => "model",
            UsageBy.Agent => "agent",
            UsageBy.Hour => "to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24\":00Z\"')",
            _ => "to_char(at at time zone 'UTC', 'YYYY-MM-DD')",
        };
        return await Matching("llm_calls", tenantId, filter).AllAsync(
            database, $"{key} as key, {Sums}", "group by 1 order by 1 nulls last",
            row => new Usage(row.TextOrNull(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetDecimal(5), row.GetInt64(6)),
            cancellation);
    }

    /// <summary>Calls of every tenant that began before a moment and have no end yet, the oldest first.</summary>
    public async Task<IReadOnlyList<OpenCall>> FindOpenAsync(DateTimeOffset before, int limit, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand("select tenant_id, call_id from llm_calls where outcome = 'open' and at < $1 order by at limit $2");
        find.Parameters.Add(new() { Value = before.ToUniversalTime() });
        find.Parameters.Add(new() { Value = limit });
        await using var row = await find.ExecuteReaderAsync(cancellation);
        var open = new List<OpenCall>();
        while (await row.ReadAsync(cancellation)) open.Add(new OpenCall(row.GetString(0), row.GetGuid(1)));
        return open;
    }

    private static ListQuery Matching(string table, string tenantId, LlmCallFilter filter) => new ListQuery(table, tenantId)
        .And("provider = {0}", filter.Provider)
        .And("model = {0}", filter.Model)
        .And("agent = {0}", filter.Agent)
        .And("session_id = {0}", filter.SessionId)
        .And("job_id = {0}", filter.JobId)
        .And("outcome = {0}", filter.Outcome is { } outcome ? WireName.Of(outcome) : null)
        .And("at >= {0}", filter.From?.ToUniversalTime())
        .And("at < {0}", filter.To?.ToUniversalTime());

    private static LlmCallDetails ReadCall(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.Time(1), row.Enum<CallOutcome>(2), row.TimeOrNull(3), row.TextOrNull(4), row.IntOrNull(5), row.TextOrNull(6), row.TextOrNull(7),
        row.TextOrNull(8), row.TextOrNull(9), row.GuidOrNull(10), row.GuidOrNull(11), row.IsDBNull(12) ? null : row.Enum<GuardMode>(12), row.GetInt64(13),
        row.JsonOrNull(14)!.Value.Deserialize<List<EntityCount>>(EventJson.Options)!, row.TextOrNull(15), row.LongOrNull(16), row.DoubleOrNull(17),
        new TokenUsage(row.LongOrNull(18), row.LongOrNull(19), row.LongOrNull(20), row.LongOrNull(21), row.LongOrNull(22)), row.DecimalOrNull(23),
        row.TextOrNull(24), row.IntOrNull(25), row.IntOrNull(26), row.DoubleOrNull(27), row.DoubleOrNull(28),
        row.JsonOrNull(29)?.Deserialize<List<EntityCount>>(EventJson.Options));
}
