using System.Net;
using EventAgents.Events;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Tests.Auth;

public class ApiKeyTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public void A_key_has_prefix_length_and_a_check_that_sees_a_typing_error()
    {
        var key = ApiKeyFormat.New();
        Assert.Equal(ApiKeyFormat.Length, key.Length);
        Assert.True(ApiKeyFormat.IsWellFormed(key));
        for (var i = ApiKeyFormat.Prefix.Length; i < key.Length; i++)
        {
            var other = key[i] == 'a' ? 'b' : 'a';
            Assert.False(ApiKeyFormat.IsWellFormed($"{key[..i]}{other}{key[(i + 1)..]}"));
        }
    }

    [Fact]
    public async Task A_key_opens_by_either_header()
    {
        var key = await host.Ours.NewKeyAsync([Role.Member]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/user/me") { Headers = { { "X-Api-Key", key } } };
        await (await host.Anonymous.SendAsync(request, _cancellation)).ReadAsync();
        await (await host.Ours.WithKey(key).GetAsync("/api/v1/user/me", _cancellation)).ReadAsync();
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_from_the_next_request_on()
    {
        var client = host.Ours.WithKey(await host.Ours.NewKeyAsync([Role.Member]));
        var id = (await (await client.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync()).GetProperty("id").GetString();
        await (await host.Ours.Admin.DeleteAsync($"/api/v1/api-keys/{id}", _cancellation)).ReadAsync();
        await (await client.GetAsync("/api/v1/user/me", _cancellation)).ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task An_expired_key_opens_nothing()
    {
        var client = host.Ours.WithKey(await host.Ours.NewKeyAsync([Role.Member], host.Clock.GetUtcNow().AddHours(1)));
        await (await client.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        await (await client.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_that_nobody_gave_out_opens_nothing() =>
        await (await host.Ours.WithKey(ApiKeyFormat.New()).GetAsync("/api/v1/user/me", _cancellation)).ReadAsync(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task The_list_shows_use_and_hint_but_no_key()
    {
        var key = await host.Ours.NewKeyAsync([Role.Member]);
        await host.Ours.WithKey(key).GetAsync("/api/v1/user/me", _cancellation);
        var list = await (await host.Ours.Admin.GetAsync("/api/v1/api-keys", _cancellation)).ReadAsync();
        var shown = list.GetProperty("items").EnumerateArray().Single(item => key.StartsWith(item.GetProperty("hint").GetString()!, StringComparison.Ordinal));
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, shown.GetProperty("lastUsedAt").ValueKind);
        Assert.DoesNotContain(key, list.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replayed_creation_gives_the_same_id_without_the_key()
    {
        async Task<System.Text.Json.JsonElement> CreateAsync()
        {
            using var request = HttpAssertions.Request(HttpMethod.Post, "/api/v1/api-keys", """{"name":"once","roles":["agent"]}""");
            request.Headers.Add("Idempotency-Key", "one-key");
            return await (await host.Ours.Admin.SendAsync(request, _cancellation)).ReadAsync(HttpStatusCode.Created);
        }
        var first = await CreateAsync();
        var again = await CreateAsync();
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, again.GetProperty("key").ValueKind);
    }
}
