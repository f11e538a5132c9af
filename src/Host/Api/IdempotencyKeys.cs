using System.Security.Cryptography;
using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Host.Api;

/// <summary>One use of an <c>Idempotency-Key</c>: what it is bound to.</summary>
/// <param name="TenantId">Whose key; two organisations may use the same.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without query.</param>
/// <param name="Key">As the caller sent it.</param>
/// <param name="BodySha256">Another body under the same key is refused.</param>
internal sealed record IdempotentRequest(string TenantId, string Method, string Path, string Key, byte[] BodySha256)
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <summary>Reads the header; null when there is none.</summary>
    /// <exception cref="ProblemException">It is empty, too long or not printable.</exception>
    public static async ValueTask<IdempotentRequest?> OfAsync(HttpContext context, string tenantId)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values)) return null;
        var key = values.ToString();
        if (values.Count != 1 || key.Length is 0 or > MaxLength || key.Any(c => c is < ' ' or > '~'))
        {
            throw new ProblemException(Problems.IdempotencyKeyInvalid with { Detail = $"It must have 1 to {MaxLength} printable ASCII characters." });
        }
        return new IdempotentRequest(tenantId, context.Request.Method, context.Request.Path, key, SHA256.HashData(await RequestBytes.ReadAsync(context)));
    }
}

/// <summary>An answer as it is stored under a key and given again.</summary>
internal sealed record StoredAnswer(int Status, string? Location, string? ETag, byte[] Body);

/// <summary>The table of answers. A row commits with the events of its command, so either both are there or neither.</summary>
internal sealed class IdempotencyKeys(NpgsqlDataSource database)
{
    /// <summary>The constraint that the second of two equal requests at once runs into.</summary>
    public const string Constraint = "idempotency_keys_pkey";

    public static void Add(SqlBatch sql, IdempotentRequest request, StoredAnswer answer, DateTimeOffset now) => sql.Add(
        """
        insert into ops.idempotency_keys (tenant_id, method, path, key, body_sha256, status, location, etag, response, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        request.TenantId, request.Method, request.Path, request.Key, request.BodySha256, (short)answer.Status, Text(answer.Location), Text(answer.ETag), answer.Body, now);

    /// <summary>The answer that was given before; null for a key that is new.</summary>
    /// <exception cref="ProblemException">The key was used with another body.</exception>
    public async Task<StoredAnswer?> FindAsync(IdempotentRequest request, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(
            "select body_sha256, status, location, etag, response from ops.idempotency_keys where tenant_id = $1 and method = $2 and path = $3 and key = $4");
        foreach (var value in new[] { request.TenantId, request.Method, request.Path, request.Key }) find.Parameters.Add(new() { Value = value });
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(request.BodySha256)) throw new ProblemException(Problems.IdempotencyKeyReused);
        return new StoredAnswer(
            reader.GetInt16(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetFieldValue<byte[]>(4));
    }

    /// <summary>Forgets what is older.</summary>
    /// <returns>How many rows are gone.</returns>
    public async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        await using var forget = database.CreateCommand("delete from ops.idempotency_keys where created_at < $1");
        forget.Parameters.Add(new() { Value = before });
        return await forget.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };
}
