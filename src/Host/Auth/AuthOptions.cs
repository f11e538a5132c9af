using System.ComponentModel.DataAnnotations;

namespace EventAgents.Host.Auth;

/// <summary>How people and programs come in (section <c>Auth</c>).</summary>
internal sealed class AuthOptions : IValidatableObject
{
    /// <summary>Whether strangers may make an organisation of their own. Default: true, in Production false.</summary>
    public bool? AllowSignup { get; set; }

    /// <summary>How many tries to log in one address and account have in a minute. Default: 5.</summary>
    [Range(1, 1_000)] public int LoginTriesPerMinute { get; set; } = 5;

    /// <summary>How long a login lasts without a request, in minutes. Default: 480, a working day.</summary>
    [Range(1, 43_200)] public int SessionMinutes { get; set; } = 480;

    /// <summary>Addresses and networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c> is believed. Default: none, who connects is the caller.</summary>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>Tokens of another issuer; off as long as it names none.</summary>
    public OidcOptions Oidc { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var proxy in TrustedProxies.Where(proxy => Auth.TrustedProxies.Parse(proxy) is null))
        {
            yield return new ValidationResult($"'{proxy}' is neither an IP address nor a network such as 10.0.0.0/8.", [nameof(TrustedProxies)]);
        }
        var failures = new List<ValidationResult>();
        Validator.TryValidateObject(Oidc, new ValidationContext(Oidc), failures, validateAllProperties: true);
        foreach (var failure in failures) yield return new ValidationResult(failure.ErrorMessage, [.. failure.MemberNames.Select(name => $"{nameof(Oidc)}:{name}")]);
    }
}

/// <summary>Bearer tokens of an OpenID Connect issuer (section <c>Auth:Oidc</c>).</summary>
internal sealed class OidcOptions : IValidatableObject
{
    /// <summary>The <c>iss</c> of its tokens, to the letter. Empty: no such tokens are taken. Default: empty.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The <c>aud</c> that a token must name. There is no default.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Where its keys are. Default: what the issuer's discovery document says.</summary>
    public Uri? JwksUrl { get; set; }

    /// <summary>The claim that holds the roles' names. Default: <c>roles</c>.</summary>
    [Required] public string RolesClaim { get; set; } = "roles";

    /// <summary>The claim that names the organisation. Default: <c>organisation</c>.</summary>
    [Required] public string OrganisationClaim { get; set; } = "organisation";

    /// <summary>How far the issuer's clock may be off, in seconds. Default: 30.</summary>
    [Range(0, 300)] public int ClockSkewSeconds { get; set; } = 30;

    /// <summary>Lets keys be fetched over plain HTTP, for tests on one machine. Default: false.</summary>
    public bool AllowHttp { get; set; }

    public bool IsOn => Issuer.Length > 0;

    /// <summary>Where to begin looking for keys.</summary>
    public Uri KeysAddress => JwksUrl ?? new Uri(Issuer.TrimEnd('/') + "/.well-known/openid-configuration");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn) yield break;
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out _)) yield return new ValidationResult("must be an absolute URL.", [nameof(Issuer)]);
        else if (!AllowHttp && KeysAddress.Scheme != Uri.UriSchemeHttps) yield return new ValidationResult("must be fetched over https.", [nameof(JwksUrl)]);
        if (Audience.Length == 0) yield return new ValidationResult("must be set when an issuer is.", [nameof(Audience)]);
    }
}
