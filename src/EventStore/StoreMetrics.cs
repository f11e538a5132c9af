using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventAgents.EventStore;

/// <summary>What the log measures, and where its traces come from. Labels are names of event types and projections; no ids.</summary>
public sealed class StoreMetrics : IDisposable
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string SourceName = "EventAgents.EventStore";

    private static readonly InstrumentAdvice<double> CommitBuckets = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.010, 0.020, 0.050, 0.1, 0.2, 0.5, 1, 2, 5],
    };

    private static readonly InstrumentAdvice<int> BatchBuckets = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 4_096] };

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _duration;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Makes the meter; null for one of its own.</param>
    public StoreMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(SourceName) ?? new Meter(SourceName);
        _events = _meter.CreateCounter<long>("eventagents_events_appended", description: "Events that were appended, by type.");
        _batch = _meter.CreateHistogram("eventagents_append_batch_size", unit: null, "Events that one commit made durable.", tags: null, BatchBuckets);
        _duration = _meter.CreateHistogram("eventagents_append_duration", unit: "s", "Time that an append took, waiting for its commit included.", tags: null, CommitBuckets);
    }

    /// <summary>Append and projection as parts of the trace of the request that caused them.</summary>
    internal static ActivitySource Activities { get; } = new(SourceName);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Waited(long startedAt) => _duration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);

    internal void Committed(AppendBatch written)
    {
        var count = 0;
        foreach (var append in written.Appends)
        {
            count += append.Bodies.Length;
            foreach (var body in append.Bodies) _events.Add(1, new KeyValuePair<string, object?>("event_type", body.Name.Name));
        }

        if (count > 0) _batch.Record(count);
    }
}
