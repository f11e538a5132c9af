using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Audit;

/// <summary>The audit log of the caller's organisation, for reviewers. Whoever reads it is in it.</summary>
internal static class AuditEndpoints
{
    public const string ExportIdHeader = "X-Export-Id";

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit").RequireAuthorization(Policies.Review);
        audit.MapGet("/", List).Produces<Page<AuditEntry>>().WithSummary("Searches the audit log, newest first; q: every word must be a part of action, resource, outcome, reason or actor, whatever its case; the search itself is recorded");
        audit.MapGet("/export", Export).WithSummary("Streams a range as jsonl, csv or cloudevents; its manifest is found by the X-Export-Id");
        audit.MapGet("/exports/{exportId:guid}", Manifest).Produces<AuditManifest>()
            .WithSummary("Shows the manifest of an export: range, filter, rows, SHA-256, and the seals of its range");
    }

    /// <summary>Reads a page, and records that it was read.</summary>
    public static async Task<Page<AuditEntry>> ReadAsync(
        AuditRequest request, Paging paging, Caller caller, AuditQueries audit, AccessLog access, CancellationToken cancellation)
    {
        var page = await audit.ListAsync(caller.TenantId, request.Filter, paging.Request, cancellation);
        await access.AppendAsync(caller, new AuditRead(request.Described, page.Items.Count), cancellation);
        return page;
    }

    private static async Task<IResult> List(AuditRequest request, Paging paging, Caller caller, AuditQueries audit, AccessLog access, CancellationToken cancellation) =>
        TypedResults.Ok(await ReadAsync(request, paging, caller, audit, access, cancellation));

    private static async Task<IResult> Export(AuditRequest request, string? format, HttpResponse response, Caller caller, AuditQueries audit, AccessLog access, CancellationToken cancellation)
    {
        var wanted = AuditFormat.Of(format) ?? throw new ProblemException(Problems.Invalid("format", $"This must be one of {string.Join(", ", AuditFormat.Names)}."));
        var exportId = Guid.CreateVersion7();
        response.ContentType = wanted.ContentType;
        response.Headers[ExportIdHeader] = exportId.ToString();
        response.Headers.ContentDisposition = $"attachment; filename=\"audit-{exportId}.{wanted.Extension}\"";

        using var file = new HashedBody(response.BodyWriter);
        var (rows, first, last) = (0L, 0L, 0L);
        try
        {
            await file.WriteAsync(wanted.Head, cancellation);
            await foreach (var entry in audit.AllAsync(caller.TenantId, request.Filter, cancellation))
            {
                await file.WriteAsync(wanted.Line(entry), cancellation);
                (rows, first, last) = (rows + 1, rows == 0 ? entry.Position : first, entry.Position);
            }
        }
        catch when (rows > 0)
        {
            // Whoever hangs up before the end has read all the same.
            await access.AppendAsync(caller, new AuditRead(request.Described, checked((int)rows)), CancellationToken.None);
            throw;
        }

        // The manifest is durable before the last byte is out: an export that ends well can be proven.
        await access.AppendAsync(caller, new AuditExported(exportId, wanted.Name, request.Described, rows, first, last, file.Sha256), cancellation);
        await file.FlushAsync(cancellation);
        return Results.Empty;
    }

    private static async Task<IResult> Manifest(Guid exportId, Caller caller, IEventStore store, SealQueries seals, CancellationToken cancellation)
    {
        var first = await store.ReadStreamAsync(new StreamKey(caller.TenantId, exportId), toVersion: 1, cancellation: cancellation).FirstOrDefaultAsync(cancellation);
        return first?.Data is AuditExported export ? TypedResults.Ok(AuditManifest.Of(export, seals, cancellation)) : Problems.NotFound.ToResult();
    }
}
