using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace EventAgents.Host.Auth.Oidc;

/// <summary>
/// Checks a signed token (RFC 7519, compact form): RS256 or ES256 and nothing else, by a key that the issuer publishes; issuer, audience and times.
/// Every doubt is a no.
/// </summary>
internal sealed class JwtVerifier(AuthOptions auth, JwksCache keys, TimeProvider clock)
{
    private const int MaxTokenLength = 16_384;

    // RFC 8725 3.10 and 3.11: members that stand twice are read differently by different programs.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <returns>The token's claims, or why it is not believed. The reason is for logs; it holds nothing of the token.</returns>
    public async Task<(JsonElement? Claims, string? Problem)> VerifyAsync(string token, CancellationToken cancellation)
    {
        var parts = token.Length <= MaxTokenLength ? token.Split('.') : [];
        if (parts.Length != 3 || Json(parts[0]) is not { } header || Json(parts[1]) is not { } claims || Decode(parts[2]) is not { } signature)
        {
            return (null, "It is no signed token.");
        }

        if (Text(header, "alg") is not { } algorithm || !JsonWebKey.IsAllowed(algorithm)) return (null, "Its algorithm is not allowed.");
        if (header.TryGetProperty("crit", out _)) return (null, "It asks for an extension that is not known here.");
        if (Text(header, "kid") is not { } keyId) return (null, "It names no key.");
        if (await keys.FindAsync(keyId, cancellation) is not { } key) return (null, "Its key is not the issuer's.");
        if (!key.Verifies(algorithm, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature)) return (null, "Its signature is wrong.");
        return CheckClaims(claims) is { } problem ? (null, problem) : (claims, null);
    }

    private string? CheckClaims(JsonElement claims)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var skew = auth.Oidc.ClockSkewSeconds;
        if (Text(claims, "iss") != auth.Oidc.Issuer) return "Its issuer is another one.";
        if (!NamesAudience(claims)) return "It is meant for another audience.";
        if (Seconds(claims, "exp") is not { } expires || now >= expires + skew) return "It has expired.";
        if (claims.TryGetProperty("nbf", out _) && (Seconds(claims, "nbf") is not { } notBefore || now < notBefore - skew)) return "It is not valid yet.";
        return null;
    }

    private bool NamesAudience(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var audience)) return false;
        return audience.ValueKind switch
        {
            JsonValueKind.String => audience.GetString() == auth.Oidc.Audience,
            JsonValueKind.Array => audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == auth.Oidc.Audience),
            _ => false,
        };
    }

    private static double? Seconds(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) ? seconds : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Json(string part)
    {
        if (Decode(part) is not { } bytes) return null;
        try
        {
            var json = JsonElement.Parse(bytes, Strict);
            return json.ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
