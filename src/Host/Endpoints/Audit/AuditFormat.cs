using System.Globalization;
using System.Text.Json;
using EventAgents.Host.Api;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Audit;

/// <summary>How an export is written.</summary>
/// <param name="Name">As the caller asks for it.</param>
/// <param name="ContentType">The file's media type.</param>
/// <param name="Extension">The file's ending.</param>
/// <param name="Head">What stands in front of the first line.</param>
/// <param name="Line">One fact, line end included.</param>
internal sealed record AuditFormat(string Name, string ContentType, string Extension, byte[] Head, Func<AuditEntry, byte[]> Line)
{
    private static readonly string[] Columns =
    [
        "position", "occurredAt", "actorType", "actorId", "authMethod", "onBehalfOf", "sourceIp", "userAgent", "action", "resourceType", "resourceId", "outcome", "reason",
        "correlationId", "causationId", "traceId", "eventType", "streamId", "version", "details",
    ];

    private static readonly AuditFormat[] All =
    [
        new("jsonl", "application/x-ndjson; charset=utf-8", "jsonl", [], entry => JsonLine(entry)),
        new("csv", "text/csv; charset=utf-8; header=present", "csv", Csv.Row(Columns), CsvLine),
        new("cloudevents", "application/x-ndjson; charset=utf-8", "jsonl", [], entry => JsonLine(CloudEvent(entry))),
    ];

    public static IEnumerable<string> Names => All.Select(format => format.Name);

    /// <summary>The format of a name, jsonl for none; null when there is no such format.</summary>
    public static AuditFormat? Of(string? name) => All.FirstOrDefault(format => format.Name.Equals(name ?? "jsonl", StringComparison.OrdinalIgnoreCase));

    private static byte[] JsonLine<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options), (byte)'\n'];

    /// <summary>CloudEvents 1.0, JSON format.</summary>
    private static object CloudEvent(AuditEntry entry) => new
    {
        specversion = "1.0",
        id = entry.Position.ToString(CultureInfo.InvariantCulture),
        source = "/eventagents/audit",
        type = $"dev.eventagents.audit.{entry.Action}",
        subject = $"{entry.Resource.Type}/{entry.Resource.Id}",
        time = entry.OccurredAt,
        datacontenttype = "application/json",
        data = entry,
    };

    private static byte[] CsvLine(AuditEntry e) => Csv.Row(
    [
        e.Position.ToString(CultureInfo.InvariantCulture), e.OccurredAt.ToString("O", CultureInfo.InvariantCulture), e.Actor.Type, e.Actor.Id, e.Actor.AuthMethod, e.Actor.OnBehalfOf,
        e.Source.Ip, e.Source.UserAgent, e.Action, e.Resource.Type, e.Resource.Id?.ToString(), e.Outcome, e.Reason, e.CorrelationId, e.CausationId, e.TraceId, e.EventType,
        e.StreamId.ToString(), e.Version.ToString(CultureInfo.InvariantCulture), e.Details?.GetRawText(),
    ]);
}
