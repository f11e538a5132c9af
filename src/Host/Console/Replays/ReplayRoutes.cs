using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints.Audit;
using EventAgents.Host.Replays;
using EventAgents.Projections;

namespace EventAgents.Host.WebConsole.Replays;

/// <summary>Proofs that read models hold what the organisation's events say: asked for, followed, and what they found.</summary>
internal static class ReplayRoutes
{
    private const string Path = "/replays";

    public static void MapReplayPages(this IEndpointRouteBuilder pages)
    {
        var replays = pages.MapGroup(Path).RequireAuthorization(Policies.Replay);
        replays.MapGet("/", List);
        replays.MapPost("/", Start);
        replays.MapGet("/{replayId:guid}", Show);
    }

    private static async Task<Html<ReplayListPage, ReplayList>> List(
        Paging paging, Caller caller, ReplayTable replays, ProjectionRuntime projections, CancellationToken cancellation) =>
        new(new ReplayList(await replays.ListAsync(caller.TenantId, paging.Request, cancellation), projections.Names));

    private static async Task<Html<ReplayPage, ReplayView>> Show(Guid replayId, Caller caller, ReplayTable replays, CancellationToken cancellation) =>
        new(await replays.FindAsync(caller.TenantId, replayId, cancellation) ?? throw new ProblemException(Problems.NotFound));

    private static async Task<IResult> Start(
        PostedForm form, HttpContext context, Caller caller, ProjectionRuntime projections, ReplayStarter starter, CancellationToken cancellation)
    {
        var wanted = new StartReplayRequest(form.Text("projection") ?? "", form.Number("fromPosition"), form.Number("toPosition"));
        var replay = await starter.StartAsync(context, caller, wanted.ScopeOf(caller, projections.Names), cancellation);
        return new SeeOther($"{Path}/{replay.Id}");
    }
}

/// <summary>A page of replays, and the read models that can be replayed.</summary>
public sealed record ReplayList(Page<ReplayView> Page, IReadOnlyList<string> Projections);
