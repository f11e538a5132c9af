using EventAgents.Host.Auth;
using EventAgents.Host.Hosting;

namespace EventAgents.Host.Tests.Auth;

public class StatedPoliciesTests
{
    [Fact]
    public void A_route_that_states_no_policy_does_not_start()
    {
        var refusal = Assert.Throws<StartException>(() => Check(routes => routes.MapGet("/silent", () => "")));
        Assert.Contains("/silent", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_that_only_asks_for_somebody_does_not_start() =>
        Assert.Throws<StartException>(() => Check(routes => routes.MapGet("/vague", () => "").RequireAuthorization()));

    [Fact]
    public void A_route_with_a_policy_or_for_anybody_starts() => Check(routes =>
    {
        routes.MapGet("/stated", () => "").RequireAuthorization(Policies.Work);
        routes.MapGet("/open", () => "").AllowAnonymous();
    });

    private static void Check(Action<IEndpointRouteBuilder> map)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        map(app);
        StatedPolicies.Check(((IEndpointRouteBuilder)app).DataSources);
    }
}
