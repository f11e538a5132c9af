using EventAgents.Host.Hosting;
using Microsoft.AspNetCore.Authorization;

namespace EventAgents.Host.Auth;

/// <summary>Deny by default, and say so early: a route that states neither a policy nor that anybody may use it does not start.</summary>
internal static class StatedPolicies
{
    /// <exception cref="StartException">Names the routes that state nothing.</exception>
    public static void Check(IEnumerable<EndpointDataSource> sources)
    {
        var silent = sources.SelectMany(source => source.Endpoints).Where(endpoint => !IsStated(endpoint)).Select(endpoint => endpoint.DisplayName).ToList();
        if (silent.Count > 0) throw new StartException($"These routes state no policy: {string.Join(", ", silent)}.");
    }

    private static bool IsStated(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy is not null);
}
