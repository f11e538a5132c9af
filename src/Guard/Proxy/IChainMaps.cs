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

    /// <summary>
    /// Keeps one more map for a chain, made from what is kept. Nobody else extends the chain between reading and keeping, on any host, so that two turns at the same
    /// moment know of each other.
    /// </summary>
    /// <param name="key">The tenant's key.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="turn">Takes everything kept so far and gives what is to be kept beside it; an empty map is not kept.</param>
    /// <param name="cancellation">Gives up; nothing is kept then.</param>
    ValueTask ExtendAsync(TenantKey key, string chain, Func<RestoreMap, RestoreMap> turn, CancellationToken cancellation);
}
