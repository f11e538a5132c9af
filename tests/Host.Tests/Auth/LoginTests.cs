using System.Net;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Tests.Auth;

public class LoginTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Password = "correct horse battery";
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_up_makes_an_admin_and_sets_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        var answer = await SignUpAsync(NewClient(), "ada");
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("admin", (await answer.ReadAsync(HttpStatusCode.Created)).GetProperty("roles")[0].GetString());
    }

    [Fact]
    public async Task The_cookie_opens_until_logout()
    {
        var browser = NewClient();
        await SignUpAsync(browser, "grace");
        await (await browser.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync();
        await (await browser.PostAsync("/api/v1/user/logout", null, _cancellation)).ReadAsync(HttpStatusCode.NoContent);
        await (await browser.GetAsync("/api/v1/user/me", _cancellation)).ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_login_works_with_the_password_and_with_no_other()
    {
        await SignUpAsync(NewClient(), "kay");
        var right = await LogInAsync(NewClient(), "KAY@example.com", Password);
        Assert.Equal("kay@example.com", (await right.ReadAsync()).GetProperty("email").GetString());
        await (await LogInAsync(NewClient(), "kay@example.com", "wrong password")).ReadProblemAsync(HttpStatusCode.Unauthorized, "wrong-login");
        await (await LogInAsync(NewClient(), "nobody@example.com", Password)).ReadProblemAsync(HttpStatusCode.Unauthorized, "wrong-login");
    }

    [Fact]
    public async Task The_sixth_try_in_a_minute_is_refused_even_with_the_right_password()
    {
        await SignUpAsync(NewClient(), "barbara");
        for (var i = 0; i < 5; i++) await (await LogInAsync(NewClient(), "barbara@example.com", "wrong password")).ReadAsync(HttpStatusCode.Unauthorized);

        var refused = await LogInAsync(NewClient(), "barbara@example.com", Password);
        await refused.ReadProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await LogInAsync(NewClient(), "barbara@example.com", Password)).ReadAsync();
    }

    [Fact]
    public async Task A_failed_login_is_recorded_without_the_address()
    {
        await LogInAsync(NewClient(), "mallory@example.com", "wrong password");
        var hidden = await host.Service<SharedSecrets>().HideAsync("mallory@example.com", _cancellation);
        var stream = new StreamKey(AccessLog.SystemTenant, StreamIds.OfAccess(AccessLog.SystemTenant, hidden));
        var stored = await host.Service<IEventStore>().ReadStreamAsync(stream, cancellation: _cancellation).SingleAsync(_cancellation);
        Assert.Equal(hidden, Assert.IsType<LoginFailed>(stored.Data).EmailHmac);
        Assert.DoesNotContain("mallory", stored.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_organisation_or_an_address_that_exists_is_a_conflict()
    {
        await SignUpAsync(NewClient(), "edsger", "Shortest Paths");
        await (await SignUpAsync(NewClient(), "tony", "shortest paths ")).ReadProblemAsync(HttpStatusCode.Conflict, "organisation-exists");
        await (await SignUpAsync(NewClient(), "edsger", "Semaphores")).ReadProblemAsync(HttpStatusCode.Conflict, "already-exists");
    }

    [Fact]
    public async Task An_invited_user_joins_once_with_the_roles_that_were_given()
    {
        var invited = await host.Ours.Admin.PostAsJsonAsync("/api/v1/users", new { email = "lin@example.com", roles = new[] { "reviewer" } }, _cancellation);
        var invitation = (await invited.ReadAsync(HttpStatusCode.Created)).GetProperty("invitation").GetString();

        var accept = new { email = "lin@example.com", password = Password, invitation };
        var joined = await (await NewClient().PostAsJsonAsync("/api/v1/user/signup", accept, _cancellation)).ReadAsync(HttpStatusCode.Created);
        Assert.Equal(host.Ours.Id, joined.GetProperty("organisation").GetString());
        Assert.Equal("reviewer", joined.GetProperty("roles")[0].GetString());
        await (await NewClient().PostAsJsonAsync("/api/v1/user/signup", accept, _cancellation)).ReadProblemAsync(HttpStatusCode.Forbidden, "invitation-invalid");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_with_the_next_request()
    {
        var browser = NewClient();
        var user = await (await SignUpAsync(browser, "annie", "Cybernetics")).ReadAsync(HttpStatusCode.Created);
        var invited = await (await browser.PostAsJsonAsync("/api/v1/users", new { email = "ross@example.com", roles = new[] { "admin" } }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        var roles = new { roles = new[] { "member" } };

        await (await browser.PutAsJsonAsync($"/api/v1/users/{user.GetProperty("id")}/roles", roles, _cancellation)).ReadAsync();
        await (await browser.GetAsync("/api/v1/users", _cancellation)).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        Assert.True(invited.TryGetProperty("invitation", out _));
    }

    [Fact]
    public async Task The_last_admin_stays_one()
    {
        var browser = NewClient();
        var user = await (await SignUpAsync(browser, "norbert", "Feedback Loops")).ReadAsync(HttpStatusCode.Created);
        var changed = await browser.PutAsJsonAsync($"/api/v1/users/{user.GetProperty("id")}/roles", new { roles = new[] { "member" } }, _cancellation);
        await changed.ReadProblemAsync(HttpStatusCode.Conflict, "last-admin");
    }

    [Fact]
    public async Task A_login_holds_on_another_host_and_ends_when_nothing_is_asked_for_long()
    {
        var browser = NewClient();
        var signedUp = await SignUpAsync(browser, "claude");
        var cookie = signedUp.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await using var another = await host.StartAnotherAsync();
        using var elsewhere = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = another.ApiAddress };
        elsewhere.DefaultRequestHeaders.Add("Cookie", cookie);
        await (await elsewhere.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync();

        host.Clock.Advance(TimeSpan.FromHours(9));
        await (await elsewhere.GetAsync("/api/v1/user/me", _cancellation)).ReadAsync(HttpStatusCode.Unauthorized);
    }

    private HttpClient NewClient() => new(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = host.Address };

    private Task<HttpResponseMessage> SignUpAsync(HttpClient client, string name, string? organisation = null) =>
        client.PostAsJsonAsync("/api/v1/user/signup", new { email = $"{name}@example.com", password = Password, organisation }, _cancellation);

    private Task<HttpResponseMessage> LogInAsync(HttpClient client, string email, string password) =>
        client.PostAsJsonAsync("/api/v1/user/login", new { email, password }, _cancellation);
}
