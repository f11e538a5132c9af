using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>The key that a caller presents, and the one that a provider gets.</summary>
/// <param name="Key">The presented key; null for none.</param>
/// <param name="IsInApiKeyHeader">It came as <c>x-api-key</c>, and not as <c>Authorization: Bearer</c>.</param>
internal readonly record struct Credentials(string? Key, bool IsInApiKeyHeader)
{
    private const string Bearer = "Bearer ", ApiKeyHeader = "x-api-key";

    /// <summary>Reads the caller's key. Both headers may be there (clients differ); one of ours wins, wherever it stands.</summary>
    public static Credentials Of(IHeaderDictionary headers, IGuardCallers callers)
    {
        var bearer = headers.Authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? value[Bearer.Length..].Trim()
            : null;
        var apiKey = headers.TryGetValue(ApiKeyHeader, out var values) && values is [{ Length: > 0 } given] ? given.Trim() : null;
        if (bearer is null || (apiKey is not null && callers.IsOwnKey(apiKey))) return new Credentials(apiKey, IsInApiKeyHeader: apiKey is not null);
        return new Credentials(bearer, IsInApiKeyHeader: false);
    }

    /// <summary>Writes the provider's key from the settings; where there is none, the caller's own, unless it is one of ours.</summary>
    public void Apply(Provider provider, bool isOwnKey, HttpRequestHeaders headers)
    {
        var (key, inApiKeyHeader) = provider.ApiKey is { } own
            ? (own, provider.Protocol == ProviderProtocol.Anthropic)
            : (isOwnKey ? null : Key, IsInApiKeyHeader);
        if (key is null) return;
        if (inApiKeyHeader) headers.TryAddWithoutValidation(ApiKeyHeader, key);
        else headers.TryAddWithoutValidation("Authorization", Bearer + key);
    }
}
