using System.Net;
using EventAgents.Events;

namespace EventAgents.Host.Tests.Api;

/// <summary>A host that takes five requests a minute from each key.</summary>
public sealed class SlowHostFixture : HostFixture
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Api:RequestsPerMinute"] = "5" };
}

public class RateLimitTests(SlowHostFixture host) : IClassFixture<SlowHostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_headers_count_down_and_the_request_over_the_limit_waits_for_the_next_minute()
    {
        var client = host.Ours.WithKey(await host.Ours.NewKeyAsync([Role.Member]));
        for (var left = 4; left >= 0; left--)
        {
            var answer = await client.GetAsync("/api/v1/user/me", _cancellation);
            await answer.ReadAsync();
            Assert.Equal($"{left}", Assert.Single(answer.Headers.GetValues("RateLimit-Remaining")));
            Assert.Equal("5", Assert.Single(answer.Headers.GetValues("RateLimit-Limit")));
        }

        var refused = await client.GetAsync("/api/v1/user/me", _cancellation);
        await refused.ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await client.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync();
    }

    [Fact]
    public async Task One_keys_requests_are_not_counted_for_another()
    {
        var busy = host.Ours.WithKey(await host.Ours.NewKeyAsync([Role.Member]));
        for (var i = 0; i < 6; i++) await busy.GetAsync("/api/v1/user/me", _cancellation);
        var quiet = host.Ours.WithKey(await host.Ours.NewKeyAsync([Role.Member]));
        await (await quiet.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync();
    }
}
