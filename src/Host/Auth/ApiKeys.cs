using EventAgents.Events;
using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Host.Auth;

/// <summary>The table of API keys: hashes and what the keys open.</summary>
internal sealed class ApiKeys(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly TimeSpan LastUsedPrecision = TimeSpan.FromMinutes(1);

    /// <summary>Adds the row of a new key to the transaction of its event.</summary>
    public static void Add(SqlBatch sql, string tenantId, Guid id, string key, string name, IEnumerable<Role> roles, DateTimeOffset? expiresAt) => sql.Add(
        "insert into ops.api_keys (tenant_id, api_key_id, key_sha256, name, hint, roles, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
        tenantId, id, ApiKeyFormat.Hash(key), name, ApiKeyFormat.HintOf(key), roles.Select(Policies.NameOf).ToArray(), Nullable(expiresAt));

    /// <summary>Closes a key in the transaction of its event.</summary>
    public static void Revoke(SqlBatch sql, string tenantId, Guid id, DateTimeOffset now) => sql.Add(
        "update ops.api_keys set revoked_at = coalesce(revoked_at, $3) where tenant_id = $1 and api_key_id = $2", tenantId, id, now);

    /// <summary>Finds what a presented key opens; null when it opens nothing: unknown, revoked or expired.</summary>
    public async Task<OpenKey?> FindAsync(string key, CancellationToken cancellation)
    {
        if (!ApiKeyFormat.IsWellFormed(key)) return null;
        var hash = ApiKeyFormat.Hash(key);
        var now = clock.GetUtcNow();
        await using var find = database.CreateCommand("select api_key_id, tenant_id, roles, expires_at, revoked_at, last_used_at from ops.api_keys where key_sha256 = $1");
        find.Parameters.Add(new() { Value = hash });
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        if (!reader.IsDBNull(4) || (!reader.IsDBNull(3) && reader.GetFieldValue<DateTimeOffset>(3) <= now)) return null;

        var found = new OpenKey(reader.GetGuid(0), reader.GetString(1), [.. reader.GetFieldValue<string[]>(2).Select(Policies.RoleOf).OfType<Role>()]);
        var isUseStale = reader.IsDBNull(5) || now - reader.GetFieldValue<DateTimeOffset>(5) > LastUsedPrecision;
        await reader.CloseAsync();
        if (isUseStale) await NoteUseAsync(found.Id, now, cancellation);
        return found;
    }

    /// <summary>An organisation's keys, newest first, revoked ones included.</summary>
    public async Task<IReadOnlyList<ApiKeySummary>> ListAsync(string tenantId, CancellationToken cancellation)
    {
        await using var list = database.CreateCommand(
            "select api_key_id, name, hint, roles, created_at, expires_at, revoked_at, last_used_at from ops.api_keys where tenant_id = $1 order by api_key_id desc limit 1000");
        list.Parameters.Add(new() { Value = tenantId });
        await using var reader = await list.ExecuteReaderAsync(cancellation);
        var keys = new List<ApiKeySummary>();
        while (await reader.ReadAsync(cancellation))
        {
            DateTimeOffset? At(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
            keys.Add(new ApiKeySummary(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<string[]>(3), reader.GetFieldValue<DateTimeOffset>(4), At(5), At(6), At(7)));
        }
        return keys;
    }

    private async Task NoteUseAsync(Guid id, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var note = database.CreateCommand("update ops.api_keys set last_used_at = $2 where api_key_id = $1");
        note.Parameters.Add(new() { Value = id });
        note.Parameters.Add(new() { Value = now });
        await note.ExecuteNonQueryAsync(cancellation);
    }

    private static object? Nullable(DateTimeOffset? at) =>
        at is { } value ? value.ToUniversalTime() : new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz, Value = DBNull.Value };
}

/// <summary>What a valid key opens.</summary>
internal sealed record OpenKey(Guid Id, string TenantId, IReadOnlyList<Role> Roles);

/// <summary>A key as its organisation's admins see it; the key itself is known to nobody.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it was named.</param>
/// <param name="Hint">Its first characters.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when it opens nothing; null for never.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="LastUsedAt">When it was last used, exact to a minute.</param>
public sealed record ApiKeySummary(
    Guid Id, string Name, string Hint, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);
