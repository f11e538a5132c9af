using System.Collections.Concurrent;
using System.Diagnostics;

namespace EventAgents.Host.Load;

/// <summary>What was measured so far: latencies by operation, failures by operation and kind.</summary>
internal sealed class LoadFigures
{
    private readonly ConcurrentDictionary<string, Latencies> _operations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Operation, string Kind), long> _failures = new();

    /// <summary>All operations together.</summary>
    public Latencies All { get; } = new();

    public IEnumerable<KeyValuePair<string, Latencies>> Operations => _operations.OrderBy(o => o.Key, StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<(string Operation, string Kind), long>> Failures =>
        _failures.OrderBy(f => f.Key.Operation, StringComparer.Ordinal).ThenBy(f => f.Key.Kind, StringComparer.Ordinal);

    public long FailureCount => _failures.Values.Sum();

    /// <summary>A request has ended, well or not.</summary>
    public void Ended(string operation, long due)
    {
        var latency = Stopwatch.GetElapsedTime(due);
        _operations.GetOrAdd(operation, _ => new Latencies()).Add(latency);
        All.Add(latency);
    }

    /// <summary>It was not answered as it should have been.</summary>
    public void Failed(string operation, string kind) => _failures.AddOrUpdate((operation, kind), 1, (_, count) => count + 1);
}
