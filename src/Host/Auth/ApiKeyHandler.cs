using System.Text.Encodings.Web;
using EventAgents.Commands;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EventAgents.Host.Auth;

/// <summary>Lets in who shows a valid API key, as <c>Authorization: Bearer</c> or <c>X-Api-Key</c>.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var key = Request.Headers[Schemes.ApiKeyHeader].FirstOrDefault() ?? Schemes.BearerToken(Context);
        if (key is null) return AuthenticateResult.NoResult();
        if (await keys.FindAsync(key, Context.RequestAborted) is not { } open) return AuthenticateResult.Fail("The key opens nothing.");
        var principal = CallerClaims.PrincipalOf(Schemes.ApiKey, open.TenantId, open.Id.ToString(), ActorKind.Agent, open.Roles);
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Schemes.ApiKey));
    }
}
