using System.Diagnostics.Metrics;

namespace EventAgents.Host.Telemetry;

/// <summary>
/// Makes the meters of one host. Meters are found by name in the whole process, where tests run several hosts, so that each marks its own.
/// </summary>
internal sealed class MeterScope : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly Lock _lock = new();

    /// <summary>Makes a meter of this host.</summary>
    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(new MeterOptions(options.Name) { Version = options.Version, Tags = options.Tags, Scope = this });
        lock (_lock) _meters.Add(meter);
        return meter;
    }

    /// <summary>Whether an instrument is this host's, or the whole process's.</summary>
    public bool Owns(Instrument instrument) => instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, this);

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var meter in _meters) meter.Dispose();
            _meters.Clear();
        }
    }
}
