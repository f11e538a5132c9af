using System.Collections.Concurrent;
using EventAgents.Events;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Guard;

/// <summary>Callers by their API keys. What a key opens is remembered for seconds, so that a revoked one is soon refused.</summary>
internal sealed class KeyCallers(ApiKeys keys, TimeProvider clock) : IGuardCallers
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);
    private static readonly Role[] MayCall = [Role.Admin, Role.Member, Role.Agent];

    private readonly ConcurrentDictionary<string, (GuardCaller? Caller, DateTimeOffset Until)> _remembered = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool IsOwnKey(string credential) => credential.StartsWith(ApiKeyFormat.Prefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public ValueTask<GuardCaller?> FindAsync(string key, CancellationToken cancellation)
    {
        if (!ApiKeyFormat.IsWellFormed(key)) return default;
        var hash = Convert.ToHexString(ApiKeyFormat.Hash(key));  // not the key itself, which would lie in memory for long
        return _remembered.TryGetValue(hash, out var known) && known.Until > clock.GetUtcNow() ? new(known.Caller) : new(LoadAsync(key, hash, cancellation));
    }

    private async Task<GuardCaller?> LoadAsync(string key, string hash, CancellationToken cancellation)
    {
        var caller = await keys.FindAsync(key, cancellation) is { } open
            ? new GuardCaller(open.TenantId, open.Id.ToString(), open.Roles.Any(MayCall.Contains))
            : null;
        if (_remembered.Count >= MaxRemembered) _remembered.Clear();
        _remembered[hash] = (caller, clock.GetUtcNow() + Memory);
        return caller;
    }
}
