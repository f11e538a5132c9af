using EventAgents.Commands;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints.Audit;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.WebConsole.Audit;

/// <summary>The audit log, searched. Whoever reads it here is in it, as over the API; exports are the API's own.</summary>
internal static class AuditRoutes
{
    public static void MapAuditPages(this IEndpointRouteBuilder pages) => pages.MapGet("/audit", Search).RequireAuthorization(Policies.Review);

    private static async Task<Html<AuditPage, AuditModel>> Search(
        HttpRequest asked, Paging paging, Caller caller, AuditQueries audit, AccessLog access, CancellationToken cancellation)
    {
        var request = AuditRequest.Read(name => name is "from" or "until" ? LocalInstants.ToUtc(asked.Text(name)) : asked.Text(name));
        var page = await AuditEndpoints.ReadAsync(request, paging, caller, audit, access, cancellation);
        return new(new AuditModel(page, request.Filter, await audit.CountAsync(caller.TenantId, request.Filter, cancellation)));
    }
}

/// <summary>A page of the audit log, what was asked for, and by what the search can be narrowed.</summary>
public sealed record AuditModel(Page<AuditEntry> Page, AuditFilter Filter, AuditFacets Facets);
