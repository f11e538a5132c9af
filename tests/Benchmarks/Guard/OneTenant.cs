using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;

namespace EventAgents.Benchmarks.Guard;

/// <summary>What a host gives to the guard, for one tenant with the default policy and no limits, at no cost.</summary>
internal sealed class OneTenant : IGuardCallers, IGuardPolicies, ITenantKeys, IGuardBudgets, IChainMaps
{
    private static readonly TenantKey Key = new("bench", "k1", Encoding.ASCII.GetBytes("a secret of the benchmarks, 32 bytes"));

    public bool IsOwnKey(string credential) => false;

    ValueTask<GuardCaller?> IGuardCallers.FindAsync(string key, CancellationToken cancellation) => default;

    ValueTask<GuardPolicy> IGuardPolicies.FindAsync(string tenant, string? profile, CancellationToken cancellation) => new(GuardPolicy.Default);

    ValueTask<TenantKey> ITenantKeys.FindAsync(string tenant, Guid? session, CancellationToken cancellation) => new(Key);

    public ValueTask<SpentBudget?> FindSpentAsync(string tenant, string? agent, CancellationToken cancellation) => default;

    ValueTask<RestoreMap?> IChainMaps.FindAsync(string tenant, string chain, CancellationToken cancellation) => default;

    public ValueTask AddAsync(TenantKey key, string chain, RestoreMap map, CancellationToken cancellation) => default;

    public ValueTask ExtendAsync(TenantKey key, string chain, Func<RestoreMap, RestoreMap> turn, CancellationToken cancellation)
    {
        turn(RestoreMap.Empty);
        return default;
    }
}

/// <summary>Records nothing: what the guard costs without the log.</summary>
internal sealed class NullJournal : IGuardJournal
{
    public bool IsDown => false;

    public Task RecordAsync(CallRecord call, CancellationToken cancellation) => Task.CompletedTask;

    public void Complete(CallEnd end)
    {
    }

    public void Block(CallBlock block)
    {
    }
}
