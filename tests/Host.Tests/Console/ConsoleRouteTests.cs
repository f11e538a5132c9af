using System.Net;
using EventAgents.Events;
using EventAgents.Host.Auth;
using EventAgents.Host.Tests.Api;
using EventAgents.Host.WebConsole;
using Microsoft.AspNetCore.Authorization;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>What holds for every page and form of the console, as the host has mapped them. A browser is sent to sign in where a program gets 401.</summary>
public class ConsoleRouteTests(HostFixture host) : IClassFixture<HostFixture>
{
    /// <summary>Routes that anybody may use, by name, beside the three files: a new one must be added here on purpose.</summary>
    private static readonly string[] Anonymous = ["GET /sign-in", "POST /sign-in", "GET /sign-up", "POST /sign-up"];

    private IReadOnlyList<Route> Routes =>
    [
        .. host.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<ConsolePage>() is not null).Select(Route.Of),
    ];

    [Fact]
    public void Only_the_named_routes_are_open_to_anybody() =>
        Assert.Equal(Anonymous.Order(), Routes.Where(route => route.Policy is null && !route.Path.StartsWith("/assets/", StringComparison.Ordinal)).Select(route => $"{route.Method} {route.Path}").Order());

    [Fact]
    public async Task Without_a_credential_every_other_page_sends_one_to_sign_in()
    {
        using var stranger = new ConsoleClient(host.Address);
        foreach (var route in Routes.Where(route => route.Policy is not null))
        {
            var path = route.PathWith(_ => Guid.CreateVersion7());
            var answer = await SendAsync(stranger, route, path);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal(route.Method == "GET" && path != "/" ? $"/sign-in?return={Uri.EscapeDataString(path)}" : "/sign-in", answer.Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task Without_the_role_every_page_with_a_role_is_a_403_that_people_can_read()
    {
        var tried = 0;
        foreach (var route in Routes)
        {
            if (route.MissingRole is not { } role) continue;
            using var browser = new ConsoleClient(host.Address, await host.Ours.NewKeyAsync([role]));
            var text = await ConsoleClient.TextOfAsync(await SendAsync(browser, route, route.PathWith(_ => Guid.CreateVersion7())), HttpStatusCode.Forbidden);
            Assert.Contains("<h1>The credential does not allow this</h1>", text, StringComparison.Ordinal);
            tried++;
        }
        Assert.True(tried > 15, $"Only {tried} routes have a role.");
    }

    [Fact]
    public async Task Another_organisations_ids_are_not_found()
    {
        var theirs = await Belongings.OfAsync(host.Theirs);
        using var browser = new ConsoleClient(host.Address, await host.Ours.NewKeyAsync([Role.Admin]));
        foreach (var route in Routes.Where(route => route.HasId))
        {
            await ConsoleClient.TextOfAsync(await SendAsync(browser, route, route.PathWith(theirs.IdOf)), HttpStatusCode.NotFound);
        }
        Assert.Equal(theirs.Versions, await Belongings.ReadVersionsAsync(host.Theirs, theirs));
    }

    [Fact]
    public async Task Every_page_shows_what_is_ours_and_says_what_browsers_may_do_with_it()
    {
        var ours = await Belongings.OfAsync(host.Ours);
        await host.Service<EventStore.ProjectionRuntime>().CatchUpAsync(TestContext.Current.CancellationToken);
        using var browser = new ConsoleClient(host.Address, await host.Ours.NewKeyAsync([Role.Admin]));
        foreach (var route in Routes.Where(route => route is { Method: "GET", Policy: not null } && route.Path != "/streams"))
        {
            var answer = await browser.GetAsync(route.PathWith(ours.IdOf));
            var text = await ConsoleClient.TextOfAsync(answer, HttpStatusCode.OK);
            Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(answer.Headers.CacheControl?.NoStore);
            Assert.DoesNotContain(" style=", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Who_may_send_a_form_may_see_its_page()
    {
        foreach (var form in Routes.Where(route => route is { Method: "POST", Path: not "/sign-out" }))
        {
            var page = Routes.Single(route => route.Method == "GET" && route.Path == form.Path);
            Assert.True(page.Policy is null || !Policies.Roles[form.Policy!].Except(Policies.Roles[page.Policy]).Any(), form.Path);
        }
    }

    [Fact]
    public async Task A_form_without_the_token_of_its_page_changes_nothing()
    {
        using var browser = new ConsoleClient(host.Address, await host.Ours.NewKeyAsync([Role.Admin]));
        foreach (var route in Routes.Where(route => route.Method == "POST"))
        {
            var answer = await browser.SendWithoutTokenAsync(route.PathWith((await Belongings.OfAsync(host.Ours)).IdOf), ("do", "cancel"), ("reason", "forged"));
            Assert.Contains("The form was too old", await ConsoleClient.TextOfAsync(answer, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_no_page_is_told_to_browsers_as_a_page_and_to_programs_as_a_problem()
    {
        using var browser = new ConsoleClient(host.Address, await host.Ours.NewKeyAsync([Role.Member]));
        Assert.Contains("<h1>Not found</h1>", await browser.ReadAsync("/no-such-page", HttpStatusCode.NotFound), StringComparison.Ordinal);
        await (await browser.GetAsync("/api/v1/no-such-thing")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await browser.GetAsync($"/api/v1/issues/{Guid.CreateVersion7()}")).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private static Task<HttpResponseMessage> SendAsync(ConsoleClient browser, Route route, string path) =>
        route.Method == "GET" ? browser.GetAsync(path) : browser.SendAsync(path, ("do", route.FirstButton));

    /// <summary>A route of the console.</summary>
    private sealed record Route(string Method, string Path, string? Policy)
    {
        public bool HasId => Path.Contains('{', StringComparison.Ordinal);

        public Role? MissingRole => Policy is null ? null : Enum.GetValues<Role>().Except(Policies.Roles[Policy]).Select(role => (Role?)role).FirstOrDefault();

        /// <summary>A button that is there whatever the state.</summary>
        public string FirstButton => Path.Contains("sessions", StringComparison.Ordinal) ? "activate" : Path.Contains("improvements", StringComparison.Ordinal) ? "dismiss" : "cancel";

        public static Route Of(RouteEndpoint endpoint) => new(
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single(), "/" + endpoint.RoutePattern.RawText!.Trim('/'),
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Last() : null);

        public string PathWith(Func<string, Guid> idOf) =>
            string.Join('/', Path.Split('/').Select(part => part is ['{', .. var name, '}'] ? idOf(name.Split(':')[0]).ToString() : part));
    }
}
