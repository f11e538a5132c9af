using System.Net;
using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Commands.Audit;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Workers;
using EventAgents.Testing;
using Npgsql;

namespace EventAgents.Host.Tests.Audit;

/// <summary>What ended long ago is closed and not lost, and a legal hold keeps it open.</summary>
public sealed class RetentionTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Settings = "/api/v1/settings/retention";
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_settings_are_shown_changed_and_recorded()
    {
        var (admin, reviewer) = (host.Theirs.ClientOf(Role.Operator), host.Theirs.ClientOf(Role.Reviewer));
        var shown = await (await reviewer.GetAsync(Settings, _cancellation)).ReadAsync();
        Assert.Equal((0, 2_192, 184, 2_192), (Int(shown, "version"), Int(shown, "defaultDays"), Int(shown.GetProperty("streams"), "session"), Int(shown.GetProperty("streams"), "issue")));

        var change = new { defaultDays = 400, classes = new Dictionary<string, int> { ["session"] = 200, ["llm_call_guarded"] = 500 }, reason = "Ada Lovelace asked" };
        var changed = await admin.PutAsJsonAsync(Settings, change, _cancellation);
        Assert.Equal((200, 400), (Int((await changed.ReadAsync()).GetProperty("streams"), "session"), Int((await changed.ReadAsync()).GetProperty("streams"), "job")));
        var again = await admin.PutAsJsonAsync(Settings, change, _cancellation);
        Assert.Equal(changed.Headers.ETag, again.Headers.ETag);
        using var stale = new HttpRequestMessage(HttpMethod.Put, Settings) { Content = JsonContent.Create(new { defaultDays = 500 }), Headers = { { "If-Match", "\"7\"" } } };
        await (await admin.SendAsync(stale, _cancellation)).ReadProblemAsync(HttpStatusCode.PreconditionFailed, "stale-version");

        var entry = (await SearchAsync(host.Theirs, "action=retention_changed"))[0];
        Assert.Equal(("retention_settings", 400), (entry.GetProperty("resource").GetProperty("type").GetString(), Int(entry.GetProperty("details"), "defaultDays")));
        Assert.DoesNotContain("Lovelace", entry.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"defaultDays":183}""", "/defaultDays")]
    [InlineData("""{"classes":{"session":1}}""", "/classes/session")]
    [InlineData("""{"classes":{"user":400}}""", "/classes/user")]
    [InlineData("""{"classes":{"session":"long"}}""", "/classes")]
    [InlineData("""{"days":400}""", "/days")]
    public async Task Wrong_settings_are_named(string body, string place)
    {
        using var request = HttpAssertions.Request(HttpMethod.Put, Settings, body);
        var problem = await (await host.Ours.Admin.SendAsync(request, _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.Contains(problem.Pointers(), named => named.StartsWith(place, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_ended_is_archived_after_its_time_and_stays_in_audit_and_replay()
    {
        var (ended, live) = (await SessionAsync("activate", "complete"), await SessionAsync("activate"));
        await SweepLaterAsync(TimeSpan.FromDays(RetentionRules.FloorDays) - TimeSpan.FromMinutes(1));
        Assert.False(await IsArchivedAsync(ended));

        await SweepLaterAsync(TimeSpan.FromDays(RetentionRules.FloorDays));
        Assert.True(await IsArchivedAsync(ended));
        Assert.False(await IsArchivedAsync(live));

        var history = await (await host.Ours.ClientOf(Role.Reviewer).GetAsync($"/api/v1/streams/{ended}/events", _cancellation)).ReadAsync();
        Assert.Equal(3, history.GetProperty("items").GetArrayLength());
        Assert.Equal(3, (await SearchAsync(host.Ours, $"resourceId={ended}")).Count);
        var archived = (await SearchAsync(host.Ours, "action=streams_archived"))[0];
        Assert.Contains(ended.ToString(), archived.GetProperty("details").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(("system", "retention"), (archived.GetProperty("actor").GetProperty("type").GetString(), archived.GetProperty("actor").GetProperty("id").GetString()));

        using var patch = HttpAssertions.Request(HttpMethod.Patch, $"/api/v1/sessions/{ended}/metadata", "{}", "application/merge-patch+json");
        Assert.Equal(HttpStatusCode.Conflict, (await host.Ours.Agent.SendAsync(patch, _cancellation)).StatusCode);
        var tables = host.Service<ProjectionRuntime>();
        await tables.RebuildAsync("session_summary", cancellation: _cancellation);
        await (await host.Ours.Agent.GetAsync($"/api/v1/sessions/{ended}", _cancellation)).ReadAsync();
    }

    [Fact]
    public async Task A_hold_keeps_a_stream_open_until_it_is_released()
    {
        var session = await SessionAsync("activate", "complete");
        var hold = $"/api/v1/legal-holds/{session}";
        var placed = await (await host.Ours.Admin.PutAsJsonAsync(hold, new { reason = "case 7" }, _cancellation)).ReadAsync();
        Assert.Equal(1, Int(placed, "version"));
        Assert.Equal(1, Int(await (await host.Ours.Admin.PutAsJsonAsync(hold, new { reason = "case 7" }, _cancellation)).ReadAsync(), "version"));
        Assert.Contains((await ListAsync()).GetProperty("items").EnumerateArray(), one => one.GetProperty("streamId").GetString() == session.ToString());

        await SweepLaterAsync();
        Assert.False(await IsArchivedAsync(session));

        var missing = await (await host.Ours.Admin.DeleteAsync(hold, _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(["reason"], missing.Pointers());
        await (await host.Ours.Admin.DeleteAsync($"{hold}?reason=settled", _cancellation)).ReadAsync();
        await (await host.Ours.Admin.DeleteAsync($"{hold}?reason=settled", _cancellation)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await SweepLaterAsync();
        Assert.True(await IsArchivedAsync(session));
        Assert.Equal(["legal_hold_released", "legal_hold_placed"], (await SearchAsync(host.Ours, $"resourceType=legal_hold&resourceId={session}")).Select(e => e.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_hold_on_the_organisation_keeps_everything_open_and_nobody_elses()
    {
        var (ours, theirs) = (await SessionAsync(host.Ours, "activate", "complete"), await SessionAsync(host.Theirs, "activate", "complete"));
        await (await host.Ours.Admin.PutAsJsonAsync("/api/v1/legal-holds/organisation", new { reason = "all of it" }, _cancellation)).ReadAsync();
        await SweepLaterAsync();
        Assert.False(await IsArchivedAsync(ours));
        Assert.True(await IsArchivedAsync(theirs));
        await (await host.Ours.Admin.DeleteAsync("/api/v1/legal-holds/organisation?reason=over", _cancellation)).ReadAsync();
        await SweepLaterAsync();
        Assert.True(await IsArchivedAsync(ours));
    }

    [Fact]
    public async Task Nothing_is_archived_after_its_hold_was_answered_however_both_race()
    {
        var sessions = new List<Guid>();
        for (var i = 0; i < 30; i++) sessions.Add(await SessionAsync("activate", "complete"));
        var sweeping = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SweepLaterAsync()));
        var archivedWhenHeld = await Task.WhenAll(Enumerable.Reverse(sessions).Select(async session =>
        {
            await (await host.Ours.Admin.PutAsJsonAsync($"/api/v1/legal-holds/{session}", new { reason = "race" }, _cancellation)).ReadAsync();
            return (Session: session, IsArchived: await IsArchivedAsync(session));
        }));
        await sweeping;
        await SweepLaterAsync();
        foreach (var (session, isArchived) in archivedWhenHeld) Assert.Equal(isArchived, await IsArchivedAsync(session));
        Assert.Contains(archivedWhenHeld, one => !one.IsArchived);
    }

    [Theory]
    [InlineData("before insert on events.mt_events for each row when (new.type = 'streams_archived')")]
    [InlineData("before update on events.mt_events for each row when (new.is_archived)")]
    [InlineData("before update on events.mt_streams for each row when (new.is_archived)")]
    public async Task Whichever_step_fails_a_stream_is_archived_with_its_fact_or_not_at_all(string brokenStep)
    {
        var sessions = new List<Guid>();
        for (var i = 0; i < 3; i++) sessions.Add(await SessionAsync("activate", "complete"));
        await ExecuteAsync("create or replace function ops.break_down() returns trigger language plpgsql as $$ begin raise exception 'the power is gone'; end $$");
        await ExecuteAsync($"create trigger a_broken_step {brokenStep} execute function ops.break_down()");
        await Assert.ThrowsAnyAsync<PostgresException>(() => SweepLaterAsync());
        await ExecuteAsync($"drop trigger a_broken_step on {brokenStep.Split(' ')[3]}");
        foreach (var session in sessions) Assert.False(await IsArchivedAsync(session));
        Assert.Empty(await FactsOfAsync(sessions));

        await SweepLaterAsync();
        foreach (var session in sessions) Assert.True(await IsArchivedAsync(session));
        Assert.Equal(sessions.Order(), (await FactsOfAsync(sessions)).Order());
    }

    [Fact]
    public async Task A_hold_on_what_is_not_there_or_without_a_reason_is_refused()
    {
        await (await host.Ours.Admin.PutAsJsonAsync($"/api/v1/legal-holds/{Guid.CreateVersion7()}", new { reason = "x" }, _cancellation)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        var problem = await (await host.Ours.Admin.PutAsJsonAsync($"/api/v1/legal-holds/{await SessionAsync()}", new { reason = "" }, _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(["/reason"], problem.Pointers());
        await (await host.Ours.ClientOf(Role.Reviewer).PutAsJsonAsync("/api/v1/legal-holds/organisation", new { reason = "x" }, _cancellation)).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    /// <summary>Which of the streams the log says were archived, as often as it says so.</summary>
    private async Task<List<Guid>> FactsOfAsync(List<Guid> streams)
    {
        await host.Service<IEventStore>().Mark.CatchUpAsync(_cancellation);
        return await host.Service<IEventStore>().ReadAllAsync(new EventFilter { TenantId = host.Ours.Id, Types = ["streams_archived"] }, cancellation: _cancellation)
            .SelectMany(stored => ((StreamsArchived)stored.Data).StreamIds.ToAsyncEnumerable()).Where(streams.Contains).ToListAsync(_cancellation);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = host.Service<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_cancellation);
    }

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private Task<Guid> SessionAsync(params string[] steps) => SessionAsync(host.Ours, steps);

    private async Task<Guid> SessionAsync(TestOrganisation organisation, params string[] steps)
    {
        var made = await (await organisation.Agent.PostAsJsonAsync("/api/v1/sessions", new { agentRole = "coder" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        var session = made.GetProperty("id").GetGuid();
        foreach (var step in steps) await (await organisation.Agent.PutAsJsonAsync($"/api/v1/sessions/{session}/events", new { @event = step }, _cancellation)).ReadAsync();
        return session;
    }

    /// <summary>What the host's sweeper will do then; the host's own clock would have every other sweeper tick through all of that time.</summary>
    /// <param name="later">When; null for later than any test has set.</param>
    private Task<int> SweepLaterAsync(TimeSpan? later = null) => new RetentionSweeper(
        host.Service<NpgsqlDataSource>(), host.Service<IEventStore>(), host.Service<AggregateReader>(),
        new FakeTimeProvider(host.Clock.GetUtcNow() + (later ?? TimeSpan.FromDays(400))), host.Service<ILogger<RetentionSweeper>>()).SweepAsync(_cancellation);

    /// <summary>The flag on the stream, which all its events must have too.</summary>
    private async Task<bool> IsArchivedAsync(Guid session)
    {
        await using var command = host.Service<NpgsqlDataSource>().CreateCommand("""
            select s.is_archived, bool_and(e.is_archived), bool_or(e.is_archived) from events.mt_streams s join events.mt_events e on e.tenant_id = s.tenant_id and e.stream_id = s.id
            where s.id = $1 group by s.is_archived
            """);
        command.Parameters.Add(new() { Value = session });
        await using var row = await command.ExecuteReaderAsync(_cancellation);
        Assert.True(await row.ReadAsync(_cancellation));
        Assert.True(row.GetBoolean(0) == row.GetBoolean(1) && row.GetBoolean(0) == row.GetBoolean(2));
        return row.GetBoolean(0);
    }

    private async Task<JsonElement> ListAsync() => await (await host.Ours.ClientOf(Role.Reviewer).GetAsync("/api/v1/legal-holds?limit=100", _cancellation)).ReadAsync();

    private async Task<List<JsonElement>> SearchAsync(TestOrganisation organisation, string query)
    {
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        return [.. (await (await organisation.ClientOf(Role.Reviewer).GetAsync($"/api/v1/audit?{query}", _cancellation)).ReadAsync()).GetProperty("items").EnumerateArray()];
    }
}
