using System.Net;
using EventAgents.EventStore;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>Coming in and leaving through the console, without a script.</summary>
public sealed class SignInTests(HostFixture host) : IClassFixture<HostFixture>, IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly string _email = $"{Guid.NewGuid():n}@example.com";
    private readonly ConsoleClient _browser = new(host.Address);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Who_signs_up_is_in_and_who_signs_out_is_not()
    {
        var signedUp = await SignUpAsync();
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (signedUp.StatusCode, signedUp.Headers.Location?.ToString()));
        var cookie = signedUp.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("eventagents=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(_email, await _browser.ReadAsync("/"), StringComparison.Ordinal);

        var signedOut = await _browser.SendAsync("/sign-out");
        Assert.Equal("/sign-in", signedOut.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await _browser.GetAsync("/")).StatusCode);
        await FactAsync("user_logged_out");
    }

    [Fact]
    public async Task A_wrong_password_shows_the_form_again_with_the_address_and_is_a_fact_and_too_many_are_stopped()
    {
        await SignUpAsync();
        using var guesser = new ConsoleClient(host.Address);
        for (var i = 0; i < 5; i++)
        {
            var page = await ConsoleClient.TextOfAsync(await guesser.SendAsync("/sign-in", ("email", _email), ("password", "guess-<secret>")), HttpStatusCode.Unauthorized);
            Assert.Contains("Address or password is wrong", page, StringComparison.Ordinal);
            Assert.Contains($"value=\"{_email}\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        }
        var stopped = await guesser.SendAsync("/sign-in", ("email", _email), ("password", ConsoleClient.Password));
        Assert.Contains("Too many requests", await ConsoleClient.TextOfAsync(stopped, HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
        Assert.NotNull(stopped.Headers.RetryAfter);
        Assert.True(await host.Service<IEventStore>().ReadAllAsync(new EventFilter { TenantId = AccessTenant, Types = ["login_failed"] }, cancellation: _cancellation).CountAsync(_cancellation) >= 5);
    }

    [Theory]
    [InlineData("/issues?status=queued", "/issues?status=queued")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task One_comes_back_to_what_one_asked_for_but_never_to_another_site(string asked, string reached)
    {
        await SignUpAsync();
        using var browser = new ConsoleClient(host.Address);
        var answer = await browser.SendAsync($"/sign-in?return={Uri.EscapeDataString(asked)}", ("email", _email), ("password", ConsoleClient.Password));
        Assert.Equal((HttpStatusCode.SeeOther, reached), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task A_taken_address_is_told_and_what_was_typed_stays()
    {
        await SignUpAsync();
        using var other = new ConsoleClient(host.Address);
        var page = await ConsoleClient.TextOfAsync(
            await other.SendAsync("/sign-up", ("email", _email), ("password", ConsoleClient.Password), ("organisation", "Second <Engines>")), HttpStatusCode.Conflict);
        Assert.Contains("It exists already", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Second &lt;Engines&gt;\"", page, StringComparison.Ordinal);
    }

    private static string AccessTenant => Host.Auth.AccessLog.SystemTenant;

    private Task<HttpResponseMessage> SignUpAsync() =>
        _browser.SendAsync("/sign-up", ("email", _email), ("password", ConsoleClient.Password), ("organisation", $"Engines {Guid.NewGuid():n}"));

    private async Task FactAsync(string type) =>
        Assert.True(await host.Service<IEventStore>().ReadAllAsync(new EventFilter { Types = [type] }, cancellation: _cancellation).AnyAsync(_cancellation));
}
