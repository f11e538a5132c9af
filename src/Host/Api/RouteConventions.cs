using EventAgents.Host.Hosting;
using Microsoft.AspNetCore.Http.Metadata;

namespace EventAgents.Host.Api;

/// <summary>What groups of routes have in common.</summary>
internal static class RouteConventions
{
    /// <summary>The route refuses an <c>Idempotency-Key</c>, since its answer must not be given again: a login, a claim, masked text.</summary>
    public static TBuilder TakesNoIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.AddEndpointFilter((context, next) => context.HttpContext.Request.Headers.ContainsKey(IdempotentRequest.Header)
            ? throw new ProblemException(Problems.IdempotencyKeyNotTaken)
            : next(context));
        return builder;
    }

    /// <summary>The route takes bodies of another size than <see cref="ApiLimits.MaxBodyBytes"/>.</summary>
    public static TBuilder TakesBodiesUpTo<TBuilder>(this TBuilder builder, long bytes)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new BodyLimit(bytes)));
        return builder;
    }

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
