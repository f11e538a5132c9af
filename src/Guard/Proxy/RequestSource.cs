using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>Where a request came from, as far as an audit needs it. Both are the caller's, so they go beside events and nowhere else: no log line, no metric.</summary>
/// <param name="Ip">The address of whoever connected, or that which a trusted proxy names.</param>
/// <param name="UserAgent">The program, as it names itself, without words that are no product's name or version.</param>
public sealed record RequestSource(string? Ip, string? UserAgent)
{
    private const int MaxUserAgentLength = 256;  // characters
    private const string Marks = ".,;:/()_-+";  // of RFC 9110's products and comments; no '@', so no address passes

    /// <summary>Nobody asked.</summary>
    public static RequestSource None { get; } = new(null, null);

    /// <summary>Reads it from a request.</summary>
    public static RequestSource Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        return new RequestSource(address?.ToString(), Products(context.Request.Headers.UserAgent.ToString()));
    }

    /// <summary>A user agent can hold anything; what is kept has the form of names and versions of products.</summary>
    internal static string? Products(string userAgent)
    {
        var words = userAgent[..Math.Min(userAgent.Length, MaxUserAgentLength)].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.All(c => char.IsAsciiLetterOrDigit(c) || Marks.Contains(c, StringComparison.Ordinal)));
        return string.Join(' ', words) is { Length: > 0 } products ? products : null;
    }
}
