using System.Diagnostics;
using OpenTelemetry;

namespace EventAgents.Host.Telemetry;

/// <summary>Takes out of a span what the framework puts in and a caller may have written anything into. Only routes, numbers and names of ours leave.</summary>
internal sealed class SpanHygiene : BaseProcessor<Activity>
{
    private static readonly string[] Kept =
    [
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "url.scheme", "server.port", "error.type", "eventagents.outcome",
        "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToList())
        {
            if (!Kept.Contains(name)) data.SetTag(name, value: null);
        }
    }
}
