namespace EventAgents.Guard.Proxy;

/// <summary>Who calls, taken from the credential.</summary>
/// <param name="Tenant">The organisation whose policy, key and budgets hold.</param>
/// <param name="Actor">The key's id; no personal data.</param>
/// <param name="MayCall">Whether its roles let it call an LLM.</param>
public sealed record GuardCaller(string Tenant, string Actor, bool MayCall)
{
    /// <summary>Callers without a key, where none is required.</summary>
    public static GuardCaller Development { get; } = new("development", "anonymous", MayCall: true);
}

/// <summary>Knows the callers by their keys.</summary>
public interface IGuardCallers
{
    /// <summary>Whether a credential has the form of this product's keys. Such a one never reaches a provider, valid or not.</summary>
    bool IsOwnKey(string credential);

    /// <summary>Whose key it is; null when it opens nothing.</summary>
    ValueTask<GuardCaller?> FindAsync(string key, CancellationToken cancellation);
}
