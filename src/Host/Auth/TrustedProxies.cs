using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace EventAgents.Host.Auth;

/// <summary>Takes a caller's address from <c>X-Forwarded-For</c>, as far as trusted proxies wrote it. From anybody else the header means nothing.</summary>
internal static class TrustedProxies
{
    /// <summary>Must come before whatever looks at addresses.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<AuthOptions>().TrustedProxies;
        if (proxies.Count == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();  // the framework trusts the own machine unasked
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(Parse(proxy)!.Value);
        app.UseForwardedHeaders(options);
    }

    /// <summary>An address or a network in CIDR notation; null for neither.</summary>
    public static System.Net.IPNetwork? Parse(string text)
    {
        if (IPAddress.TryParse(text, out var address)) return new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8);
        return System.Net.IPNetwork.TryParse(text, out var network) ? network : null;
    }
}
