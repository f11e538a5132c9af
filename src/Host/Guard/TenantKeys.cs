using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using Npgsql;

namespace EventAgents.Host.Guard;

/// <summary>Every tenant's keys, derived from the installation's secrets, so that no tenant's key is stored anywhere.</summary>
internal sealed class TenantKeys(GuardKeyOptions options, NpgsqlDataSource database, TimeProvider clock) : ITenantKeys
{
    private const int MaxSessions = 50_000;  // remembered here; the table knows all

    private const string KeepFirst = """
        with first as (insert into guard.session_keys (tenant_id, session_id, key_id, first_used) values ($1, $2, $3, $4) on conflict do nothing returning key_id)
        select key_id from first union all select key_id from guard.session_keys where tenant_id = $1 and session_id = $2 limit 1
        """;

    private readonly ConcurrentDictionary<string, TenantKeyRing> _rings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string, Guid), TenantKey> _sessions = new();

    /// <inheritdoc/>
    public ValueTask<TenantKey> FindAsync(string tenant, Guid? session, CancellationToken cancellation)
    {
        var key = RingOf(tenant).At(clock.GetUtcNow());
        if (session is not { } id) return new(key);
        return _sessions.TryGetValue((tenant, id), out var known) ? new(known) : new(KeyOfSessionAsync(tenant, id, key, cancellation));
    }

    /// <summary>The tenant's key of an id; null where the settings do not hold its secret any more.</summary>
    public TenantKey? Find(string tenant, string keyId) => RingOf(tenant).Find(keyId);

    /// <summary>A tenant's key: HKDF (RFC 5869) over the installation's secret and the tenant's name.</summary>
    public static TenantKey Derive(string tenant, GuardSecret secret)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(secret.Secret), key, salt: "eventagents.tenant"u8,
            info: Encoding.UTF8.GetBytes(tenant));
        return new TenantKey(tenant, secret.Id, key);
    }

    private async Task<TenantKey> KeyOfSessionAsync(string tenant, Guid session, TenantKey now, CancellationToken cancellation)
    {
        await using var keep = database.CreateCommand(KeepFirst);
        foreach (var value in new object[] { tenant, session, now.Id, clock.GetUtcNow() }) keep.Parameters.Add(new() { Value = value });
        // Null where another process was faster within this very statement's snapshot: it took the same key.
        var first = (string?)await keep.ExecuteScalarAsync(cancellation) is { } id ? Find(tenant, id) ?? now : now;
        if (_sessions.Count >= MaxSessions) _sessions.Clear();
        return _sessions[(tenant, session)] = first;
    }

    private TenantKeyRing RingOf(string tenant) =>
        _rings.GetOrAdd(tenant, name => new TenantKeyRing(options.Secrets.Select(secret => new RingedKey(Derive(name, secret), secret.Added))));
}
