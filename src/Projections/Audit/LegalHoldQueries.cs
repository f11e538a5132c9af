using Npgsql;

namespace EventAgents.Projections.Audit;

/// <summary>Reads the holds that stand.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
public sealed class LegalHoldQueries(NpgsqlDataSource database)
{
    /// <summary>Finds a row when the stream <c>$2</c> of the tenant <c>$1</c> is held, by itself or with everything else.</summary>
    public const string IsHeld = "select from read.legal_hold h where h.tenant_id = $1 and (h.stream_id is null or h.stream_id = $2)";

    /// <summary>One page of a tenant's holds, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public Task<Page<LegalHoldView>> ListAsync(string tenantId, PageRequest page, CancellationToken cancellation) => new ListQuery("legal_hold", tenantId).PageAsync(
        database, "stream_id, reason, placed_by, placed_at, version", page, nameof(LegalHoldQueries),
        row => new LegalHoldView(row.GuidOrNull(0), row.GetString(1), row.TextOrNull(2), row.Time(3), row.GetInt64(4)), cancellation);
}

/// <summary>A hold that stands.</summary>
/// <param name="StreamId">The stream; null for everything that the organisation has.</param>
/// <param name="Reason">Why.</param>
/// <param name="PlacedBy">Who placed it first.</param>
/// <param name="PlacedAt">When that was.</param>
/// <param name="Version">Of the hold.</param>
public sealed record LegalHoldView(Guid? StreamId, string Reason, string? PlacedBy, DateTimeOffset PlacedAt, long Version);
