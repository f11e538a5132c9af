using EventAgents.Commands;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Events;

/// <summary>The log of the caller's organisation, for auditors: as pages, as lines, live; and any stream at any of its versions.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        var review = api.MapGroup("/").WithTags("Events").RequireAuthorization(Policies.Review);
        review.MapGet("/events", List).Produces<Page<EventView>>().WithSummary("Reads the log: JSON, application/x-ndjson or text/event-stream");
        review.MapGet("/events/{eventId:guid}/why", Why).Produces<EventWhy>().WithSummary("Shows what led to an event, and what it led to");
        review.MapGet("/streams/{streamId:guid}/events", OfStream).Produces<Page<EventView>>().WithSummary("Reads one stream, in the same forms");
        review.MapGet("/streams/{streamId:guid}/state", State).Produces<StreamState>().WithSummary("Shows a stream's state as of a version or instant");
        review.MapGet("/streams/{streamId:guid}/diff", Diff).Produces<StreamDiff>().WithSummary("Shows what changed between two versions, as a JSON patch");
    }

    private static Task<IResult> List(EventRequest request, EventAnswers answers, HttpContext context, CancellationToken cancellation) =>
        answers.AnswerAsync(request, context, cancellation);

    private static async Task<IResult> OfStream(
        Guid streamId, EventRequest request, Caller caller, StreamReplay replay, EventAnswers answers, HttpContext context, CancellationToken cancellation) =>
        await replay.ExistsAsync(caller.TenantId, streamId, cancellation)
            ? await answers.AnswerAsync(request.Of(streamId), context, cancellation)
            : Problems.NotFound.ToResult();

    private static async Task<IResult> Why(Guid eventId, Caller caller, CausationQueries causes, CancellationToken cancellation) =>
        await causes.FindAsync(caller.TenantId, eventId, cancellation) is { } why ? TypedResults.Ok(why) : Problems.NotFound.ToResult();

    private static async Task<IResult> State(Guid streamId, long? version, string? at, Caller caller, StreamReplay replay, CancellationToken cancellation)
    {
        if (version is not null && at is not null) throw new ProblemException(Problems.Invalid("at", "Ask for a version or an instant, not for both."));
        if (version < 1) throw new ProblemException(Problems.Invalid("version", "This must be 1 or more."));
        return await replay.StateAsync(caller.TenantId, streamId, version, Instants.Read("at", at), cancellation) is { } state ? TypedResults.Ok(state) : Problems.NotFound.ToResult();
    }

    private static async Task<IResult> Diff(Guid streamId, long? from, long? to, Caller caller, StreamReplay replay, CancellationToken cancellation)
    {
        if (from < 0) throw new ProblemException(Problems.Invalid("from", "This must be a version, or 0 for the time before the first event."));
        if (to < 1) throw new ProblemException(Problems.Invalid("to", "This must be a version."));
        return await replay.DiffAsync(caller.TenantId, streamId, from ?? 0, to, cancellation) is { } diff ? TypedResults.Ok(diff) : Problems.NotFound.ToResult();
    }
}
