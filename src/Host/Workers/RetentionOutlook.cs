using EventAgents.Commands;
using EventAgents.Commands.Audit;
using EventAgents.Events;
using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Host.Workers;

/// <summary>Which of a tenant's streams <see cref="RetentionSweeper"/> will archive next, by the same rules.</summary>
internal sealed class RetentionOutlook(NpgsqlDataSource database, AggregateReader reader)
{
    /// <summary>How many are worth showing.</summary>
    public const int Shown = 20;

    // The log has no index by time, so all of a tenant's streams are sorted: about a second for a million of them.
    private const string FindNext = """
        with next as (
          select s.id, s.type, s.due
          from (
            select s.id, s.type, s.version, s.timestamp + make_interval(days => kept.days) as due
            from events.mt_streams s join unnest($2::text[], $3::int[]) kept(type, days) on kept.type = s.type
            where s.tenant_id = $1 and not coalesce(s.is_archived, false)
              and not exists (select from read.legal_hold h where h.tenant_id = s.tenant_id and (h.stream_id is null or h.stream_id = s.id))) s
          cross join lateral (
            select from events.mt_events e
            where e.tenant_id = $1 and e.stream_id = s.id and e.version = s.version and (s.type, e.type) in (select * from unnest($4::text[], $5::text[])) offset 0) ended
          order by s.due, s.id limit $6)
        select next.id, next.type, e.type, max(e.timestamp) from next join events.mt_events e on e.tenant_id = $1 and e.stream_id = next.id group by next.id, next.type, e.type
        """;

    /// <summary>The first of them, the next one first. Streams under a legal hold are not among them.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<DueStream>> ReadAsync(string tenantId, int limit, CancellationToken cancellation)
    {
        var rules = (await reader.ReadAsync<RetentionSettings, RetentionEvent>(new StreamKey(tenantId, StreamIds.RetentionSettings), cancellation)).State ?? RetentionSettings.Default;
        var types = RetentionRules.Endings.Keys.ToArray();
        var endings = RetentionRules.Endings.SelectMany(type => type.Value.Select(ending => (Stream: type.Key, Event: ending))).ToList();
        await using var find = database.CreateCommand(FindNext);
        object[] values = [tenantId, types, types.Select(type => rules.DaysOf(type)).ToArray(), endings.Select(one => one.Stream).ToArray(), endings.Select(one => one.Event).ToArray(), limit];
        foreach (var value in values) find.Parameters.Add(new() { Value = value });

        var kinds = new List<(Guid Id, string StreamType, string EventType, DateTimeOffset Last)>();
        await using (var rows = await find.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation)) kinds.Add((rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3)));
        }
        return [.. kinds.GroupBy(kind => (kind.Id, kind.StreamType)).Select(stream => new DueStream(
            stream.Key.Id, stream.Key.StreamType, stream.Max(kind => kind.Last), stream.Max(kind => kind.Last.AddDays(rules.DaysOf(kind.StreamType, kind.EventType))))).OrderBy(stream => stream.DueAt)];
    }
}

/// <summary>A stream that has ended and is still open.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="StreamType">What it is of.</param>
/// <param name="EndedAt">When its last event happened.</param>
/// <param name="DueAt">When it may be archived; within the hour after that it is, unless it is held then.</param>
public sealed record DueStream(Guid StreamId, string StreamType, DateTimeOffset EndedAt, DateTimeOffset DueAt);
