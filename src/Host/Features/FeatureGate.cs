using EventAgents.Events;
using EventAgents.Host.Api;

namespace EventAgents.Host.Features;

/// <summary>Closes routes while a flag is off.</summary>
internal static class FeatureGate
{
    /// <summary>Answers 403 <c>feature-off</c> while the flag is off.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder routes, FeatureFlag flag)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<FeatureSwitches>().IsOn(flag)
            ? next(context)
            : ValueTask.FromResult<object?>(Closed(flag).ToResult()));
        return routes;
    }

    private static Problem Closed(FeatureFlag flag) => new(
        StatusCodes.Status403Forbidden, "feature-off", "This part of the product is turned off", $"The installation's operator has turned '{FeatureFlagNames.Of(flag)}' off.");
}
