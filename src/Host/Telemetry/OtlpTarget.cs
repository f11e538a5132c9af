using EventAgents.Host.Settings;
using OpenTelemetry.Exporter;

namespace EventAgents.Host.Telemetry;

/// <summary>
/// Where metrics and traces are sent by OTLP, as OpenTelemetry's own variables say it. What this does not read, headers and intervals say, the
/// SDK reads itself.
/// </summary>
/// <param name="Endpoint">The collector's address.</param>
/// <param name="Protocol">gRPC, or Protobuf over HTTP.</param>
internal sealed record OtlpTarget(Uri Endpoint, OtlpExportProtocol Protocol)
{
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Null when nothing is sent.</summary>
    /// <exception cref="SettingsException">The address or the protocol is none.</exception>
    public static OtlpTarget? From(IConfiguration configuration)
    {
        if (configuration[EndpointKey] is not { Length: > 0 } text) return null;
        var problems = new List<string>();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            problems.Add($"{EndpointKey} = '{text}': must be an address that begins with http:// or https://.");
        OtlpExportProtocol? protocol = configuration[ProtocolKey] switch
        {
            null or "" or "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => null,
        };
        if (protocol is null) problems.Add($"{ProtocolKey} = '{configuration[ProtocolKey]}': must be grpc or http/protobuf.");
        return problems.Count == 0 ? new OtlpTarget(endpoint!, protocol!.Value) : throw new SettingsException(problems);
    }

    /// <summary>Points an exporter there.</summary>
    /// <param name="exporter">The exporter's options.</param>
    /// <param name="signal">What is sent: <c>metrics</c> or <c>traces</c>; the end of the path over HTTP.</param>
    public void Apply(OtlpExporterOptions exporter, string signal)
    {
        exporter.Protocol = Protocol;
        exporter.Endpoint = Protocol == OtlpExportProtocol.Grpc ? Endpoint : new Uri($"{Endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}");
    }
}
