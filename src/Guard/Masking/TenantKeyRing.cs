namespace EventAgents.Guard.Masking;

/// <summary>A key and the moment from which new conversations use it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Added">When it was added; it takes effect at the next midnight UTC, the tenant's first key at once.</param>
public sealed record RingedKey(TenantKey Key, DateTimeOffset Added);

/// <summary>
/// A tenant's keys, oldest first. A session keeps the key of its first call, so that its history masks to the same bytes; calls without a
/// session change over at midnight UTC, when providers' prompt caches have mostly expired anyway.
/// </summary>
public sealed class TenantKeyRing
{
    private readonly RingedKey[] _keys;

    /// <summary>Takes the tenant's keys.</summary>
    /// <param name="keys">At least one, each id once, all of one tenant; any order.</param>
    /// <exception cref="ArgumentException">No key, two keys with one id, or keys of two tenants.</exception>
    public TenantKeyRing(IEnumerable<RingedKey> keys)
    {
        _keys = [.. keys.OrderBy(k => k.Added)];
        if (_keys.Length == 0) throw new ArgumentException("A tenant without a key cannot be masked.", nameof(keys));
        if (_keys.DistinctBy(k => k.Key.Id).Count() != _keys.Length) throw new ArgumentException("Two keys have one id.", nameof(keys));
        if (_keys.Any(k => k.Key.Tenant != _keys[0].Key.Tenant)) throw new ArgumentException("A ring holds one tenant's keys.", nameof(keys));
    }

    /// <summary>The key for a call without a session at <paramref name="now"/>.</summary>
    public TenantKey At(DateTimeOffset now)
    {
        for (var i = _keys.Length - 1; i > 0; i--)
        {
            if (NextMidnight(_keys[i].Added) <= now) return _keys[i].Key;
        }
        return _keys[0].Key;
    }

    /// <summary>The key with an id, or null where the ring does not hold it any more.</summary>
    public TenantKey? Find(string id) => Array.Find(_keys, k => k.Key.Id == id)?.Key;

    private static DateTimeOffset NextMidnight(DateTimeOffset moment) => new(moment.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
}
