using System.Diagnostics.Metrics;

namespace EventAgents.Host.Telemetry;

/// <summary>
/// What this process measured in the last hour of that which has a limit, for people who look at it without a Prometheus. A minute is forgotten as a
/// whole, so that the hour has 59 to 60 minutes.
/// </summary>
internal sealed class LastHour : BackgroundService
{
    private const int Minutes = 60;
    private const string HookDuration = "eventagents_hook_duration";
    private const string HookFailures = "eventagents_hook_failures";
    private const string ErrorsEver = "eventagents_errors";
    private static readonly string[] Watched = [HookDuration, HookFailures, ErrorsEver];
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock;
    private readonly MeterListener _listener = new();
    private readonly Queue<Bucket> _past = new();
    private readonly Lock _lock = new();
    private Bucket _now = new();
    private long _errorsEver;
    private long _errorsCounted;

    public LastHour(MeterScope meters, TimeProvider clock)
    {
        _clock = clock;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (meters.Owns(instrument) && Watched.Contains(instrument.Name)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>(Take);
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
    }

    /// <summary>The hour until now.</summary>
    public Measured Read()
    {
        lock (_lock)
        {
            CountErrors();
            Bucket[] hour = [.. _past, _now];
            var slowest = hour.SelectMany(bucket => bucket.Hooks).GroupBy(hook => hook.Key, hook => hook.Value.Values).Select(P99);
            return new Measured(
                slowest.DefaultIfEmpty().Max(), hour.Sum(bucket => bucket.Hooks.Values.Sum(hook => hook.Seen)), hour.Sum(bucket => bucket.HookFailures), hour.Sum(bucket => bucket.Errors));
        }
    }

    public override void Dispose()
    {
        _listener.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Minute, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) BeginMinute();
    }

    /// <summary>Begins another minute, and forgets the oldest.</summary>
    internal void BeginMinute()
    {
        lock (_lock)
        {
            CountErrors();
            _past.Enqueue(_now);
            if (_past.Count >= Minutes) _past.Dequeue();
            _now = new Bucket();
        }
    }

    private static double? P99(IEnumerable<IReadOnlyList<double>> minutes)
    {
        var seconds = minutes.SelectMany(values => values).Order().ToList();
        return seconds[(int)Math.Ceiling(seconds.Count * 0.99) - 1];
    }

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name) return tag.Value as string;
        }
        return null;
    }

    private void Take(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var hook = Tag(tags, "hook") ?? "";
        lock (_lock) (_now.Hooks.TryGetValue(hook, out var sample) ? sample : _now.Hooks[hook] = new Sample()).Add(seconds);
    }

    private void Count(Instrument instrument, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (instrument.Name == HookFailures)
        {
            lock (_lock) _now.HookFailures += count;
        }
        else if (Tag(tags, "severity") is not "warning")
        {
            _errorsEver += count;  // told when it is asked for, as a sum since the start; what is only warned of goes on
        }
    }

    private void CountErrors()
    {
        _errorsEver = 0;
        _listener.RecordObservableInstruments();
        _now.Errors += _errorsEver - _errorsCounted;
        _errorsCounted = _errorsEver;
    }

    /// <summary>One minute.</summary>
    private sealed class Bucket
    {
        public Dictionary<string, Sample> Hooks { get; } = new(StringComparer.Ordinal);

        public long HookFailures { get; set; }

        public long Errors { get; set; }
    }

    /// <summary>So many values, drawn fairly from all that were seen (Vitter's algorithm R): enough for a 99th percentile of an hour.</summary>
    private sealed class Sample
    {
        private const int Size = 500;
        private readonly List<double> _values = [];

        public long Seen { get; private set; }

        public IReadOnlyList<double> Values => _values;

        public void Add(double value)
        {
            Seen++;
            if (_values.Count < Size) _values.Add(value);
            else if (Random.Shared.NextInt64(Seen) is var place && place < Size) _values[(int)place] = value;
        }
    }
}

/// <summary>What was measured in an hour.</summary>
/// <param name="HookP99Seconds">Time that 99 of 100 runs of the slowest hook took at most; null where none ran.</param>
/// <param name="HookRuns">Runs of hooks.</param>
/// <param name="HookFailures">Those of them that failed.</param>
/// <param name="Errors">How many errors.</param>
internal sealed record Measured(double? HookP99Seconds, long HookRuns, long HookFailures, long Errors);
