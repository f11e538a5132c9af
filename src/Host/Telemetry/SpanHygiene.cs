using System.Diagnostics;
using OpenTelemetry;

namespace EventAgents.Host.Telemetry;

/// <summary>
/// Takes out of a span what a caller may have written anything into: addresses, queries and agents' names that the framework adds, and a model that no
/// provider has taken.
/// </summary>
internal sealed class SpanHygiene : BaseProcessor<Activity>
{
    private const string Operation = "gen_ai.operation.name", Model = "gen_ai.request.model", Status = "http.response.status_code";

    private static readonly string[] KeptOfTheFramework =
        ["http.request.method", Status, "http.route", "network.protocol.version", "url.scheme", "server.port", "error.type"];

    public override void OnEnd(Activity data)
    {
        if (!data.Source.Name.StartsWith("EventAgents.", StringComparison.Ordinal))
        {
            foreach (var (name, _) in data.TagObjects.ToList())
            {
                if (!KeptOfTheFramework.Contains(name)) data.SetTag(name, value: null);
            }
        }
        else if (data.GetTagItem(Operation) is string operation && data.GetTagItem(Status) is not (>= 200 and < 300))
        {
            data.SetTag(Model, value: null);
            data.DisplayName = operation;
        }
    }
}
