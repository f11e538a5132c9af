using EventAgents.Host.Api;

namespace EventAgents.Host.Endpoints;

/// <summary>Answers of reads.</summary>
internal static class Found
{
    /// <summary>The resource with its ETag, or 404.</summary>
    public static IResult Versioned<T>(HttpResponse response, T? resource, Func<T, long> version)
        where T : class
    {
        if (resource is null) return Problems.NotFound.ToResult();
        response.Headers.ETag = ETags.Of(version(resource));
        return TypedResults.Ok(resource);
    }
}
