using System.Net;
using EventAgents.Events;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Tests.Api;

/// <summary>What holds for every route that the OpenAPI document names.</summary>
public class RouteTests(HostFixture host) : IClassFixture<HostFixture>
{
    /// <summary>Routes that anybody may use, by name: a new one must be added here on purpose.</summary>
    private static readonly string[] Anonymous = ["POST /api/v1/user/signup", "POST /api/v1/user/login"];

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_named_routes_are_open_to_anybody()
    {
        var open = (await DescribedRoute.AllAsync(host)).Where(route => route.Policy is null).Select(route => $"{route.Method} {route.Template}");
        Assert.Equal(Anonymous.Order(), open.Order());
    }

    [Fact]
    public async Task The_document_describes_every_route_below_the_base_path()
    {
        var described = (await DescribedRoute.AllAsync(host)).Count;
        var endpoints = host.Service<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>();
        Assert.Equal(endpoints.Count(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.EndsWith("/health", StringComparison.Ordinal)), described);
    }

    [Fact]
    public async Task Every_route_with_a_body_shows_an_example() =>
        Assert.Empty((await DescribedRoute.AllAsync(host)).Where(route => route.TakesBody && route.Example is null).Select(route => $"{route.Method} {route.Template}"));

    [Fact]
    public async Task Without_a_credential_every_other_route_answers_401()
    {
        foreach (var route in (await DescribedRoute.AllAsync(host)).Where(route => route.Policy is not null))
        {
            using var request = route.Request(_ => Guid.CreateVersion7());
            await (await host.Anonymous.SendAsync(request, _cancellation)).ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    [Fact]
    public async Task Without_the_role_every_route_with_a_role_answers_403()
    {
        var tried = 0;
        foreach (var route in await DescribedRoute.AllAsync(host))
        {
            if (route.MissingRole is not { } role) continue;
            using var request = route.Request(_ => Guid.CreateVersion7());
            await (await host.Ours.ClientOf(role).SendAsync(request, _cancellation)).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
            tried++;
        }
        Assert.True(tried > 30, $"Only {tried} routes have a role.");
    }

    [Fact]
    public async Task Another_organisations_ids_are_not_found()
    {
        var theirs = await Belongings.OfAsync(host.Theirs);
        foreach (var route in (await DescribedRoute.AllAsync(host)).Where(route => route.HasId))
        {
            using var request = route.Request(theirs.IdOf);
            await (await host.Ours.Admin.SendAsync(request, _cancellation)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        }
        Assert.Equal(theirs.Versions, await Belongings.ReadVersionsAsync(host.Theirs, theirs));
    }

    [Fact]
    public async Task Every_example_is_taken_or_refused_for_what_it_is_about_but_never_for_its_shape()
    {
        var ours = await Belongings.OfAsync(host.Ours);
        foreach (var route in (await DescribedRoute.AllAsync(host)).Where(route => route.Example is not null))
        {
            using var request = route.Request(ours.IdOf);
            var client = route.IsInstallations ? host.Ours.WithKey(HostFixture.OperatorKey) : host.Ours.Admin;
            var answer = await client.SendAsync(request, _cancellation);
            Assert.True((int)answer.StatusCode is < 300 or 401 or 404 or 409, $"{route.Method} {route.Template}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(_cancellation)}");
        }
    }

    [Fact]
    public async Task What_is_no_route_is_a_problem_document_too()
    {
        await (await host.Ours.Admin.GetAsync("/api/v1/no-such-thing", _cancellation)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await host.Ours.Admin.DeleteAsync("/api/v1/issues", _cancellation)).ReadProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Fact]
    public void Every_policy_lets_admins_in() => Assert.All(Policies.Roles.Values, roles => Assert.Contains(Role.Admin, roles));
}
