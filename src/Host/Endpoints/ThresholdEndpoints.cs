using EventAgents.Host.Auth;
using EventAgents.Host.Telemetry;

namespace EventAgents.Host.Endpoints;

/// <summary>The limits that this installation is held to, as <c>eventagents_threshold</c> at <c>/metrics</c> has them.</summary>
internal static class ThresholdEndpoints
{
    public static void MapThresholds(this IEndpointRouteBuilder api) =>
        api.MapGet("/thresholds", List).WithTags("Operations").RequireAuthorization(Policies.SignedIn).Produces<EnvironmentLimits>()
            .WithSummary("Names this installation's environment and its limits; one that is not set is missing");

    private static EnvironmentLimits List(ThresholdOptions thresholds, IHostEnvironment environment) =>
        new(environment.EnvironmentName, [.. thresholds.Limits().Select(limit => new ThresholdView(limit.Key, limit.Value))]);
}

/// <summary>An installation's environment and what it is held to.</summary>
public sealed record EnvironmentLimits(string Environment, IReadOnlyList<ThresholdView> Items);

/// <summary>One limit, by its name in the metrics.</summary>
public sealed record ThresholdView(string Name, double Limit);
