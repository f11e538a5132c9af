using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EventAgents.Guard.Proxy;

/// <summary>
/// Which headers pass. Of a request only those that are named here; of a reply all but those that cannot be true any more or are nobody's business.
/// </summary>
internal static class HeaderRules
{
    private const string TelemetryPrefix = "x-stainless-";

    // Trace context, baggage, cookies, addresses and everything unknown stay here.
    private static readonly FrozenSet<string> Forwarded = new[]
    {
        "accept", "anthropic-beta", "anthropic-version", "http-referer", "idempotency-key", "openai-beta", "openai-organization", "openai-project",
        "user-agent", "x-title",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Dropped = new[]
    {
        "alt-svc", "connection", "content-encoding", "content-length", "content-md5", "digest", "etag", "keep-alive", "proxy-authenticate",
        "proxy-connection", "set-cookie", "strict-transport-security", "te", "trailer", "transfer-encoding", "upgrade", "via",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request's header goes to the provider. Credentials are another matter: <see cref="Credentials"/>.</summary>
    public static bool IsForwarded(string name) => Forwarded.Contains(name) || name.StartsWith(TelemetryPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Copies a reply's headers to the caller.</summary>
    public static void CopyReply(HttpResponseMessage from, HttpResponse to)
    {
        Copy(from.Headers, to.Headers);
        Copy(from.Content.Headers, to.Headers);
    }

    private static void Copy(HttpHeaders from, IHeaderDictionary to)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (!Dropped.Contains(name)) to.Append(name, values.ToArray());
        }
    }

    /// <summary>Whether the caller wants to leave HTTP for something that is not read here, such as WebSocket.</summary>
    public static bool AsksForUpgrade(HttpRequest request) => request.Headers.ContainsKey(HeaderNames.Upgrade) || HttpMethods.IsConnect(request.Method);
}
