namespace EventAgents.Host.Monitor;

/// <summary>
/// What a host's counters have risen by within a time. What rose before the first look counts as well while the process is younger than that time, so
/// that the figures of a host that just started are whole.
/// </summary>
internal sealed class MetricsHistory
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1), Grain = TimeSpan.FromSeconds(15);
    private readonly List<Look> _looks = [];
    private readonly Dictionary<(string, string), double> _last = [], _total = [];
    private DateTimeOffset _startedAt;

    /// <summary>The newest look.</summary>
    public IReadOnlyList<Sample> Newest { get; private set; } = [];

    /// <summary>Takes a look at the host. A counter that has fallen began anew.</summary>
    public void Add(DateTimeOffset at, IReadOnlyList<Sample> samples)
    {
        var isFirst = _looks.Count == 0;
        if (isFirst) _startedAt = DateTimeOffset.UnixEpoch.AddSeconds(samples.FirstOrDefault(one => one.Name == "process_start_time_seconds").Value);
        foreach (var sample in samples)
        {
            var key = (sample.Name, sample.Labels);
            var before = _last.GetValueOrDefault(key);
            _total[key] = _total.GetValueOrDefault(key) + (sample.Value >= before ? sample.Value - before : sample.Value);
            _last[key] = sample.Value;
        }

        Newest = samples;
        if (isFirst || at - _looks[^1].At >= Grain) _looks.Add(new Look(at, new Dictionary<(string, string), double>(_total)));
        _looks.RemoveAll(look => at - look.At > Kept + Grain);
    }

    /// <summary>The sum of what the series have risen by.</summary>
    public double Rise(string name, TimeSpan within, DateTimeOffset now, Func<Sample, bool>? of = null)
    {
        var isWhole = now - _startedAt <= within;
        var from = _looks.FirstOrDefault(look => now - look.At <= within)?.Totals;
        return Newest.Where(one => one.Name == name && of?.Invoke(one) != false)
            .Sum(one => _total[(one.Name, one.Labels)] - (isWhole ? 0 : from?.GetValueOrDefault((one.Name, one.Labels)) ?? 0));
    }

    private sealed record Look(DateTimeOffset At, Dictionary<(string Name, string Labels), double> Totals);
}
