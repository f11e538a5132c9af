using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Proxy;

/// <summary>
/// The ways back for conversations whose state the provider keeps: encrypted, with an expiry. A chain is a response's id, or a conversation's, to which
/// several maps may belong.
/// </summary>
public interface IChainMaps
{
    /// <summary>Everything kept for a chain; null where nothing is.</summary>
    ValueTask<RestoreMap?> FindAsync(string tenant, string chain, CancellationToken cancellation);

    /// <summary>Keeps a map for a chain beside what is kept already.</summary>
    ValueTask AddAsync(TenantKey key, string chain, RestoreMap map, CancellationToken cancellation);
}
