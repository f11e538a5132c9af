using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Proxy;

/// <summary>The tenants' policies. A change holds from the next call on.</summary>
public interface IGuardPolicies
{
    /// <summary>The policy for a call.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="profile">The profile that the call names; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="PolicyUnreadableException">There is a policy that cannot be read or compiled; no call may go out.</exception>
    ValueTask<GuardPolicy> FindAsync(string tenant, string? profile, CancellationToken cancellation);
}

/// <summary>A tenant's policy cannot be read or compiled. What it wanted to keep from leaving is not known, so nothing leaves.</summary>
/// <param name="message">Why; never a value of the policy.</param>
public sealed class PolicyUnreadableException(string message) : Exception(message);
