using EventAgents.Commands.Operations;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Features;

namespace EventAgents.Host.Endpoints;

/// <summary>The installation's flags: everybody who has come in may see them, its operator changes them.</summary>
internal static class FeatureFlagEndpoints
{
    public static void MapFeatureFlags(this IEndpointRouteBuilder api)
    {
        var flags = api.MapGroup("/feature-flags").WithTags("Operations");
        flags.MapGet("/", List).RequireAuthorization(Policies.SignedIn).Produces<ItemList<FeatureFlagView>>().WithSummary("Lists the installation's feature flags as they are now");
        flags.MapPut("/{flag}", Change).RequireAuthorization(Policies.Install).Produces<FeatureFlagView>().WithSummary("Turns a feature flag on or off, in every process");
    }

    private static async Task<IResult> List(HttpResponse response, FeatureSwitches switches, CancellationToken cancellation)
    {
        var version = await switches.ReadAsync(cancellation);
        var all = Enum.GetValues<FeatureFlag>().Select(flag => new FeatureFlagView(FeatureFlagNames.Of(flag), switches.IsOn(flag), switches.AsSet(flag)));
        return Found.Versioned(response, new ItemList<FeatureFlagView>([.. all]), _ => version);
    }

    public static async Task<IResult> Change(string flag, Body<ChangeFeatureFlagRequest> body, FeatureSwitches switches, CommandRunner runner, CancellationToken cancellation)
    {
        if (FeatureFlagNames.Parse(flag) is not { } known) return Problems.NotFound.ToResult();
        var command = new ChangeFeatureFlag(known, body.Value.Enabled, switches.AsSet(known), body.Value.Reason);
        var view = new FeatureFlagView(FeatureFlagNames.Of(known), command.IsOn, command.AsSet);
        var result = await runner.RunAsync(command, outcome => Answer.Ok(view, outcome.Version));
        await switches.ReadAsync(cancellation);
        return result;
    }
}

/// <summary>The value from now on, and why.</summary>
public sealed record ChangeFeatureFlagRequest(bool Enabled, string? Reason = null);

/// <summary>A feature flag: its value now, and the settings' value, which holds until the first change.</summary>
public sealed record FeatureFlagView(string Name, bool Enabled, bool AsSet);
