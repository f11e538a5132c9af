using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Projections.Audit;

/// <summary>Follows an event up to the message that caused it and down to what it caused.</summary>
/// <param name="store">The log.</param>
/// <param name="database">Where the index of events is.</param>
public sealed class CausationQueries(IEventStore store, NpgsqlDataSource database)
{
    /// <summary>More events than this of one conversation are not shown; they can be read by their correlation id.</summary>
    public const int MaxRelated = 1_000;

    private const string Find = """
        select one.position, coalesce(min(other.position), one.position), coalesce(max(other.position), one.position)
        from event_index one left join event_index other on other.tenant_id = one.tenant_id and other.correlation_id = one.correlation_id
        where one.tenant_id = $1 and one.event_id = $2 group by one.position
        """;

    /// <summary>Why an event happened; null when the tenant has no such event, or none that the index knows yet.</summary>
    public async Task<EventWhy?> FindAsync(string tenantId, Guid eventId, CancellationToken cancellation)
    {
        if (await PlaceAsync(tenantId, eventId, cancellation) is not { } place) return null;
        var ofTenant = new EventFilter { TenantId = tenantId };
        var shown = EventView.Of(await store.ReadAllAsync(ofTenant, place.Position - 1, place.Position + 1, cancellation: cancellation).SingleAsync(cancellation));
        if (shown.CorrelationId is null) return new EventWhy(shown, [], [], [shown]);

        var conversation = await store.ReadAllAsync(ofTenant with { CorrelationId = shown.CorrelationId }, place.First - 1, place.Last + 1, cancellation: cancellation)
            .Take(MaxRelated).Select(EventView.Of).ToListAsync(cancellation);
        return new EventWhy(
            shown,
            [.. conversation.Where(other => IsCause(other, of: shown) || (IsOfSameMessage(other, shown) && other.Position < shown.Position))],
            [.. conversation.Where(other => IsCause(shown, of: other) || (IsOfSameMessage(other, shown) && other.Position > shown.Position))],
            conversation);
    }

    private static bool IsCause(EventView cause, EventView of) => of.CausationId == cause.Id.ToString();

    private static bool IsOfSameMessage(EventView one, EventView other) => one.CausationId is not null && one.CausationId == other.CausationId;

    private async Task<(long Position, long First, long Last)?> PlaceAsync(string tenantId, Guid eventId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = eventId });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)) : null;
    }
}

/// <summary>An event in its conversation.</summary>
/// <param name="Event">The event; who made it happen, and by which message, stands in it.</param>
/// <param name="Before">What caused it, and what the same message had done before; oldest first.</param>
/// <param name="After">What it caused, and what the same message did afterwards; oldest first.</param>
/// <param name="Conversation">All events with its correlation id, at most <see cref="CausationQueries.MaxRelated"/>.</param>
public sealed record EventWhy(EventView Event, IReadOnlyList<EventView> Before, IReadOnlyList<EventView> After, IReadOnlyList<EventView> Conversation);
