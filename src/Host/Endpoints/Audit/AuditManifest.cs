using EventAgents.Events;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Audit;

/// <summary>What proves an export: the hash of its bytes, and the seals of the events that it is about.</summary>
/// <param name="ExportId">The export.</param>
/// <param name="Format"><c>jsonl</c>, <c>csv</c> or <c>cloudevents</c>.</param>
/// <param name="Filter">Which facts were asked for.</param>
/// <param name="Rows">How many there were.</param>
/// <param name="FirstPosition">Position of the first one's event.</param>
/// <param name="LastPosition">Position of the last one's event.</param>
/// <param name="Sha256">Of the file, in hex.</param>
/// <param name="Seals">Each a JSON Web Signature, in order. An event that is younger than a minute or so has none yet; ask again later.</param>
public sealed record AuditManifest(
    Guid ExportId, string Format, IReadOnlyDictionary<string, string> Filter, long Rows, long FirstPosition, long LastPosition, string Sha256, IAsyncEnumerable<string> Seals)
{
    internal static AuditManifest Of(AuditExported export, SealQueries seals, CancellationToken cancellation) => new(
        export.ExportId, export.Format, export.Filter, export.Rows, export.FirstPosition, export.LastPosition, export.Sha256,
        seals.CoveringAsync(export.FirstPosition, export.LastPosition, cancellation));
}
