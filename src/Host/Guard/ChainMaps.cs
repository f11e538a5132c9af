using System.Security.Cryptography;
using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using Npgsql;

namespace EventAgents.Host.Guard;

/// <summary>Maps of conversations at providers, encrypted in <c>guard.chain_maps</c>.</summary>
internal sealed class ChainMaps(NpgsqlDataSource database, TenantKeys keys, GuardKeyOptions options, TimeProvider clock) : IChainMaps
{
    private const string OneTurnAtATime = "select pg_advisory_xact_lock(hashtextextended('eventagents chain ' || $1 || encode($2, 'hex'), 0))";
    private const string Add = "insert into guard.chain_maps (tenant_id, chain_sha256, map_id, key_id, sealed, expires_at) values ($1, $2, $3, $4, $5, $6)";
    private const string Read = "select key_id, sealed from guard.chain_maps where tenant_id = $1 and chain_sha256 = $2 and expires_at > $3 order by map_id";
    private const string Prolong = "update guard.chain_maps set expires_at = $3 where tenant_id = $1 and chain_sha256 = $2";

    /// <inheritdoc/>
    public async ValueTask<RestoreMap?> FindAsync(string tenant, string chain, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await FindAsync(connection, tenant, chain, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(TenantKey key, string chain, RestoreMap map, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await AddAsync(connection, key, chain, map, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask ExtendAsync(TenantKey key, string chain, Func<RestoreMap, RestoreMap> turn, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var wait = Command(connection, OneTurnAtATime, key.Tenant, HashOf(chain));
        await wait.ExecuteNonQueryAsync(cancellation);
        var map = turn(await FindAsync(connection, key.Tenant, chain, cancellation) ?? RestoreMap.Empty);
        if (map.Count > 0) await AddAsync(connection, key, chain, map, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Deletes what has expired.</summary>
    /// <returns>How much that was.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var forget = Command(connection, "delete from guard.chain_maps where expires_at <= $1", clock.GetUtcNow());
        return await forget.ExecuteNonQueryAsync(cancellation);
    }

    private async ValueTask<RestoreMap?> FindAsync(NpgsqlConnection connection, string tenant, string chain, CancellationToken cancellation)
    {
        await using var find = Command(connection, Read, tenant, HashOf(chain), clock.GetUtcNow());
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        RestoreMap? all = null;
        while (await reader.ReadAsync(cancellation))
        {
            if (keys.Find(tenant, reader.GetString(0)) is not { } key || RestoreMap.Open(reader.GetFieldValue<byte[]>(1), key, chain) is not { } map) continue;
            all = all is null ? map : all.With(map);
        }
        return all;
    }

    private async ValueTask AddAsync(NpgsqlConnection connection, TenantKey key, string chain, RestoreMap map, CancellationToken cancellation)
    {
        var expires = clock.GetUtcNow().AddDays(options.ChainDays);
        await using var add = Command(connection, Add, key.Tenant, HashOf(chain), Guid.CreateVersion7(), key.Id, map.Seal(key, chain), expires);
        await add.ExecuteNonQueryAsync(cancellation);
        await using var prolong = Command(connection, Prolong, key.Tenant, HashOf(chain), expires);
        await prolong.ExecuteNonQueryAsync(cancellation);
    }

    private static byte[] HashOf(string chain) => SHA256.HashData(Encoding.UTF8.GetBytes(chain));

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
