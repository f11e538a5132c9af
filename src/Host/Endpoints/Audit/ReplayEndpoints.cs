using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Replays;
using EventAgents.Projections;

namespace EventAgents.Host.Endpoints.Audit;

/// <summary>Proofs that a read model holds what the organisation's events say, row by row.</summary>
internal static class ReplayEndpoints
{
    public static void MapReplays(this IEndpointRouteBuilder api)
    {
        var replays = api.MapGroup("/replays").WithTags("Audit").RequireAuthorization(Policies.Replay);
        replays.MapPost("/", Start).Produces<ReplayView>().Produces<ReplayView>(StatusCodes.Status202Accepted)
            .WithSummary("Replays a read model into a scratch copy and compares it; a long one goes on and is found at its Location");
        replays.MapGet("/", List).Produces<Page<ReplayView>>().WithSummary("Lists the replays of the last 30 days, newest first");
        replays.MapGet("/{replayId:guid}", Find).Produces<ReplayView>().WithSummary("Shows how far a replay is, or what it found");
    }

    private static async Task<IResult> Start(
        Body<StartReplayRequest> body, HttpContext context, Caller caller, ProjectionRuntime projections, ReplayStarter starter, CancellationToken cancellation)
    {
        var replay = await starter.StartAsync(context, caller, body.Value.ScopeOf(caller, projections.Names), cancellation);
        var location = $"{ApiRegistration.BasePath}/replays/{replay.Id}";
        context.Response.Headers.Location = location;
        return replay.IsOver ? TypedResults.Ok(replay) : TypedResults.Accepted(location, replay);
    }

    private static Task<Page<ReplayView>> List(Paging paging, Caller caller, ReplayTable replays, CancellationToken cancellation) =>
        replays.ListAsync(caller.TenantId, paging.Request, cancellation);

    private static async Task<IResult> Find(Guid replayId, Caller caller, ReplayTable replays, CancellationToken cancellation) =>
        await replays.FindAsync(caller.TenantId, replayId, cancellation) is { } replay ? TypedResults.Ok(replay) : Problems.NotFound.ToResult();
}

/// <summary>What shall be proven.</summary>
/// <param name="Projection">The read model.</param>
/// <param name="FromPosition">Compares only rows that an event at this position or later has written.</param>
/// <param name="ToPosition">Compares only rows that an event up to this position has written.</param>
internal sealed record StartReplayRequest(string Projection, long? FromPosition = null, long? ToPosition = null)
{
    /// <summary>The scope within the caller's organisation.</summary>
    /// <exception cref="ProblemException">Names every member that does not fit.</exception>
    public ReplayScope ScopeOf(Caller caller, IReadOnlyList<string> names)
    {
        var errors = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        if (!names.Contains(Projection)) errors["/projection"] = [$"This must be one of {string.Join(", ", names)}."];
        if (FromPosition < 1) errors["/fromPosition"] = ["This must be a position, 1 or more."];
        if (ToPosition < (FromPosition ?? 1)) errors["/toPosition"] = ["This must be a position, and not before fromPosition."];
        return errors.Count == 0 ? new ReplayScope(Projection, caller.TenantId, FromPosition, ToPosition) : throw new ProblemException(Problems.Invalid(errors));
    }
}
