using System.Net;
using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Auth;
using EventAgents.Host.Hosting;
using EventAgents.Host.Replays;
using Npgsql;

namespace EventAgents.Host.Tests.Audit;

public sealed class ReplayTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. ReadModels.Inline.Concat(ReadModels.Asynchronous).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_read_model_is_what_the_organisations_events_say(string projection)
    {
        await SubmitAsync(host.Ours);
        var result = await ReplayAsync(host.Ours.ClientOf(Role.Reviewer), new { projection });
        Assert.Equal(("completed", projection), (result.GetProperty("status").GetString(), result.GetProperty("projection").GetString()));
        Assert.Equal((0, 0, 0), (Number(result, "missing"), Number(result, "extra"), Number(result, "changed")));
        Assert.Empty(result.GetProperty("different").EnumerateArray());
        Assert.True(Number(result, "position") > 0);
        if (projection is "issue_summary" or "audit_log" or "accounts") Assert.True(Number(result, "compared") > 0);
    }

    [Fact]
    public async Task A_row_that_was_changed_is_named_to_its_organisation_alone_and_without_its_values()
    {
        var theirs = await SubmitAsync(host.Theirs);
        await ExecuteAsync($"update read.job_summary set status = 'completed' where issue_id = '{theirs}'");

        var result = await ReplayAsync(host.Theirs.ClientOf(Role.Operator), new { projection = "job_summary" });
        Assert.Equal((0, 0, 1), (Number(result, "missing"), Number(result, "extra"), Number(result, "changed")));
        var row = Assert.Single(result.GetProperty("different").EnumerateArray());
        Assert.Equal(("job_summary", "changed"), (row.GetProperty("table").GetString(), row.GetProperty("kind").GetString()));
        Assert.Equal(["status"], row.GetProperty("columns").EnumerateArray().Select(column => column.GetString()));
        Assert.Equal(host.Theirs.Id, row.GetProperty("key").GetProperty("tenant_id").GetString());
        Assert.DoesNotContain("queued", row.GetRawText(), StringComparison.Ordinal);

        var ours = await ReplayAsync(host.Ours.ClientOf(Role.Reviewer), new { projection = "job_summary" });
        Assert.Equal(0, Number(ours, "changed"));
        await host.Service<ProjectionRuntime>().RebuildAsync("job_summary", cancellation: _cancellation);
    }

    [Fact]
    public async Task Of_a_host_that_was_thought_gone_the_end_is_not_recorded()
    {
        var (id, caller) = (Guid.CreateVersion7(), Caller.System(host.Ours.Id, "replay-test"));
        var scope = new ReplayScope("feedback", host.Ours.Id, FromPosition: null, ToPosition: null);
        await host.Service<IEventStore>().AppendAsync(
            new AppendRequest([], EventMetadata.None, sql =>
            {
                ReplayTable.Insert(sql, id, scope, caller);
                sql.Add("update ops.replays set status = 'running', attempt = 2, heartbeat_at = now() + interval '1 hour' where replay_id = $1", id);
            }),
            _cancellation);

        Task EndAsync(int attempt) => host.Service<AccessLog>().AppendAsync(
            caller, new ReplayCompleted(id, "feedback", 7, 0, 0, 0, 7), _cancellation,
            sql => ReplayTable.End(sql, new ReplayJob(id, attempt, scope, caller), new ReplayResult(7, 0, 0, 0, 0, 7, [])));
        await Assert.ThrowsAsync<RequiredRowException>(() => EndAsync(attempt: 1));
        await EndAsync(attempt: 2);
        await Assert.ThrowsAsync<RequiredRowException>(() => EndAsync(attempt: 2));

        var filter = new EventFilter { TenantId = host.Ours.Id, Types = ["replay_completed"], UserName = caller.Actor };
        await host.Service<IEventStore>().Mark.CatchUpAsync(_cancellation);
        Assert.Equal([id], await host.Service<IEventStore>().ReadAllAsync(filter, cancellation: _cancellation).Select(e => ((ReplayCompleted)e.Data).ReplayId).ToListAsync(_cancellation));
    }

    [Fact]
    public async Task A_long_one_goes_on_by_itself_and_another_host_shows_how_far_it_is()
    {
        await using var other = await host.StartAnotherAsync();
        using var elsewhere = new HttpClient { BaseAddress = other.ApiAddress };
        elsewhere.DefaultRequestHeaders.Authorization = host.Ours.ClientOf(Role.Reviewer).DefaultRequestHeaders.Authorization;
        string location;
        await using (await HoldRebuildLockAsync("feedback"))
        {
            var started = await host.Ours.ClientOf(Role.Reviewer).PostAsJsonAsync("/api/v1/replays", new { projection = "feedback" }, _cancellation);
            var running = await started.ReadAsync(HttpStatusCode.Accepted);
            location = started.Headers.Location!.ToString();
            Assert.Equal($"/api/v1/replays/{running.GetProperty("id").GetString()}", location);

            var shown = await WaitAsync(elsewhere, location, replay => replay.GetProperty("progress").ValueKind == JsonValueKind.Object);
            Assert.Equal(("running", "comparing"), (shown.GetProperty("status").GetString(), shown.GetProperty("progress").GetProperty("phase").GetString()));
            Assert.Equal(Number(shown.GetProperty("progress"), "target"), Number(shown.GetProperty("progress"), "position"));
            Assert.Equal(JsonValueKind.Null, shown.GetProperty("compared").ValueKind);
        }

        var over = await WaitAsync(elsewhere, location, IsOver);
        Assert.Equal(("completed", 0), (over.GetProperty("status").GetString(), Number(over, "changed")));
        Assert.Equal(JsonValueKind.Null, over.GetProperty("progress").ValueKind);
    }

    [Fact]
    public async Task One_whose_host_has_vanished_is_begun_again_and_given_up_after_three()
    {
        var (lost, hopeless) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var caller = JsonSerializer.Serialize(new Commands.Caller(host.Ours.Id, "auditor", Commands.ActorKind.User), EventJson.Options);
        foreach (var (id, attempt) in new[] { (lost, 1), (hopeless, 3) })
        {
            await ExecuteAsync($"""
                insert into ops.replays (replay_id, tenant_id, projection, caller, status, attempt, heartbeat_at)
                values ('{id}', '{host.Ours.Id}', 'feedback', '{caller}', 'running', {attempt}, now() - interval '1 minute')
                """);
        }

        var reviewer = host.Ours.ClientOf(Role.Reviewer);
        Assert.Equal("completed", (await WaitAsync(reviewer, $"/api/v1/replays/{lost}", IsOver)).GetProperty("status").GetString());
        var failed = await WaitAsync(reviewer, $"/api/v1/replays/{hopeless}", IsOver);
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Contains("vanished", failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_twice_with_one_key_it_is_one_replay()
    {
        async Task<(string Id, bool IsReplayed)> AskAsync()
        {
            using var request = HttpAssertions.Request(HttpMethod.Post, "/api/v1/replays", """{"projection":"accounts"}""");
            request.Headers.Add("Idempotency-Key", "audit-2026");
            var answer = await host.Ours.ClientOf(Role.Reviewer).SendAsync(request, _cancellation);
            return ((await answer.Content.ReadFromJsonAsync<JsonElement>(_cancellation)).GetProperty("id").GetString()!, answer.Headers.Contains("Idempotency-Replayed"));
        }

        var (first, second) = (await AskAsync(), await AskAsync());
        Assert.Equal(first.Id, second.Id);
        Assert.Equal((false, true), (first.IsReplayed, second.IsReplayed));
    }

    [Theory]
    [InlineData("""{"projection":"no_such"}""", "/projection")]
    [InlineData("""{"projection":"accounts","fromPosition":0}""", "/fromPosition")]
    [InlineData("""{"projection":"accounts","fromPosition":5,"toPosition":4}""", "/toPosition")]
    [InlineData("""{"projection":"accounts","tenant":"other"}""", "/tenant")]
    [InlineData("""{}""", "/projection")]
    public async Task What_cannot_be_replayed_is_named(string body, string member)
    {
        using var request = HttpAssertions.Request(HttpMethod.Post, "/api/v1/replays", body);
        var problem = await (await host.Ours.ClientOf(Role.Reviewer).SendAsync(request, _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.True(problem.GetProperty("errors").TryGetProperty(member, out _));
    }

    [Fact]
    public async Task What_was_asked_and_found_is_in_the_audit_log()
    {
        var replay = await ReplayAsync(host.Ours.ClientOf(Role.Reviewer), new { projection = "accounts", fromPosition = 1 });
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        var page = await (await host.Ours.ClientOf(Role.Reviewer).GetAsync($"/api/v1/audit?resourceType=read_model&resourceId={replay.GetProperty("id").GetString()}", _cancellation)).ReadAsync();
        var facts = page.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["replay_completed", "replay_requested"], facts.Select(fact => fact.GetProperty("action").GetString()));
        Assert.All(facts, fact => Assert.Equal("succeeded", fact.GetProperty("outcome").GetString()));
        Assert.Equal(Number(replay, "compared"), Number(facts[0].GetProperty("details"), "compared"));
        Assert.Equal(facts[1].GetProperty("actor").GetProperty("id").GetString(), facts[0].GetProperty("actor").GetProperty("id").GetString());
    }

    private static bool IsOver(JsonElement replay) => replay.GetProperty("status").GetString() is "completed" or "failed";

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private async Task<Guid> SubmitAsync(TestOrganisation organisation) =>
        (await (await organisation.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "Job 7 hangs" }, _cancellation)).ReadAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();

    private async Task<JsonElement> ReplayAsync(HttpClient client, object body)
    {
        var started = await client.PostAsJsonAsync("/api/v1/replays", body, _cancellation);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(_cancellation));
        return await WaitAsync(client, started.Headers.Location!.ToString(), IsOver);
    }

    private async Task<JsonElement> WaitAsync(HttpClient client, string location, Func<JsonElement, bool> isIt)
    {
        while (true)
        {
            var replay = await (await client.GetAsync(location, _cancellation)).ReadAsync();
            if (isIt(replay)) return replay;
            await Task.Delay(TimeSpan.FromMilliseconds(50), _cancellation);
        }
    }

    /// <summary>As a rebuild would hold it, so that a replay has to wait before it compares.</summary>
    private async Task<IAsyncDisposable> HoldRebuildLockAsync(string projection)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(host.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(_cancellation);
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock(hashtextextended('eventagents rebuild {projection}', 0))", connection);
        await hold.ExecuteNonQueryAsync(_cancellation);
        return connection;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_cancellation);
    }
}
