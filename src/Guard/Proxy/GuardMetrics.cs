using System.Diagnostics;
using System.Diagnostics.Metrics;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>
/// What the guard measures. Labels are names of settings and of this product, and models and agents up to a limit; no ids, no text of a request.
/// </summary>
public sealed class GuardMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "EventAgents.Guard";

    // Bucket bounds of OpenTelemetry's conventions for generative AI.
    private static readonly InstrumentAdvice<long> TokenBuckets = new()
    {
        HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864],
    };

    private static readonly InstrumentAdvice<double> DurationBuckets = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private static readonly InstrumentAdvice<double> OverheadBuckets = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.010, 0.020, 0.050, 0.1, 0.5, 1],
    };

    // 0.010 and 0.020 are limits that hooks are held to, so that a quantile at a limit is exact.
    private static readonly InstrumentAdvice<double> HookBuckets = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.0075, 0.010, 0.015, 0.020, 0.030, 0.050, 0.1, 0.5, 1],
    };

    private readonly System.Diagnostics.Metrics.Meter _meter;  // Protocols has a meter of its own
    private readonly Counter<long> _requests, _entities, _hookFailures;
    private readonly Counter<double> _cost;
    private readonly Histogram<double> _overhead, _duration, _hooks;
    private readonly Histogram<long> _tokens;
    private readonly BoundedNames _models = new(limit: 100), _agents = new(limit: 100), _types = new(limit: 100);

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Makes the meter; null for one of its own.</param>
    public GuardMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new(MeterName);
        _requests = _meter.CreateCounter<long>("eventagents_guard_requests", description: "LLM calls by what became of them.");
        _entities = _meter.CreateCounter<long>("eventagents_guard_entities", description: "Findings by type and action.");
        _overhead = _meter.CreateHistogram("eventagents_guard_overhead", unit: "s", "Time that the guard adds, by phase.", tags: null, OverheadBuckets);
        _hooks = _meter.CreateHistogram("eventagents_hook_duration", unit: "s", "Duration of code that runs before or after a call.", tags: null, HookBuckets);
        _hookFailures = _meter.CreateCounter<long>("eventagents_hook_failures", description: "Runs of hooks that could not do their work.");
        _tokens = _meter.CreateHistogram("gen_ai.client.token.usage", unit: "{token}", "Tokens of a call.", tags: null, TokenBuckets);
        _duration = _meter.CreateHistogram("gen_ai.client.operation.duration", unit: "s", "Duration of a call.", tags: null, DurationBuckets);
        _cost = _meter.CreateCounter<double>("eventagents_llm_cost_usd", description: "What calls with a known price cost, in US dollars.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Refused(GuardCall call, RefusalReason reason) => Count(call, ProviderErrors.SlugOf(reason));

    internal void Aborted(GuardCall call) => Count(call, "client-aborted");

    internal void Masked(GuardCall call, TimeSpan overhead)
    {
        RecordOverhead(call, "request", overhead);
        foreach (var count in call.Masked?.Counts ?? [])
        {
            _entities.Add(count.Count, new("entity_type", _types.LabelOf(count.Type)), new("action", count.Action.ToString().ToLowerInvariant()));
        }
    }

    internal void Ended(GuardCall call, CallEnd end, TimeSpan restoring)
    {
        RecordOverhead(call, "response", restoring);
        Count(call, end.Outcome switch
        {
            CallOutcome.Answered => "answered",
            CallOutcome.ClientAborted => "client-aborted",
            CallOutcome.Withheld => "withheld",
            _ => "upstream-failed",
        });
        // A model that the provider does not know is a caller's text and no label.
        var model = end.UpstreamStatus is >= 200 and < 300 ? _models.LabelOf(call.Model) : BoundedNames.Other;
        var tags = new TagList
        {
            { "gen_ai.operation.name", call.Route!.Api.Operation }, { "gen_ai.provider.name", call.Route.Provider.Name }, { "gen_ai.request.model", model },
        };
        _duration.Record(end.Duration.TotalSeconds, tags);
        RecordTokens(end.Usage?.Input, "input", tags);
        RecordTokens(end.Usage?.Output, "output", tags);
        if (end.CostUsd is not { } cost) return;
        _cost.Add((double)cost, new("provider", call.Route.Provider.Name), new("model", model), new("agent", _agents.LabelOf(call.Labels.Agent)));
    }

    /// <summary>Starts to time a hook. One that is not said to have done its work by the end of the scope has failed.</summary>
    internal HookRun Start(string hook) => new(this, hook);

    /// <summary>A hook has run.</summary>
    internal void Ran(string hook, TimeSpan duration, bool isDone)
    {
        var name = new KeyValuePair<string, object?>("hook", hook);
        _hooks.Record(duration.TotalSeconds, name);
        _hookFailures.Add(isDone ? 0 : 1, name);  // 0 as well, so that a first failure is a rise from something
    }

    private void RecordTokens(long? count, string type, TagList tags)
    {
        if (count is not { } tokens) return;
        tags.Add("gen_ai.token.type", type);
        _tokens.Record(tokens, tags);
    }

    private void RecordOverhead(GuardCall call, string phase, TimeSpan overhead) =>
        _overhead.Record(overhead.TotalSeconds, new("phase", phase), new("provider", call.Route!.Provider.Name));

    private void Count(GuardCall call, string outcome) => _requests.Add(
        1, new("provider", call.Route?.Provider.Name ?? "none"), new("api", call.Route?.Api.Name ?? "none"),
        new KeyValuePair<string, object?>("outcome", outcome));
}
