using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints.Audit;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.WebConsole.Retention;

/// <summary>What keeps streams from being archived: who placed it, why and when.</summary>
internal static class LegalHoldRoutes
{
    private const string Path = "/legal-holds";

    private static ProblemException NoStream => new(Problems.Invalid("streamId", "Which stream? To hold everything there is a form of its own."));

    public static void MapLegalHoldPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, List).RequireAuthorization(Policies.Review);
        pages.MapPost(Path, Change).RequireAuthorization(Policies.Administer);
    }

    private static async Task<Html<LegalHoldListPage, LegalHoldList>> List(HttpRequest asked, Paging paging, Caller caller, LegalHoldQueries holds, CancellationToken cancellation) =>
        new(new LegalHoldList(await holds.ListAsync(caller.TenantId, paging.Request, cancellation), asked.Id("streamId")));

    private static Task<IResult> Change(PostedForm form, Caller caller, IEventStore store, CommandRunner runner, CancellationToken cancellation)
    {
        Body<PlaceHoldRequest> Wanted(string field) => new(new PlaceHoldRequest(form.Text(field) ?? ""));
        return PostedForm.ThenTo(Path, form.Does switch
        {
            "place" => RetentionEndpoints.Place(Id("streamId") ?? throw NoStream, Wanted("placeReason"), caller, store, runner, cancellation),
            "place-all" => RetentionEndpoints.PlaceOnAll(Wanted("allReason"), runner),
            "release" when Id("released") is { } stream => RetentionEndpoints.Release(stream, form.Text("releaseReason"), runner),
            "release" => RetentionEndpoints.ReleaseAll(form.Text("releaseReason"), runner),
            _ => throw PostedForm.NoSuchButton,
        });

        Guid? Id(string field) => Filters.ParseId(field, form.Text(field));
    }
}

/// <summary>A page of holds.</summary>
/// <param name="Page">The holds that stand, newest first.</param>
/// <param name="Wanted">The stream that a link proposes for a hold.</param>
public sealed record LegalHoldList(Page<LegalHoldView> Page, Guid? Wanted);
