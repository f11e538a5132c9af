using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>Where a request came from, as far as an audit needs it. Both are the caller's, so they go beside events and nowhere else: no log line, no metric.</summary>
/// <param name="Ip">The address of whoever connected, or that which a trusted proxy names.</param>
/// <param name="UserAgent">The program, as it names itself: products with their versions.</param>
public sealed partial record RequestSource(string? Ip, string? UserAgent)
{
    private const int MaxUserAgentLength = 256;  // characters

    /// <summary>Nobody asked.</summary>
    public static RequestSource None { get; } = new(null, null);

    /// <summary>Reads it from a request.</summary>
    public static RequestSource Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        return new RequestSource(address?.ToString(), Products(context.Request.Headers.UserAgent.ToString()));
    }

    /// <summary>A user agent can hold anything, a name or an account number too; what is kept is <c>product/version</c> of RFC 9110, without long numbers.</summary>
    internal static string? Products(string userAgent)
    {
        var words = userAgent[..Math.Min(userAgent.Length, MaxUserAgentLength)].Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => Product().IsMatch(word));
        return string.Join(' ', words) is { Length: > 0 } products ? products : null;
    }

    [GeneratedRegex("^(?![^/]*[0-9]{5})[A-Za-z][A-Za-z0-9._+-]{0,39}/(?![^/]*[0-9]{9})[A-Za-z0-9._+-]{1,24}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex Product();
}
