using System.Net;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Guard.Masking;
using EventAgents.Host.Guard;
using Npgsql;

namespace EventAgents.Host.Tests.Guard;

/// <summary>The guard in the whole product, before its built-in provider: who may call, what is recorded, what an admin can change.</summary>
public class GuardTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Chat = "/builtin/v1/chat/completions";
    private const string Mail = "ada.lovelace@example.com";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_masked_restored_and_recorded_without_a_value()
    {
        using var guard = host.Ours.GuardClientOf(Role.Agent);
        var reply = await CallAsync(guard, $"Write to {Mail}.");
        var text = await TextOfAsync(reply);
        Assert.Contains($"You said: Write to {Mail}.", text, StringComparison.Ordinal);
        Assert.Matches("What left this machine: Write to EMAIL_ [0-9A-Z]{12}", text);

        var call = await RecordedAsync(host.Ours, reply);
        Assert.Equal("answered", call.GetProperty("outcome").GetString());
        Assert.Equal("chat_completions", call.GetProperty("api").GetString());
        Assert.Contains("EMAIL", call.GetProperty("entities").GetRawText(), StringComparison.Ordinal);
        Assert.True(call.GetProperty("tokens").GetProperty("input").GetInt64() > 0);
        Assert.Empty(await TablesWithAsync(Mail));
    }

    [Fact]
    public async Task Calls_without_a_key_belong_to_the_development_tenant()
    {
        using var anybody = new HttpClient { BaseAddress = host.GuardAddress };
        var reply = await CallAsync(anybody, "hello");
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var id = reply.Headers.GetValues("x-eventagents-call").Single();
        Assert.Equal(HttpStatusCode.NotFound, (await host.Ours.Admin.GetAsync($"/api/v1/llm-calls/{id}", _cancellation)).StatusCode);
    }

    [Theory, InlineData(Role.Reviewer), InlineData(Role.Operator)]
    public async Task A_key_without_the_role_may_not_call(Role role)
    {
        using var guard = host.Ours.GuardClientOf(role);
        Assert.Equal(HttpStatusCode.Forbidden, (await CallAsync(guard, "hello")).StatusCode);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_within_seconds()
    {
        var admin = host.Ours.Admin;  // made before the key that is revoked, so that the newest key is that one
        var key = await host.Ours.NewKeyAsync([Role.Agent]);
        using var guard = host.Ours.WithKey(key);
        guard.BaseAddress = host.GuardAddress;
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(guard, "hello")).StatusCode);

        var keys = await (await admin.GetAsync("/api/v1/api-keys", _cancellation)).ReadAsync();
        await (await admin.DeleteAsync($"/api/v1/api-keys/{keys.GetProperty("items")[0].GetProperty("id").GetGuid()}", _cancellation)).ReadAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(guard, "hello")).StatusCode);
    }

    [Fact]
    public async Task Policy_and_mode_hold_from_the_next_call_on_and_for_their_organisation_alone()
    {
        using var theirs = host.Theirs.GuardClientOf(Role.Member);
        using var ours = host.Ours.GuardClientOf(Role.Member);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(theirs, $"to {Mail}")).StatusCode);

        await (await host.Theirs.Admin.PutAsJsonAsync("/api/v1/guard/policy", new { entities = new Dictionary<string, string> { ["EMAIL"] = "block" } },
            _cancellation)).ReadAsync();
        var blocked = await CallAsync(theirs, $"to {Mail}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blocked.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(ours, $"to {Mail}")).StatusCode);
        var found = (await RecordedAsync(host.Theirs, blocked, "llm_call_blocked")).GetProperty("entities").EnumerateArray().Single();
        Assert.Equal(("EMAIL", "block", 1), (found.GetProperty("entityType").GetString(), found.GetProperty("action").GetString(), found.GetProperty("count").GetInt32()));

        await (await host.Theirs.Admin.PutAsJsonAsync("/api/v1/guard/policy", new { entities = new Dictionary<string, string> { ["EMAIL"] = "mask" } },
            _cancellation)).ReadAsync();
        await (await host.Theirs.Admin.PutAsJsonAsync("/api/v1/guard/mode", new { mode = "strict", reason = "a test" }, _cancellation)).ReadAsync();
        var refused = await CallAsync(theirs, $"to {Mail}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("false", refused.Headers.GetValues("x-should-retry").Single());

        var settings = await (await host.Theirs.Admin.GetAsync("/api/v1/guard/settings", _cancellation)).ReadAsync();
        Assert.Equal("strict", settings.GetProperty("mode").GetString());
        Assert.Equal("mask", settings.GetProperty("entities").GetProperty("EMAIL").GetString());
        await (await host.Theirs.Admin.PutAsJsonAsync("/api/v1/guard/mode", new { mode = "mask" }, _cancellation)).ReadAsync();
    }

    [Fact]
    public async Task A_change_made_by_another_host_holds_here_too()
    {
        await using var other = await host.StartAnotherAsync();
        using var elsewhere = new HttpClient { BaseAddress = other.ApiAddress };
        elsewhere.DefaultRequestHeaders.Authorization = host.Theirs.Admin.DefaultRequestHeaders.Authorization;
        using var guard = host.Theirs.GuardClientOf(Role.Agent);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(guard, "card 4111 1111 1111 1111")).StatusCode);

        await (await elsewhere.PutAsJsonAsync("/api/v1/guard/policy", new { entities = new Dictionary<string, string> { ["CREDIT_CARD"] = "block" } },
            _cancellation)).ReadAsync();
        var changed = host.Service<IEventStore>();
        await changed.Mark.CatchUpAsync(_cancellation);
        while ((await CallAsync(guard, "card 4111 1111 1111 1111")).StatusCode == HttpStatusCode.OK) _cancellation.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task A_budget_that_is_used_up_stops_calls_until_midnight()
    {
        using var guard = host.Ours.GuardClientOf(Role.Agent);
        guard.DefaultRequestHeaders.Add("x-eventagents-agent", "spender-1");
        await (await host.Ours.Admin.PutAsJsonAsync("/api/v1/guard/budgets", new { agent = "spender-1", tokensPerDay = 1 }, _cancellation)).ReadAsync();
        await RecordedAsync(host.Ours, await CallAsync(guard, "hello"));
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        var refused = await CallAsync(guard, "hello");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("agent tokens per day", await refused.Content.ReadAsStringAsync(_cancellation), StringComparison.Ordinal);
        using var another = host.Ours.GuardClientOf(Role.Agent);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(another, "hello")).StatusCode);
    }

    [Fact]
    public async Task Usage_is_counted_by_model_agent_and_day()
    {
        using var guard = host.Ours.GuardClientOf(Role.Agent);
        guard.DefaultRequestHeaders.Add("x-eventagents-agent", "counted-1");
        await RecordedAsync(host.Ours, await CallAsync(guard, "hello"));
        foreach (var (by, key) in new[] { ("model", "echo-1"), ("agent", "counted-1"),
            ("day", host.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) })
        {
            var usage = await (await host.Ours.Member.GetAsync($"/api/v1/usage?by={by}", _cancellation)).ReadAsync();
            Assert.Contains(usage.GetProperty("items").EnumerateArray(), one =>
                one.GetProperty("key").GetString() == key && one.GetProperty("inputTokens").GetInt64() > 0);
        }
    }

    [Fact]
    public async Task A_text_can_be_tried_and_is_not_kept()
    {
        var preview = await (await host.Ours.Member.PostAsJsonAsync("/api/v1/guard/preview", new { text = "Mail grace@example.org" }, _cancellation))
            .ReadAsync();
        Assert.Matches("^Mail EMAIL_[0-9A-Z]{12}$", preview.GetProperty("leaves").GetString()!);
        Assert.Equal("Mail grace@example.org", preview.GetProperty("comesBack").GetString());
        Assert.Empty(await TablesWithAsync("grace@example.org"));
    }

    [Fact]
    public async Task Each_port_serves_its_own()
    {
        using var guard = host.Ours.GuardClientOf(Role.Admin);
        Assert.Equal(HttpStatusCode.NotFound, (await guard.GetAsync("/api/v1/issues", _cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await guard.GetAsync("/livez", _cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(host.Ours.Admin, "hello")).StatusCode);
    }

    [Fact]
    public async Task The_way_back_of_a_conversation_is_kept_encrypted_for_its_tenant_until_it_expires()
    {
        var (maps, keys) = (host.Service<ChainMaps>(), host.Service<TenantKeys>());
        var key = await keys.FindAsync("acme", session: null, _cancellation);
        var masked = (EventAgents.Guard.Protocols.MaskedRequest)host.Service<EventAgents.Guard.Protocols.RequestMasker>().Mask(
            JsonSerializer.SerializeToUtf8Bytes(new { input = "to hopper@example.net" }), EventAgents.Guard.Protocols.LlmApi.Responses, GuardPolicy.Default,
                key, cancellation: _cancellation);
        await maps.AddAsync(key, "resp_1", masked.Map, _cancellation);

        Assert.Equal(1, (await maps.FindAsync("acme", "resp_1", _cancellation))!.Count);
        Assert.Null(await maps.FindAsync("globex", "resp_1", _cancellation));
        Assert.Null(await maps.FindAsync("acme", "resp_2", _cancellation));
        Assert.Empty(await TablesWithAsync("hopper@example.net"));
        await using var other = await host.StartAnotherAsync();
        Assert.NotNull(await other.Services.GetRequiredService<ChainMaps>().FindAsync("acme", "resp_1", _cancellation));
    }

    [Fact]
    public async Task Two_turns_of_a_conversation_are_kept_one_after_the_other_on_any_host()
    {
        await using var other = await host.StartAnotherAsync();
        var key = await host.Service<TenantKeys>().FindAsync("acme", session: null, _cancellation);
        var (begun, mayEnd) = (new TaskCompletionSource(), new ManualResetEventSlim());
        var first = Task.Run(() => host.Service<ChainMaps>().ExtendAsync(key, "conv_1", known => Turn(known, "hopper@example.net"), _cancellation).AsTask(), _cancellation);
        await begun.Task.WaitAsync(_cancellation);

        var seen = -1;
        var second = Task.Run(
            () => other.Services.GetRequiredService<ChainMaps>().ExtendAsync(
                key, "conv_1",
                known =>
                {
                    seen = known.Count;
                    return RestoreMap.Empty;
                },
                _cancellation).AsTask(),
            _cancellation);
        while (await WaitingAsync() == 0 && !second.IsCompleted) await Task.Delay(10, _cancellation);
        mayEnd.Set();
        await Task.WhenAll(first, second);
        Assert.Equal(1, seen);

        RestoreMap Turn(RestoreMap known, string value)
        {
            Assert.Equal(0, known.Count);
            begun.SetResult();
            mayEnd.Wait(_cancellation);
            return ((EventAgents.Guard.Protocols.MaskedRequest)host.Service<EventAgents.Guard.Protocols.RequestMasker>().Mask(
                JsonSerializer.SerializeToUtf8Bytes(new { input = value }), EventAgents.Guard.Protocols.LlmApi.Responses, GuardPolicy.Default, key, cancellation: _cancellation)).Map;
        }

        async Task<long> WaitingAsync()
        {
            await using var database = NpgsqlDataSource.Create(host.ConnectionString);
            await using var waiting = database.CreateCommand("select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())");
            return (long)(await waiting.ExecuteScalarAsync(_cancellation))!;
        }
    }

    private static Task<HttpResponseMessage> CallAsync(HttpClient guard, string text) =>
        guard.PostAsJsonAsync(Chat, new { model = "echo-1", messages = new[] { new { role = "user", content = text } } },
            TestContext.Current.CancellationToken);

    private static async Task<string> TextOfAsync(HttpResponseMessage reply) =>
        (await reply.ReadAsync()).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;

    /// <summary>The call's row, once its end is in the log and projected.</summary>
    private async Task<JsonElement> RecordedAsync(TestOrganisation organisation, HttpResponseMessage reply, string end = "llm_call_completed")
    {
        var id = Guid.Parse(reply.Headers.GetValues("x-eventagents-call").Single());
        var ends = new EventFilter { StreamId = id, Types = [end] };
        await foreach (var _ in host.Service<IEventStore>().SubscribeAsync(ends, after: 0, _cancellation)) break;
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        return await (await organisation.Member.GetAsync($"/api/v1/llm-calls/{id}", _cancellation)).ReadAsync();
    }

    private Task<List<string>> TablesWithAsync(string text) => DatabaseSearch.TablesWithAsync(host.ConnectionString, text, _cancellation);
}
