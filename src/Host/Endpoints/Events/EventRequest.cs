using System.Globalization;
using System.Reflection;
using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Events;

/// <summary>Which events a request asks for, and in which form; binds itself from query and headers.</summary>
/// <param name="Range">Which events, of the caller's organisation alone.</param>
/// <param name="Limit">Most events of a page, 1 to 1,000.</param>
/// <param name="Cursor">Where the page before ended.</param>
/// <param name="Form">Page, lines or live stream.</param>
internal sealed record EventRequest(EventRange Range, int Limit, string? Cursor, EventForm Form)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;
    private const string LastEventId = "Last-Event-ID";

    /// <exception cref="ProblemException">A parameter does not fit.</exception>
    public static ValueTask<EventRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = context.Request.Query;
        var filter = new EventFilter
        {
            TenantId = context.RequestServices.GetRequiredService<Caller>().TenantId,
            StreamType = Text(query, "streamType"),
            Types = query["type"] is { Count: > 0 } types ? [.. types.OfType<string>()] : null,
            UserName = Text(query, "actor"),
            CorrelationId = Text(query, "correlationId"),
            From = Instants.Read("from", Text(query, "from")),
            Until = Instants.Read("until", Text(query, "until")),
        };
        var after = context.Request.Headers[LastEventId].ToString() is { Length: > 0 } seen ? Number(LastEventId, seen, 0, long.MaxValue) : Number("after", Text(query, "after"), 0, long.MaxValue);
        var range = new EventRange(filter, after ?? 0, Direction(Text(query, "direction")));
        var limit = (int)(Number("limit", Text(query, "limit"), 1, MaxLimit) ?? DefaultLimit);
        return ValueTask.FromResult<EventRequest?>(new EventRequest(range, limit, Text(query, "cursor"), FormOf(context.Request)));
    }

    /// <summary>The same request, for one stream.</summary>
    public EventRequest Of(Guid streamId) => this with { Range = Range with { Filter = Range.Filter with { StreamId = streamId } } };

    private static EventForm FormOf(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept.Contains("application/x-ndjson", StringComparison.OrdinalIgnoreCase)) return EventForm.Lines;
        return accept.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) ? EventForm.Live : EventForm.Page;
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static long? Number(string name, string? text, long low, long high) => text switch
    {
        null => null,
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high => number,
        _ => throw new ProblemException(Problems.Invalid(name, high == long.MaxValue ? "This must be a position." : $"This must be from {low} to {high}.")),
    };

    private static ReadDirection Direction(string? text) => Filters.Parse<ReadDirection>("direction", text) ?? ReadDirection.Forward;
}

/// <summary>How events are sent.</summary>
internal enum EventForm
{
    /// <summary>One JSON document with a cursor.</summary>
    Page,

    /// <summary>The whole range, one event a line, and a trailer.</summary>
    Lines,

    /// <summary>Server-sent events that go on until the reader leaves.</summary>
    Live,
}
