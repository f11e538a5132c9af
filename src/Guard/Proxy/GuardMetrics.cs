using System.Diagnostics.Metrics;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>What the guard measures. Labels are names of settings and of this product; no ids, no text of a request.</summary>
public sealed class GuardMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "EventAgents.Guard";

    private readonly System.Diagnostics.Metrics.Meter _meter = new(MeterName);  // Protocols has a meter of its own
    private readonly Counter<long> _requests, _entities;
    private readonly Histogram<double> _overhead;

    /// <summary>Creates the instruments.</summary>
    public GuardMetrics()
    {
        _requests = _meter.CreateCounter<long>("eventagents_guard_requests", description: "LLM calls by what became of them.");
        _entities = _meter.CreateCounter<long>("eventagents_guard_entities", description: "Findings by type and action.");
        _overhead = _meter.CreateHistogram<double>("eventagents_guard_overhead", unit: "s", description: "Time that the guard adds, by phase.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Refused(GuardCall call, RefusalReason reason) => Count(call, ProviderErrors.SlugOf(reason));

    internal void Aborted(GuardCall call) => Count(call, "client-aborted");

    internal void Masked(GuardCall call, TimeSpan overhead)
    {
        _overhead.Record(overhead.TotalSeconds, new("phase", "request"), new("provider", call.Route!.Provider.Name));
        foreach (var count in call.Masked?.Counts ?? []) _entities.Add(count.Count, new("entity_type", count.Type), new("action", count.Action.ToString()));
    }

    internal void Ended(GuardCall call, CallEnd end) => Count(call, end.Outcome switch
    {
        CallOutcome.Answered => "answered",
        CallOutcome.ClientAborted => "client-aborted",
        _ => "upstream-failed",
    });

    private void Count(GuardCall call, string outcome) => _requests.Add(
        1, new("provider", call.Route?.Provider.Name ?? "none"), new("api", call.Route?.Api.Name ?? "none"),
        new KeyValuePair<string, object?>("outcome", outcome));
}
