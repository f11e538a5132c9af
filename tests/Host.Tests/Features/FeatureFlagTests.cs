using System.Globalization;
using System.Net;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.Host.Features;
using EventAgents.Host.Hosting;

namespace EventAgents.Host.Tests.Features;

/// <summary>A host with a price, so that calls cost something.</summary>
public sealed class PricedHostFixture : HostFixture
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Guard:Prices:0:Model"] = "*",
        ["Guard:Prices:0:From"] = "2020-01-01",
        ["Guard:Prices:0:InputUsdPerMillion"] = "1000",
        ["Guard:Prices:0:OutputUsdPerMillion"] = "1000",
    };
}

public class FeatureFlagTests(PricedHostFixture host) : IClassFixture<PricedHostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private HttpClient Operator => host.Ours.WithKey(HostFixture.OperatorKey);

    [Fact]
    public async Task The_list_names_all_six_with_their_value_now_and_as_set()
    {
        var flags = await ListAsync(host.Ours.ClientOf(Role.Agent));
        Assert.Equal(["partyMode", "advancedElicitation", "knowledgeBase", "costTracking", "sidecarMemory", "agentEnabled"], flags.Select(f => f.GetProperty("name").GetString()));
        Assert.False(flags[0].GetProperty("asSet").GetBoolean());
        Assert.True(flags[5].GetProperty("asSet").GetBoolean());
    }

    [Fact]
    public async Task A_change_is_an_event_and_the_same_value_again_is_none()
    {
        var first = await PutAsync(FeatureFlag.PartyMode, enabled: true, "a trial");
        var version = first.Headers.ETag!.Tag;
        Assert.Equal(version, (await PutAsync(FeatureFlag.PartyMode, enabled: true)).Headers.ETag!.Tag);
        Assert.True((await ListAsync(Operator))[0].GetProperty("enabled").GetBoolean());

        var events = host.Service<EventStore.IEventStore>().ReadAllAsync(new() { StreamType = "feature_flags" }, cancellation: _cancellation);
        var change = (await events.ToListAsync(_cancellation)).Last(e => e.Data is FeatureFlagChanged { Flag: FeatureFlag.PartyMode });
        Assert.Equal(new FeatureFlagChanged(FeatureFlag.PartyMode, From: false, To: true, "a trial"), change.Data);
    }

    [Fact]
    public async Task A_stale_version_and_an_unknown_flag_are_refused()
    {
        using var stale = HttpAssertions.Request(HttpMethod.Put, "/api/v1/feature-flags/sidecarMemory", """{"enabled":true}""");
        await PutAsync(FeatureFlag.AdvancedElicitation, enabled: true);
        stale.Headers.TryAddWithoutValidation("If-Match", "\"99\"");
        await (await Operator.SendAsync(stale, _cancellation)).ReadProblemAsync(HttpStatusCode.PreconditionFailed, "stale-version");
        using var unknown = HttpAssertions.Request(HttpMethod.Put, "/api/v1/feature-flags/cooking", """{"enabled":true}""");
        await (await Operator.SendAsync(unknown, _cancellation)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Nobody_of_an_organisation_may_change_one_and_a_near_miss_of_the_key_comes_in_nowhere()
    {
        using var request = HttpAssertions.Request(HttpMethod.Put, "/api/v1/feature-flags/sidecarMemory", """{"enabled":true}""");
        await (await host.Ours.Admin.SendAsync(request, _cancellation)).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        var nearly = host.Ours.WithKey(HostFixture.OperatorKey[..^1] + "x");
        await (await nearly.GetAsync("/api/v1/feature-flags", _cancellation)).ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task The_operator_sees_no_organisations_work()
    {
        await (await Operator.GetAsync("/api/v1/issues", _cancellation)).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        var me = await (await Operator.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync();
        Assert.Equal("system", me.GetProperty("organisation").GetString());
    }

    [Fact]
    public async Task Without_agents_nothing_is_claimed_and_a_running_job_is_still_finished()
    {
        var issue = await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "It stops", agentType = "flagged" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        var claim = new { workerId = "w", agentTypes = new[] { "flagged" } };
        await (await host.Ours.Agent.PostAsJsonAsync("/api/v1/jobs/claim", claim, _cancellation)).ReadAsync();
        await PutAsync(FeatureFlag.AgentEnabled, enabled: false);

        var refused = await (await host.Ours.Agent.PostAsJsonAsync("/api/v1/jobs/claim", claim, _cancellation)).ReadProblemAsync(HttpStatusCode.Forbidden, "feature-off");
        Assert.Contains("agentEnabled", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var done = await host.Ours.Agent.PostAsJsonAsync($"/api/v1/jobs/{issue.GetProperty("jobId").GetGuid()}/complete", new { workerId = "w", attempt = 1 }, _cancellation);
        await done.ReadAsync();

        await PutAsync(FeatureFlag.AgentEnabled, enabled: true);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Ours.Agent.PostAsJsonAsync("/api/v1/jobs/claim", claim, _cancellation)).StatusCode);
    }

    [Fact]
    public async Task Without_cost_tracking_a_call_has_tokens_and_no_cost()
    {
        Assert.True(await CostOfACallAsync() > 0);
        await PutAsync(FeatureFlag.CostTracking, enabled: false);
        Assert.Null(await CostOfACallAsync());
        await PutAsync(FeatureFlag.CostTracking, enabled: true);
        Assert.True(await CostOfACallAsync() > 0);
    }

    [Fact]
    public async Task A_change_reaches_another_process_and_outlives_a_restart()
    {
        await using (var other = await host.StartAnotherAsync())
        {
            await PutAsync(FeatureFlag.SidecarMemory, enabled: true);
            for (var tries = 0; !IsOn(other) && tries < 100; tries++) await Task.Delay(50, _cancellation);
            Assert.True(IsOn(other));
        }
        await using var later = await host.StartAnotherAsync();
        Assert.True(IsOn(later));

        static bool IsOn(ProductHost process) => process.Services.GetRequiredService<FeatureSwitches>().IsOn(FeatureFlag.SidecarMemory);
    }

    private async Task<decimal?> CostOfACallAsync()
    {
        using var guard = host.Ours.GuardClientOf(Role.Agent);
        var answer = await guard.PostAsJsonAsync("/builtin/v1/chat/completions", new { model = "m", messages = new[] { new { role = "user", content = "What is due today?" } } }, _cancellation);
        var id = answer.Headers.GetValues("x-eventagents-call").Single();
        for (var tries = 0; tries < 200; tries++)
        {
            var call = await host.Ours.Member.GetAsync($"/api/v1/llm-calls/{id}", _cancellation);
            if (call.IsSuccessStatusCode && (await call.ReadAsync()) is var known && known.GetProperty("outcome").GetString() == "answered")
            {
                Assert.True(known.GetProperty("tokens").GetProperty("input").GetInt64() > 0);
                return known.GetProperty("costUsd").GetString() is { } cost ? decimal.Parse(cost, CultureInfo.InvariantCulture) : null;
            }
            await Task.Delay(50, _cancellation);
        }
        throw new TimeoutException("The call never ended in the read model.");
    }

    private async Task<HttpResponseMessage> PutAsync(FeatureFlag flag, bool enabled, string? reason = null)
    {
        var answer = await Operator.PutAsJsonAsync($"/api/v1/feature-flags/{FeatureFlagNames.Of(flag)}", new { enabled, reason }, _cancellation);
        await answer.ReadAsync();
        return answer;
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(HttpClient client) =>
        [.. (await (await client.GetAsync("/api/v1/feature-flags", _cancellation)).ReadAsync()).GetProperty("items").EnumerateArray()];
}
