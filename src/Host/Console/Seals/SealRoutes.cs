using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Seals;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.WebConsole.Seals;

/// <summary>The seals of the log, and what looking at them proves. The events behind them are verified by the command line, which needs no server.</summary>
internal static class SealRoutes
{
    public static void MapSealPages(this IEndpointRouteBuilder pages) => pages.MapGet("/seals", List).RequireAuthorization(Policies.Review);

    private static async Task<Html<SealListPage, SealList>> List(
        Paging paging, SealQueries seals, SealKeys keys, IEventStore store, IServiceProvider services, CancellationToken cancellation)
    {
        var page = await seals.ListAsync(paging.Request, cancellation);
        var behind = page.NextCursor is null ? null : (await seals.ListAsync(new PageRequest(1, page.NextCursor), cancellation)).Items is [var next] ? next : null;
        var fault = services.GetService<SealSweeper>()?.Fault;  // only a worker seals
        return new(new SealList(CheckedSeal.Of(page, behind, keys), page.NextCursor, paging.Request.Cursor is null, store.Mark.Position, keys.PublicKeys, fault));
    }
}

/// <summary>A page of seals.</summary>
/// <param name="Seals">Newest first.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
/// <param name="IsNewest">Whether the first of them is the newest there is.</param>
/// <param name="LogPosition">How far the log is.</param>
/// <param name="Keys">The public keys that are trusted.</param>
/// <param name="Fault">Why this host seals nothing any more; null while all is well.</param>
public sealed record SealList(
    IReadOnlyList<CheckedSeal> Seals, string? NextCursor, bool IsNewest, long LogPosition, IReadOnlyList<SealPublicKey> Keys, string? Fault);
