using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace EventAgents.Host.Api;

/// <summary>A resource's version as an entity tag: <c>"7"</c>.</summary>
internal static class ETags
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that <c>If-Match</c> asks for; null when it asks for none, or for any (<c>*</c>).</summary>
    /// <exception cref="ProblemException">The header is no tag of ours.</exception>
    public static long? IfMatch(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return null;
        if (!EntityTagHeaderValue.TryParse(header.ToString(), out var tag)) throw new ProblemException(Problems.IfMatchInvalid with { Detail = "Send one version as it came in an ETag." });
        if (tag == EntityTagHeaderValue.Any) return null;
        // A tag that we never gave matches nothing; -1 is no stream's version.
        return !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }
}
