using System.Net;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Host.Tests.Audit;

/// <summary>Where a request came from stands in its audit row, whoever claims what.</summary>
public sealed class SourceTests(SourceTests.BehindAProxy host) : IClassFixture<SourceTests.BehindAProxy>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("curl/8.5.0 (linux; x64)", "curl/8.5.0")]
    [InlineData("Ada Lovelace 078-05-1120", null)]
    [InlineData("agent/1.0 ada@example.com O=Lovelace", "agent/1.0")]
    [InlineData("ada@example.com", null)]
    [InlineData("", null)]
    [InlineData("DE89370400440532013000/1.0 K4111111111111111/1 curl/8.5.0", "curl/8.5.0")]
    public async Task The_program_is_named_without_what_is_no_products_name(string sent, string? kept) =>
        Assert.Equal(kept, (await SourceAsync(host.Ours, sent, forwardedFor: null)).GetProperty("userAgent").GetString());

    [Fact]
    public async Task A_long_program_name_is_cut() =>
        Assert.Equal(255, (await SourceAsync(host.Ours, string.Concat(Enumerable.Repeat("abc/1.2 ", 600)), forwardedFor: null)).GetProperty("userAgent").GetString()!.Length);

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("203.0.113.9, 192.0.2.7", "192.0.2.7")]  // who put 203.0.113.9 there is no proxy of ours
    [InlineData("203.0.113.9, 10.1.2.3", "203.0.113.9")]
    [InlineData("nonsense", "127.0.0.1")]
    public async Task The_address_is_what_trusted_proxies_say(string? forwardedFor, string address) =>
        Assert.Equal(address, (await SourceAsync(host.Ours, "test/1", forwardedFor)).GetProperty("ip").GetString());

    [Fact]
    public async Task A_failed_login_and_a_guarded_call_have_their_source_too()
    {
        using var login = HttpAssertions.Request(HttpMethod.Post, "/api/v1/user/login", """{"email":"nobody@example.com","password":"wrong password"}""");
        login.Headers.TryAddWithoutValidation("User-Agent", "browser/1");
        login.Headers.Add("X-Forwarded-For", "192.0.2.44");
        await (await host.Anonymous.SendAsync(login, _cancellation)).ReadProblemAsync(HttpStatusCode.Unauthorized, "wrong-login");
        var failed = await host.Service<IEventStore>().ReadAllAsync(new EventFilter { TenantId = "system", Types = ["login_failed"] }, cancellation: _cancellation).LastAsync(_cancellation);
        Assert.Equal(("192.0.2.44", "browser/1"), (failed.Metadata.Headers["client-ip"], failed.Metadata.Headers["user-agent"]));

        using var guard = host.Ours.GuardClientOf(Role.Agent);
        guard.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "agent/2");
        var call = await guard.PostAsJsonAsync("/builtin/v1/chat/completions", new { model = "echo", messages = new[] { new { role = "user", content = "hello" } } }, _cancellation);
        var row = await FindAsync(host.Ours, $"resourceId={call.Headers.GetValues("x-eventagents-call").Single()}");
        Assert.Equal(("127.0.0.1", "agent/2"), (row.GetProperty("source").GetProperty("ip").GetString(), row.GetProperty("source").GetProperty("userAgent").GetString()));
    }

    [Fact]
    public async Task Who_is_no_proxy_names_only_itself()
    {
        var open = new HostFixture();
        await open.InitializeAsync();
        await using var _ = open;
        Assert.Equal("127.0.0.1", (await SourceAsync(open.Ours, "test/1", "192.0.2.7", open)).GetProperty("ip").GetString());
    }

    private async Task<JsonElement> SourceAsync(TestOrganisation organisation, string userAgent, string? forwardedFor, HostFixture? at = null)
    {
        using var request = HttpAssertions.Request(HttpMethod.Post, "/api/v1/sessions", """{"agentRole":"coder"}""");
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        if (forwardedFor is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        var session = await (await organisation.Member.SendAsync(request, _cancellation)).ReadAsync(HttpStatusCode.Created);
        return (await FindAsync(organisation, $"resourceId={session.GetProperty("id").GetGuid()}", at)).GetProperty("source");
    }

    private async Task<JsonElement> FindAsync(TestOrganisation organisation, string query, HostFixture? at = null)
    {
        await (at ?? host).Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        var page = await (await organisation.ClientOf(Role.Reviewer).GetAsync($"/api/v1/audit?{query}", _cancellation)).ReadAsync();
        return Assert.Single(page.GetProperty("items").EnumerateArray());
    }

    /// <summary>A host to which its own machine and a network are proxies.</summary>
    public sealed class BehindAProxy : HostFixture
    {
        protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
        {
            ["Auth:TrustedProxies:0"] = "127.0.0.1",
            ["Auth:TrustedProxies:1"] = "10.0.0.0/8",
        };
    }
}
