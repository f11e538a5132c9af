using Microsoft.AspNetCore.Authentication.Cookies;

namespace EventAgents.Host.Auth;

/// <summary>The ways to come in; a request's form says which one is meant.</summary>
internal static class Schemes
{
    public const string Any = "any";
    public const string Cookie = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string ApiKey = "api-key";
    public const string Oidc = "oidc";
    public const string Operator = "operator-key";
    public const string ApiKeyHeader = "X-Api-Key";
    private const string Bearer = "Bearer ";

    /// <summary>A key or token that is sent wins over a cookie that a browser adds by itself.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey(ApiKeyHeader)) return ApiKey;
        return BearerToken(context) switch
        {
            null => Cookie,
            var token when token.StartsWith(ApiKeyFormat.Prefix, StringComparison.Ordinal) => ApiKey,
            var token when context.RequestServices.GetRequiredService<OperatorKey>().Is(token) => Operator,
            _ => Oidc,
        };
    }

    /// <summary>What stands behind <c>Authorization: Bearer</c>; null when nothing does.</summary>
    public static string? BearerToken(HttpContext context)
    {
        string? header = context.Request.Headers.Authorization;
        return header is not null && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }
}
