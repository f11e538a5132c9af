using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EventAgents.Host.Auth.Oidc;

/// <summary>Lets in who shows a valid token of the configured issuer, if it names an organisation that exists here.</summary>
internal sealed class OidcHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AuthOptions auth, JwtVerifier verifier, Organisations organisations)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!auth.Oidc.IsOn || Schemes.BearerToken(Context) is not { } token) return AuthenticateResult.NoResult();
        var (claims, problem) = await verifier.VerifyAsync(token, Context.RequestAborted);
        if (claims is not { } verified) return AuthenticateResult.Fail(problem!);

        var organisation = Text(verified, auth.Oidc.OrganisationClaim);
        if (organisation is null || await organisations.FindAsync(organisation, Context.RequestAborted) is not { } tenantId)
        {
            return AuthenticateResult.Fail("The token's organisation is not known here.");
        }
        if (Text(verified, "sub") is not { Length: > 0 } subject) return AuthenticateResult.Fail("The token names no subject.");

        var principal = CallerClaims.PrincipalOf(Schemes.Oidc, tenantId, ActorOf(subject).ToString(), ActorKind.User, RolesOf(verified));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Schemes.Oidc));
    }

    /// <summary>A subject may be an e-mail address, which must not stand in the log; its hash names the same user for ever.</summary>
    private Guid ActorOf(string subject) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{auth.Oidc.Issuer}\n{subject}")).AsSpan(0, 16), bigEndian: true);

    private IEnumerable<Role> RolesOf(JsonElement claims)
    {
        if (!claims.TryGetProperty(auth.Oidc.RolesClaim, out var roles)) return [];
        var names = roles.ValueKind == JsonValueKind.Array ? roles.EnumerateArray().AsEnumerable() : [roles];
        return names.Where(name => name.ValueKind == JsonValueKind.String).Select(name => Policies.RoleOf(name.GetString()!)).OfType<Role>().Distinct();
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Finds organisations in the log: each has the one stream that its name leads to.</summary>
internal sealed class Organisations(IEventStore store)
{
    /// <summary>The tenant of an organisation's name; null when there is no such organisation.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        var id = StreamIds.OfOrganisation(name);
        var tenantId = id.ToString();
        await foreach (var first in store.ReadStreamAsync(new StreamKey(tenantId, id), toVersion: 1, cancellation: cancellation))
        {
            if (first.Data is OrganisationCreated) return tenantId;
        }
        return null;
    }
}
