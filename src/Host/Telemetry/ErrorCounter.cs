using System.Diagnostics.Metrics;

namespace EventAgents.Host.Telemetry;

/// <summary>
/// Counts what is logged as a warning, an error or worse, by the part of the product that says so; what is shown of the log is set elsewhere and
/// changes nothing here. Every series is there from the start, since a rise from nothing cannot be seen.
/// </summary>
internal sealed class ErrorCounter : ILoggerProvider
{
    private const string Meter = "EventAgents.Errors";

    // The first that a category begins with. What the framework merely warns of is no trouble of ours.
    private static readonly (string Category, string Source, LogLevel Least)[] Sources =
    [
        ("EventAgents.Host.Guard", "guard", LogLevel.Warning),
        ("EventAgents.Host.Workers", "worker", LogLevel.Warning),
        ("EventAgents.Host", "api", LogLevel.Warning),
        ("EventAgents.Guard", "guard", LogLevel.Warning),
        ("EventAgents.Projections", "projections", LogLevel.Warning),
        ("EventAgents.EventStore", "store", LogLevel.Warning),
        ("Yarp", "guard", LogLevel.Error),
        ("Npgsql", "store", LogLevel.Error),
        ("Microsoft.Extensions.Diagnostics.HealthChecks", "api", LogLevel.None),  // says again, for each look at it, what others have said
        ("", "api", LogLevel.Error),
    ];

    private static readonly string[] Severities = ["warning", "error", "critical"];

    private readonly Dictionary<string, long[]> _counts = Sources.Select(one => one.Source).Distinct().ToDictionary(source => source, _ => new long[Severities.Length]);

    public ErrorCounter(IMeterFactory meters) => meters.Create(Meter)
        .CreateObservableCounter("eventagents_errors", Measure, description: "What went wrong, by the part that says so and how much it matters.");

    public ILogger CreateLogger(string categoryName)
    {
        var (_, source, least) = Sources.First(one => categoryName.StartsWith(one.Category, StringComparison.Ordinal));
        return new Counting(_counts[source], least);
    }

    public void Dispose()
    {
        // The meter is the host's and outlives the log.
    }

    private IEnumerable<Measurement<long>> Measure() =>
        from source in _counts
        from severity in Enumerable.Range(0, Severities.Length)
        select new Measurement<long>(Interlocked.Read(ref source.Value[severity]), new("source", source.Key), new KeyValuePair<string, object?>("severity", Severities[severity]));

    private sealed class Counting(long[] counts, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Interlocked.Increment(ref counts[logLevel - LogLevel.Warning]);
        }
    }
}
