using EventAgents.Commands;
using EventAgents.Commands.Audit;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Auth;
using EventAgents.Projections.Audit;
using Npgsql;

namespace EventAgents.Host.Workers;

/// <summary>
/// Archives streams that ended long enough ago, by Marten's flag alone: they take no more events, and stay readable for audit, replay and rebuild. A legal
/// hold stops it at once, since it is asked for in the moment of archiving.
/// </summary>
internal sealed class RetentionSweeper(
    NpgsqlDataSource database, IEventStore store, AggregateReader reader, TimeProvider clock, ILogger<RetentionSweeper> logger)
    : Sweeper(TimeSpan.FromHours(1), clock, logger)
{
    private const int PageSize = 500;
    private const int MaxAtOnce = 20;  // streams; appends wait meanwhile, for a few milliseconds
    private const string Component = "retention";

    // By key, since the log's tables have no other index. The stream's time is only a sieve: some foreign writers leave it where it was.
    private const string FindOld = """
        select s.tenant_id, s.id, s.type, coalesce(s.version, 0)
        from events.mt_streams s
        where (s.tenant_id, s.id) > ($1, $2) and not coalesce(s.is_archived, false) and s.timestamp <= $3 and s.type = any ($4)
          and not exists (select from read.legal_hold h where h.tenant_id = s.tenant_id and (h.stream_id is null or h.stream_id = s.id))
        order by s.tenant_id, s.id limit $5
        """;

    private const string FindEvents = "select type, max(timestamp), max(version) from events.mt_events where tenant_id = $1 and stream_id = $2 group by type";

    private readonly TimeProvider _clock = clock;

    public override async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var archived = 0;
        var settings = new Dictionary<string, RetentionSettings>(StringComparer.Ordinal);
        for (var after = new StreamKey("", Guid.Empty); ;)
        {
            var page = await FindAsync(after, cancellation);
            foreach (var ofTenant in page.GroupBy(stream => stream.Key.TenantId))
            {
                if (!settings.TryGetValue(ofTenant.Key, out var rules)) settings[ofTenant.Key] = rules = await SettingsOfAsync(ofTenant.Key, cancellation);
                archived += await ArchiveAsync(ofTenant.Key, ofTenant, rules, cancellation);
            }
            if (page.Count < PageSize) return archived;
            after = page[^1].Key;
        }
    }

    /// <summary>A tenant's rules as they are now.</summary>
    private async Task<RetentionSettings> SettingsOfAsync(string tenantId, CancellationToken cancellation) =>
        (await reader.ReadAsync<RetentionSettings, RetentionEvent>(new StreamKey(tenantId, StreamIds.RetentionSettings), cancellation)).State ?? RetentionSettings.Default;

    private async Task<int> ArchiveAsync(string tenantId, IEnumerable<OldStream> streams, RetentionSettings rules, CancellationToken cancellation)
    {
        var due = new List<StreamArchival>();
        foreach (var stream in streams)
        {
            var events = await EventsOfAsync(stream.Key, cancellation);
            if (events.Count == 0) continue;
            var last = events.MaxBy(one => one.Version).Type;
            if (rules.HasPassed(stream.Type, last, events.Select(one => (one.Type, one.Last)), _clock.GetUtcNow())) due.Add(new(stream.Key, stream.Version, LegalHoldQueries.IsHeld));
        }

        var archived = 0;
        foreach (var some in due.Chunk(MaxAtOnce))
        {
            if (await ArchiveAsync(tenantId, some, cancellation)) archived += some.Length;
            else foreach (var one in some) archived += await ArchiveAsync(tenantId, [one], cancellation) ? 1 : 0;  // one of them was held or used just now
        }

        return archived;
    }

    /// <summary>Archives streams together with the fact that says so: whatever happens meanwhile, there is both or neither.</summary>
    private Task<bool> ArchiveAsync(string tenantId, StreamArchival[] streams, CancellationToken cancellation) => store.ArchiveAsync(
        streams, AccessLog.RequestOf(Caller.System(tenantId, Component), new StreamsArchived([.. streams.Select(one => one.Stream.Id)])), cancellation);

    private async Task<List<OldStream>> FindAsync(StreamKey after, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(FindOld);
        var sieve = _clock.GetUtcNow() - TimeSpan.FromDays(RetentionRules.FloorDays);
        foreach (var value in new object[] { after.TenantId, after.Id, sieve, RetentionRules.Endings.Keys.ToArray(), PageSize }) find.Parameters.Add(new() { Value = value });
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var streams = new List<OldStream>();
        while (await rows.ReadAsync(cancellation)) streams.Add(new OldStream(new StreamKey(rows.GetString(0), rows.GetGuid(1)), rows.GetString(2), rows.GetInt64(3)));
        return streams;
    }

    private async Task<List<(string Type, DateTimeOffset Last, long Version)>> EventsOfAsync(StreamKey stream, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(FindEvents);
        find.Parameters.Add(new() { Value = stream.TenantId });
        find.Parameters.Add(new() { Value = stream.Id });
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var events = new List<(string, DateTimeOffset, long)>();
        while (await rows.ReadAsync(cancellation)) events.Add((rows.GetString(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetInt64(2)));
        return events;
    }

    private sealed record OldStream(StreamKey Key, string Type, long Version);
}
