using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using EventAgents.Pii;

namespace EventAgents.Guard.Masking;

/// <summary>A finding in a text as it was written, escapes included.</summary>
/// <param name="Start">Offset in bytes.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Type">What it is.</param>
/// <param name="CustomName">A custom type's name.</param>
/// <param name="IsOwn">No finding, but text that looks like a placeholder.</param>
internal readonly record struct CachedFinding(int Start, int Length, EntityType Type, string? CustomName, bool IsOwn);

/// <summary>
/// Remembers what was found in texts seen before, since an agent sends its whole history with every turn. It holds offsets and types under a keyed
/// hash, never text. Two generations: when the young one is full it becomes the old one, and what the old one held untouched since then is forgotten.
/// </summary>
/// <param name="capacity">Texts in one generation. Default: 100,000, which take about 10 MB.</param>
public sealed class FindingsCache(int capacity = 100_000)
{
    private ConcurrentDictionary<UInt128, CachedFinding[]> _young = new();
    private ConcurrentDictionary<UInt128, CachedFinding[]> _old = new();
    private readonly Lock _turning = new();
    private int _entries;  // of the young generation; a finding weighs as much as a text

    /// <summary>Texts that are remembered now.</summary>
    public int Count => _young.Count + _old.Count;

    internal bool TryGet(UInt128 text, out CachedFinding[] findings)
    {
        if (_young.TryGetValue(text, out findings!)) return true;
        if (!_old.TryGetValue(text, out findings!)) return false;
        Add(text, findings);
        return true;
    }

    internal void Add(UInt128 text, CachedFinding[] findings)
    {
        if (!_young.TryAdd(text, findings)) return;
        if (Interlocked.Add(ref _entries, 1 + findings.Length) < capacity) return;
        lock (_turning)
        {
            if (Volatile.Read(ref _entries) < capacity) return;
            _old = _young;
            _young = new ConcurrentDictionary<UInt128, CachedFinding[]>();
            Volatile.Write(ref _entries, 0);
        }
    }

    /// <summary>The hash under which one tenant's texts are remembered while a version of a policy holds.</summary>
    internal static KeyedHash ScopeOf(TenantKey key, GuardPolicy policy)
    {
        var scope = new KeyedHash(key.CacheKey).Long(Encoding.UTF8.GetBytes($"{key.Tenant}\n{policy.Profile}\n{policy.Version}"));
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, scope);
        return new KeyedHash(bytes);
    }
}
