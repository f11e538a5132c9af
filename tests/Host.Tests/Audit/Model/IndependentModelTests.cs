using System.Text.Json;
using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Host.Tests.Audit.Model;

/// <summary>
/// A replay compares a projection with itself; so what it cannot see is a projection that is wrong on both sides. Here the read models are compared
/// with an account that was kept outside, of requests and answers alone.
/// </summary>
public sealed class IndependentModelTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly Dictionary<string, string> Sources = new()
    {
        ["issue_summary"] = "select issue_id as key, * from read.issue_summary",
        ["job_summary"] = "select job_id as key, * from read.job_summary",
        ["job_queue"] = "select job_id as key, * from read.job_queue",
        ["job_log"] = "select job_id as key, tenant_id, count(*) as lines from read.job_log group by 1, 2",
        ["job_artifact"] = "select artifact_id as key, * from read.job_artifact",
        ["session_summary"] = "select session_id as key, * from read.session_summary",
        ["session_transition"] = "select session_id as key, tenant_id, count(*) as transitions from read.session_transition group by 1, 2",
        ["feedback"] = "select feedback_id as key, * from read.feedback",
        ["improvement_board"] = "select feedback_id as key, * from read.improvement_board",
        ["api_key"] = "select api_key_id as key, revoked_at is not null as is_revoked, * from read.api_key where name in ('kept', 'gone')",
        ["llm_calls"] = "select call_id as key, * from read.llm_calls",
        ["event_index"] = "select position as key, * from read.event_index",
        ["audit_log"] = "select position as key, * from read.audit_log",
    };

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_models_hold_what_requests_and_answers_led_to()
    {
        var work = new ModelledWork(host.Ours, seed: 20_260_603);
        await work.DoAsync(steps: Scale.Of(2_000, 250));
        Assert.Empty(await LastDifferencesAsync(work.Rows));
        Assert.Equal(Sources.Keys.Order(), work.Rows.Tables.Order());

        // And it would notice.
        foreach (var (table, sql) in new[] { ("issue_summary", "status = 'review'"), ("job_summary", "attempts = attempts + 1"), ("audit_log", "outcome = 'denied'"), ("event_index", "actor = 'x'") })
        {
            await ExecuteAsync($"update read.{table} set {sql} where ctid = (select min(ctid) from read.{table} where tenant_id = '{host.Ours.Id}')");
            Assert.Contains(await DifferencesAsync(work.Rows), difference => difference.StartsWith(table, StringComparison.Ordinal));
        }
    }

    /// <summary>The end of a guarded call is recorded after its answer, so what still differs is looked at again for half a minute.</summary>
    private async Task<List<string>> LastDifferencesAsync(ModelRows rows)
    {
        for (var tries = 1; ; tries++)
        {
            await TellEventsAsync(rows);
            await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
            var differences = await DifferencesAsync(rows);
            if (differences.Count == 0 || tries == 60) return differences;
            await Task.Delay(TimeSpan.FromMilliseconds(500), _cancellation);
        }
    }

    /// <summary>What the log shows over HTTP must stand in the index and in the audit log, one row for each fact.</summary>
    private async Task TellEventsAsync(ModelRows rows)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        var text = await (await host.Ours.Admin.SendAsync(request, _cancellation)).Content.ReadAsStringAsync(_cancellation);
        var calls = new Dictionary<string, long>();
        foreach (var one in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1).Select(line => JsonElement.Parse(line)))
        {
            var (position, type, data) = (one.GetProperty("position").GetInt64(), one.GetProperty("type").GetString()!, one.GetProperty("data"));
            rows.Set("event_index", position, ("type", type), ("actor", one.GetProperty("actor").GetString()), ("event_id", one.GetProperty("id").GetString()));
            if (type == "llm_call_completed")  // the same fact, which ends later
            {
                rows.Set("audit_log", calls[data.GetProperty("callId").GetString()!], ("outcome", data.GetProperty("outcome").GetString()));
                continue;
            }

            if (type == "llm_call_guarded") calls[data.GetProperty("callId").GetString()!] = position;
            rows.Set(
                "audit_log", position,
                ("action", type == "command_rejected" ? data.GetProperty("command").GetString() : type),
                ("outcome", type switch { "command_rejected" => "rejected", "access_denied" => "denied", "job_attempt_failed" or "job_failed" => "failed", _ => "succeeded" }),
                ("actor_id", one.GetProperty("actor").GetString()));
        }
    }

    private async Task<List<string>> DifferencesAsync(ModelRows rows)
    {
        var differences = new List<string>();
        await using var database = NpgsqlDataSource.Create(host.ConnectionString);
        foreach (var (table, source) in Sources)
        {
            var actual = new Dictionary<string, JsonElement>();
            await using var command = database.CreateCommand($"select key::text, to_jsonb(t)::text from ({source}) t where tenant_id = '{host.Ours.Id}'");
            await using var reader = await command.ExecuteReaderAsync(_cancellation);
            while (await reader.ReadAsync(_cancellation)) actual[reader.GetString(0)] = JsonElement.Parse(reader.GetString(1));
            var expected = rows.Of(table);
            differences.AddRange(expected.Keys.Except(actual.Keys).Select(key => $"{table} {key} is missing"));
            differences.AddRange(actual.Keys.Except(expected.Keys).Select(key => $"{table} {key} is extra"));
            differences.AddRange(
                from row in expected
                where actual.ContainsKey(row.Key)
                from column in row.Value
                let value = actual[row.Key].GetProperty(column.Key)
                let shown = value.ValueKind == JsonValueKind.Null ? null : value.ToString()
                where !string.Equals(column.Value, shown, StringComparison.OrdinalIgnoreCase)
                select $"{table} {row.Key} {column.Key}: expected {column.Value}, is {shown}");
        }

        return differences;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = database.CreateCommand(sql);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(_cancellation));
    }
}
