using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace EventAgents.Commands;

/// <summary>What commands measure, and where their traces come from. Labels are names of commands and kinds of refusals; no ids.</summary>
public sealed class CommandMetrics : IDisposable
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string SourceName = "EventAgents.Commands";

    private const string Accepted = "accepted", Failed = "failed";

    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.010, 0.025, 0.050, 0.1, 0.25, 0.5, 1, 2.5, 5],
    };

    private readonly Meter _meter;
    private readonly Counter<long> _commands;
    private readonly Histogram<double> _duration;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Makes the meter; null for one of its own.</param>
    public CommandMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(SourceName) ?? new Meter(SourceName);
        _commands = _meter.CreateCounter<long>("eventagents_commands", description: "Commands by what became of them.");
        _duration = _meter.CreateHistogram("eventagents_command_duration", unit: "s", "Time from a command to its durable outcome.", tags: null, Buckets);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal static Measured Start<TCommand>(CommandMetrics? metrics) => new(metrics, CommandName<TCommand>.Value);

    /// <summary>One command while it is handled. Whatever ends without an outcome has failed.</summary>
    internal sealed class Measured(CommandMetrics? metrics, string command) : IDisposable
    {
        private static readonly ActivitySource Activities = new(SourceName);

        private readonly Activity? _activity = Activities.StartActivity(command);
        private readonly long _startedAt = Stopwatch.GetTimestamp();
        private string _outcome = Failed;

        public Outcome<TAggregate> With<TAggregate>(Outcome<TAggregate> outcome)
            where TAggregate : class
        {
            _outcome = outcome.Refusal is { } refusal ? Events.WireName.Of(refusal.Kind) : Accepted;
            return outcome;
        }

        public void Dispose()
        {
            _activity?.SetTag("eventagents.outcome", _outcome);
            if (_outcome == Failed) _activity?.SetStatus(ActivityStatusCode.Error);
            _activity?.Dispose();
            if (metrics is null) return;
            var tags = new TagList { { "command", command }, { "outcome", _outcome } };
            metrics._commands.Add(1, tags);
            metrics._duration.Record(Stopwatch.GetElapsedTime(_startedAt).TotalSeconds, tags);
        }
    }

    private static class CommandName<TCommand>
    {
        public static readonly string Value = JsonNamingPolicy.SnakeCaseLower.ConvertName(typeof(TCommand).Name);
    }
}
