using System.Text;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>A request as the upstream received it, byte for byte.</summary>
internal sealed record UpstreamRequest(string Head, byte[] Body)
{
    public string Line => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)];

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A header's value; null where it did not come.</summary>
    public string? Header(string name) => Head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
