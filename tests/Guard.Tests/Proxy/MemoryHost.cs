using System.Collections.Concurrent;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using EventAgents.Guard.Tests.Support;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>What a host gives to the guard, in memory and open to a test.</summary>
internal sealed class MemoryHost : IGuardJournal, IGuardCallers, IGuardPolicies, ITenantKeys, IGuardBudgets, IChainMaps
{
    public const string KeyPrefix = "ea_";
    public const string MemberKey = "ea_member", ReviewerKey = "ea_reviewer";

    private readonly ConcurrentDictionary<(string, string), RestoreMap> _chains = [];
    private readonly Lock _oneTurnAtATime = new();
    private readonly ConcurrentQueue<TaskCompletionSource<CallEnd>> _waiting = [];

    public GuardPolicy Policy { get; set; } = GuardPolicy.Default;

    public SpentBudget? Spent { get; set; }

    /// <summary>What recording a call takes. Default: nothing.</summary>
    public Func<CallRecord, Task> OnRecord { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<CallRecord> Records { get; } = [];

    public ConcurrentQueue<CallEnd> Ends { get; } = [];

    public ConcurrentQueue<CallBlock> Blocks { get; } = [];

    public bool IsDown { get; set; }

    public async Task RecordAsync(CallRecord call, CancellationToken cancellation)
    {
        await OnRecord(call);
        Records.Enqueue(call);
    }

    public void Complete(CallEnd end)
    {
        Ends.Enqueue(end);
        if (_waiting.TryDequeue(out var waiting)) waiting.SetResult(end);
    }

    /// <summary>The next call's end. Asked for before the call, since that may end at any time.</summary>
    public Task<CallEnd> NextEnd()
    {
        var next = new TaskCompletionSource<CallEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(next);
        return next.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public void Block(CallBlock block) => Blocks.Enqueue(block);

    public bool IsOwnKey(string credential) => credential.StartsWith(KeyPrefix, StringComparison.Ordinal);

    ValueTask<GuardCaller?> IGuardCallers.FindAsync(string key, CancellationToken cancellation) => new(key switch
    {
        MemberKey => new GuardCaller("acme", "key-1", MayCall: true),
        ReviewerKey => new GuardCaller("acme", "key-2", MayCall: false),
        _ => null,
    });

    ValueTask<GuardPolicy> IGuardPolicies.FindAsync(string tenant, string? profile, CancellationToken cancellation) => new(Policy);

    ValueTask<TenantKey> ITenantKeys.FindAsync(string tenant, Guid? session, CancellationToken cancellation) => new(GuardFixture.Key);

    public ValueTask<SpentBudget?> FindSpentAsync(string tenant, string? agent, CancellationToken cancellation) => new(Spent);

    ValueTask<RestoreMap?> IChainMaps.FindAsync(string tenant, string chain, CancellationToken cancellation) =>
        new(_chains.TryGetValue((tenant, chain), out var map) ? map : null);

    public ValueTask ExtendAsync(TenantKey key, string chain, Func<RestoreMap, RestoreMap> turn, CancellationToken cancellation)
    {
        lock (_oneTurnAtATime)
        {
            var map = turn(_chains.GetValueOrDefault((key.Tenant, chain)) ?? RestoreMap.Empty);
            return map.Count > 0 ? AddAsync(key, chain, map, cancellation) : default;
        }
    }

    public ValueTask AddAsync(TenantKey key, string chain, RestoreMap map, CancellationToken cancellation)
    {
        // One tenant's key serves all callers here, so the caller's tenant is not the key's.
        foreach (var tenant in (string[])["acme", "development"]) _chains.AddOrUpdate((tenant, chain), map, (_, known) => known.With(map));
        return default;
    }
}
