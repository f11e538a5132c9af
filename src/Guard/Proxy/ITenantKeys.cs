using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Proxy;

/// <summary>The tenants' keys.</summary>
public interface ITenantKeys
{
    /// <summary>The key for a call: a session keeps that of its first call.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="session">The session that the call belongs to; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<TenantKey> FindAsync(string tenant, Guid? session, CancellationToken cancellation);
}
