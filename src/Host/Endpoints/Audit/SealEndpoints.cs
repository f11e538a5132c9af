using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Audit;

/// <summary>The seals of the log and the keys to verify them with, for reviewers.</summary>
internal static class SealEndpoints
{
    public static void MapSeals(this IEndpointRouteBuilder api)
    {
        var seals = api.MapGroup("/audit/seals").WithTags("Audit").RequireAuthorization(Policies.Review);
        seals.MapGet("/", List).Produces<Page<SealView>>().WithSummary("Lists the seals of the log, newest first");
        seals.MapGet("/keys", Keys).Produces<SealKeySet>().WithSummary("Shows the public keys that seals are verified with, as a JSON Web Key set and as PEM");
    }

    private static Task<Page<SealView>> List(Paging paging, SealQueries seals, CancellationToken cancellation) => seals.ListAsync(paging.Request, cancellation);

    private static SealKeySet Keys(SealKeys keys) => SealKeySet.Of(keys);
}

/// <summary>Public keys, RFC 7517.</summary>
public sealed record SealKeySet(IReadOnlyList<SealJsonWebKey> Keys)
{
    internal static SealKeySet Of(SealKeys keys) =>
        new([.. keys.PublicKeys.Select(key => new SealJsonWebKey("EC", "P-256", key.X, key.Y, key.KeyId, "ES256", "sig", key.Pem))]);
}

/// <summary>A public key, RFC 7517, and beside it the same as PEM.</summary>
public sealed record SealJsonWebKey(string Kty, string Crv, string X, string Y, string Kid, string Alg, string Use, string Pem);
