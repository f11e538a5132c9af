using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using EventAgents.Commands;
using EventAgents.Host.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EventAgents.Host.Auth;

/// <summary>
/// The key of who runs the installation: flags, prices and the like are that person's, and no organisation's. Production has no operator unless a key is
/// set; elsewhere one is made once and kept in <c>operator.key</c> in the environment's folder.
/// </summary>
internal sealed class OperatorKey
{
    public const string FileName = "operator.key";
    private readonly byte[]? _sha256;

    private OperatorKey(string? key) => _sha256 = key is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static OperatorKey Of(EffectiveSettings settings) => new(
        settings.Process.OperatorKey ?? (settings.Environment == Environments.Production ? null : OwnerFile.ReadOrMake(Path.Combine(settings.EnvironmentFolder, FileName), NewKey)));

    /// <summary>The operator as a caller, who has shown the key in the request of somebody else: of the person at the console.</summary>
    public static Caller CallerIn(Caller person) => person with
    {
        TenantId = AccessLog.SystemTenant,
        Actor = $"{StreamIds.InstallationOperator}",
        Headers = new Dictionary<string, string>(person.Headers) { ["auth-method"] = Schemes.Operator, ["on-behalf-of"] = person.Actor },
    };

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a credential is the key; it takes as long for a near miss as for a far one.</summary>
    public bool Is(string? credential) =>
        _sha256 is not null && credential is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(credential)), _sha256);
}

/// <summary>Lets in the operator, who belongs to no organisation and has none of its roles.</summary>
internal sealed class OperatorHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OperatorKey key)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!key.Is(Schemes.BearerToken(Context))) return Task.FromResult(AuthenticateResult.NoResult());
        var principal = CallerClaims.PrincipalOf(Schemes.Operator, AccessLog.SystemTenant, $"{StreamIds.InstallationOperator}", ActorKind.User, roles: []);
        principal.Identities.Single().AddClaim(new(CallerClaims.Role, Policies.InstallationOperator));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Schemes.Operator)));
    }
}
