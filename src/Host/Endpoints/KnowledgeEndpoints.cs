using System.Globalization;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Features;
using EventAgents.Projections;
using EventAgents.Projections.Knowledge;
using Microsoft.AspNetCore.Http.HttpResults;

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

    private static PushStreamHttpResult Export(
        string? q, string? domain, string? complexity, string? tool, bool? deprecated, Caller caller, KnowledgeQueries knowledge, CancellationToken cancellation)
    {
        var items = knowledge.AllAsync(caller.TenantId, FilterOf(q, domain, complexity, tool, deprecated), cancellation);
        return TypedResults.Stream(file => WriteAsync(items, file, cancellation), "text/csv; charset=utf-8; header=present", "knowledge.csv");
    }

    /// <summary>Row by row. The head waits for the first one, so that a database that is away is still answered with a problem.</summary>
    private static async Task WriteAsync(IAsyncEnumerable<KnowledgeItem> items, Stream file, CancellationToken cancellation)
    {
        var isFirst = true;
        await foreach (var item in items)
        {
            if (isFirst) await file.WriteAsync(Csv.Row(Columns), cancellation);
            isFirst = false;
            await file.WriteAsync(RowOf(item), cancellation);
        }

        if (isFirst) await file.WriteAsync(Csv.Row(Columns), cancellation);
    }

    private static KnowledgeFilter FilterOf(string? q, string? domain, string? complexity, string? tool, bool? deprecated) =>
        new(q, domain, Filters.Parse<KnowledgeComplexity>("complexity", complexity), tool, deprecated);

    private static byte[] RowOf(KnowledgeItem item) => Csv.Row(
    [
        item.Name, item.Path, item.Description, item.Domain, WireName.Of(item.Complexity), string.Join("; ", item.UseCases), string.Join("; ", item.Tools),
        item.Deprecated ? "true" : "false", item.Alias, item.UsageCount.ToString(CultureInfo.InvariantCulture), item.LastUsedAt?.ToString("O", CultureInfo.InvariantCulture),
    ]);
}
