using System.Text.Json;

namespace EventAgents.Host.Auth.Oidc;

/// <summary>The issuer's keys. Fetched when an unknown one is named, at most once a minute, and again when they are an hour old.</summary>
internal sealed partial class JwksCache(AuthOptions auth, HttpClient http, TimeProvider clock, ILogger<JwksCache> logger) : IDisposable
{
    private static readonly TimeSpan MinBetweenFetches = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Dictionary<string, JsonWebKey> _keys = [];
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    /// <summary>The key of this id; null when the issuer publishes none, or cannot be asked.</summary>
    public async Task<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellation)
    {
        if (_keys.TryGetValue(keyId, out var known) && clock.GetUtcNow() - _triedAt < MaxAge) return known;
        await _fetching.WaitAsync(cancellation);
        try
        {
            if (clock.GetUtcNow() - _triedAt >= MinBetweenFetches)
            {
                _triedAt = clock.GetUtcNow();
                await FetchAsync(cancellation);
            }
        }
        finally
        {
            _fetching.Release();
        }
        return _keys.GetValueOrDefault(keyId);
    }

    public void Dispose() => _fetching.Dispose();

    private async Task FetchAsync(CancellationToken cancellation)
    {
        try
        {
            var address = auth.Oidc.JwksUrl ?? await DiscoverAsync(cancellation);
            using var set = JsonDocument.Parse(await http.GetByteArrayAsync(address, cancellation));
            // The last of two keys with one id would be a matter of chance, so neither counts.
            _keys = set.RootElement.GetProperty("keys").EnumerateArray().Select(JsonWebKey.Read).OfType<JsonWebKey>()
                .GroupBy(key => key.Id).Where(sameId => sameId.Count() == 1).ToDictionary(sameId => sameId.Key, sameId => sameId.Single());
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // What is known stays good: an issuer that is down must not lock out those who are in.
            Log.KeysNotFetched(logger, e.GetType().Name);
        }
    }

    /// <summary>OpenID Connect Discovery 1.0, section 4: the document must name the very issuer that was asked.</summary>
    private async Task<Uri> DiscoverAsync(CancellationToken cancellation)
    {
        using var document = JsonDocument.Parse(await http.GetByteArrayAsync(auth.Oidc.KeysAddress, cancellation));
        if (document.RootElement.GetProperty("issuer").GetString() != auth.Oidc.Issuer) throw new InvalidOperationException("The discovery document is another issuer's.");
        var address = new Uri(document.RootElement.GetProperty("jwks_uri").GetString()!);
        return address.Scheme == Uri.UriSchemeHttps || auth.Oidc.AllowHttp ? address : throw new InvalidOperationException("The keys are not published over https.");
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The issuer's keys could not be fetched: {Reason}.")]
        public static partial void KeysNotFetched(ILogger logger, string reason);
    }
}
