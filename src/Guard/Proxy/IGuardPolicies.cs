using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Proxy;

/// <summary>The tenants' policies. A change holds from the next call on.</summary>
public interface IGuardPolicies
{
    /// <summary>The policy for a call.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="profile">The profile that the call names; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<GuardPolicy> FindAsync(string tenant, string? profile, CancellationToken cancellation);
}
