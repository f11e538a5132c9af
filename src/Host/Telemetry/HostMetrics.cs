using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventAgents.Host.Telemetry;

/// <summary>What is true of the process as a whole: the limits that it is held to, and since when it runs.</summary>
internal static class HostMetrics
{
    private const string Meter = "EventAgents.Host";

    public static void Add(IMeterFactory meters, ThresholdOptions thresholds)
    {
        var meter = meters.Create(Meter);
        var limits = thresholds.Limits().Select(limit => new Measurement<double>(limit.Value, new KeyValuePair<string, object?>("name", limit.Key))).ToArray();
        meter.CreateObservableGauge("eventagents_threshold", () => limits, description: "The configured limits; one that is not set has no series.");
        using var process = Process.GetCurrentProcess();
        var startedAt = (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
        meter.CreateObservableGauge("process_start_time", () => startedAt, unit: "s", "When the process started, in seconds since 1970.");
    }
}
