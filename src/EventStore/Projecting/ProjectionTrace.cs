using System.Diagnostics;

namespace EventAgents.EventStore;

/// <summary>
/// Makes the projecting of a page a part of each trace whose events are in it. Nothing is done while nobody listens, nor for a trace that its beginner
/// did not sample.
/// </summary>
internal sealed class ProjectionTrace : IDisposable
{
    private readonly List<Activity> _activities = [];

    /// <summary>Begins the parts of all traces of a page.</summary>
    public static ProjectionTrace? Begin(string projection, IReadOnlyList<StoredEvent> page)
    {
        if (!StoreMetrics.Activities.HasListeners()) return null;
        var trace = new ProjectionTrace();
        var seen = new HashSet<ActivityTraceId>();
        foreach (var stored in page)
        {
            if (!stored.Metadata.Headers.TryGetValue(EventMetadata.TraceParentHeader, out var header)) continue;
            if (!ActivityContext.TryParse(header, traceState: null, out var parent) || !seen.Add(parent.TraceId)) continue;
            if (StoreMetrics.Activities.StartActivity($"project {projection}", ActivityKind.Internal, parent) is { } activity) trace._activities.Add(activity);
        }

        return trace;
    }

    public void Dispose()
    {
        for (var i = _activities.Count - 1; i >= 0; i--) _activities[i].Dispose();
    }
}
