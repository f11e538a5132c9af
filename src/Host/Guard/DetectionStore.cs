using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Api;
using EventAgents.Pii;
using Npgsql;

namespace EventAgents.Host.Guard;

/// <summary>
/// The organisations' own recognizers, lists and thresholds, encrypted in <c>guard.detection</c>. Who has neither the installation's secret nor an admin's
/// credential cannot read them.
/// </summary>
internal sealed class DetectionStore(NpgsqlDataSource database, TenantKeys keys)
{
    private const string Read = "select key_id, sealed from guard.detection where tenant_id = $1 and detection_id = $2";

    private const string Replace = """
        insert into guard.detection (tenant_id, detection_id, key_id, sealed) values ($1, $2, $3, $4)
        on conflict on constraint detection_pkey do update set detection_id = excluded.detection_id, key_id = excluded.key_id, sealed = excluded.sealed
        """;

    /// <summary>The event that tells of new settings, and the row that it stands for.</summary>
    public async Task<SealedDetection> SealAsync(string tenant, DetectionSettings settings, string? reason, CancellationToken cancellation)
    {
        var key = await keys.FindAsync(tenant, session: null, cancellation);
        var id = Guid.CreateVersion7();
        var plain = JsonSerializer.SerializeToUtf8Bytes(settings, ApiJson.Options);
        var change = new GuardDetectionChanged(
            id, key.DigestOfSettings(plain), [.. (settings.Recognizers ?? []).Select(one => one.Name)], settings.Allow?.Count ?? 0, settings.Deny?.Count ?? 0,
            settings.Thresholds ?? new Dictionary<string, double>(), reason);
        return new SealedDetection(change, sql => sql.Add(Replace, tenant, id, key.Id, key.SealSettings(plain, id)));
    }

    /// <summary>The settings that an event tells of; null where they have been overwritten or cannot be opened.</summary>
    public async Task<DetectionSettings?> FindAsync(string tenant, Guid id, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(Read);
        find.Parameters.Add(new() { Value = tenant });
        find.Parameters.Add(new() { Value = id });
        await using var row = await find.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation) || keys.Find(tenant, row.GetString(0)) is not { } key) return null;
        return key.OpenSettings(row.GetFieldValue<byte[]>(1), id) is { } plain ? JsonSerializer.Deserialize<DetectionSettings>(plain, ApiJson.Options) : null;
    }

    /// <summary>What the detector takes of stored settings.</summary>
    /// <exception cref="PolicyUnreadableException">They are not there, cannot be opened, or do not compile.</exception>
    public static DetectionPolicy Compile(DetectionSettings? settings) =>
        settings is null ? throw new PolicyUnreadableException("The organisation's recognizers and lists cannot be opened.")
        : DetectionCompiler.Compile(settings, out _) ?? throw new PolicyUnreadableException("The organisation's recognizers and lists do not compile.");
}

/// <summary>New settings on their way into the log and the table.</summary>
/// <param name="Change">The event.</param>
/// <param name="AddRow">Adds the row, in the event's own transaction.</param>
internal sealed record SealedDetection(GuardDetectionChanged Change, Action<SqlBatch> AddRow);
