using System.Globalization;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Features;
using EventAgents.Projections;
using EventAgents.Projections.Knowledge;

namespace EventAgents.Host.Endpoints;

/// <summary>The index of what agents and people can look up.</summary>
internal static class KnowledgeEndpoints
{
    private static readonly string[] Columns =
        ["name", "path", "description", "domain", "complexity", "useCases", "tools", "deprecated", "alias", "usageCount", "lastUsedAt"];

    public static void MapKnowledge(this IEndpointRouteBuilder api)
    {
        var knowledge = api.MapGroup("/knowledge").WithTags("Knowledge").RequireAuthorization(Policies.ReadWork).Needs(FeatureFlag.KnowledgeBase);
        knowledge.MapGet("/", List).Produces<Page<KnowledgeItem>>().WithSummary("Searches the index of knowledge artifacts; q: every word must be found");
        knowledge.MapGet("/export", Export).Produces(StatusCodes.Status200OK, contentType: "text/csv").WithSummary("Gives the matching part of the index as CSV, by path");
    }

    private static Task<Page<KnowledgeItem>> List(
        string? q, string? domain, string? complexity, string? tool, bool? deprecated, Paging paging, Caller caller, KnowledgeQueries knowledge, CancellationToken cancellation) =>
        knowledge.ListAsync(caller.TenantId, FilterOf(q, domain, complexity, tool, deprecated), paging.Request, cancellation);

    private static async Task<IResult> Export(
        string? q, string? domain, string? complexity, string? tool, bool? deprecated, Caller caller, KnowledgeQueries knowledge, CancellationToken cancellation)
    {
        var items = await knowledge.AllAsync(caller.TenantId, FilterOf(q, domain, complexity, tool, deprecated), cancellation);
        return TypedResults.Bytes(items.Select(RowOf).Prepend(Csv.Row(Columns)).SelectMany(row => row).ToArray(), "text/csv; charset=utf-8; header=present", "knowledge.csv");
    }

    private static KnowledgeFilter FilterOf(string? q, string? domain, string? complexity, string? tool, bool? deprecated) =>
        new(q, domain, Filters.Parse<KnowledgeComplexity>("complexity", complexity), tool, deprecated);

    private static byte[] RowOf(KnowledgeItem item) => Csv.Row(
    [
        item.Name, item.Path, item.Description, item.Domain, WireName.Of(item.Complexity), string.Join("; ", item.UseCases), string.Join("; ", item.Tools),
        item.Deprecated ? "true" : "false", item.Alias, item.UsageCount.ToString(CultureInfo.InvariantCulture), item.LastUsedAt?.ToString("O", CultureInfo.InvariantCulture),
    ]);
}
