using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using EventAgents.EventStore;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using EventAgents.Host.Tests.Crash;
using EventAgents.Testing;

namespace EventAgents.Host.Tests.Guard;

/// <summary>No value that goes through the guard turns up anywhere but in the calls themselves.</summary>
public class CanaryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] OwnKey = ["authorization:", "x-api-key:"];

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_log_line_at_any_level_and_no_table_shows_a_value()
    {
        await using var provider = await LocalProvider.StartAsync(Canaries.AnswerAsync, _cancellation);
        string[] verbose =
        [
            "Default", "EventAgents", "Microsoft", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel",
            "Microsoft.AspNetCore.Server.Kestrel.BadRequests", "Microsoft.AspNetCore.Server.Kestrel.Connections", "Yarp", "Yarp.ReverseProxy.Forwarder.HttpForwarder", "Npgsql", "System.Net.Http",
        ];
        await using var host = await HostProcess.StartAsync(
            postgres.ConnectionString, _cancellation,
            [.. SettingsFor(provider).Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value!)), .. verbose.Select(name => ($"Logging__LogLevel__{name}", "Trace"))]);
        AssertAllWays(await new Canaries(host.GuardAddress, host.Address).SendAsync());
        var errors = await host.StopAsync();

        Assert.Contains("warn: Yarp.ReverseProxy.Forwarder.HttpForwarder", errors, StringComparison.Ordinal);  // where most that could be told is told
        AssertShowsNone(errors.Split('\n'));
        foreach (var value in Canaries.Values) Assert.Empty(await DatabaseSearch.TablesWithAsync(postgres.ConnectionString, value, _cancellation));
        Assert.NotEmpty(provider.Received);
        // In Development the caller's own key goes to the provider, whatever stands in its place.
        AssertShowsNone(provider.Received.SelectMany(request => request.Split('\n')).Where(line => !OwnKey.Any(name => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public async Task No_span_no_measurement_and_no_exception_shows_a_value()
    {
        var (spans, measured, thrown) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        using var activities = ListenToSpans(spans);
        using var meters = ListenToMeters(measured);
        // A JSON reader's exception quotes what it could not read. It is caught where it is thrown, and its message goes nowhere: the other test sees to that.
        void Keep(object? sender, FirstChanceExceptionEventArgs e)
        {
            if (e.Exception is not JsonException) thrown.Enqueue(e.Exception.ToString());
        }
        AppDomain.CurrentDomain.FirstChanceException += Keep;
        try
        {
            await using var provider = await LocalProvider.StartAsync(Canaries.AnswerAsync, _cancellation);
            await using var host = await ProductHost.StartAsync(
                EffectiveSettings.Load(SettingsFor(provider)), postgres.ConnectionString, TimeProvider.System, _cancellation);
            AssertAllWays(await new Canaries(host.GuardAddress!, host.ApiAddress).SendAsync());
            await host.Services.GetRequiredService<ProjectionRuntime>().CatchUpAsync(_cancellation);
            meters.RecordObservableInstruments();
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Keep;
        }

        Assert.Contains(spans, span => span.Contains("gen_ai.operation.name", StringComparison.Ordinal));
        Assert.Contains(spans, span => span.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(measured, one => one.StartsWith("eventagents_guard_entities", StringComparison.Ordinal));
        Assert.NotEmpty(thrown);
        AssertShowsNone(spans);
        AssertShowsNone(measured);
        AssertShowsNone(thrown);
    }

    /// <summary>Answered, refused for each kind of reason, failed at the provider.</summary>
    private static void AssertAllWays(List<int> statuses) => Assert.Subset(statuses.ToHashSet(), new HashSet<int> { 200, 400, 404, 415, 422, 502 });

    private static void AssertShowsNone(IEnumerable<string> texts)
    {
        var showing = texts.Where(text => Canaries.In(text).Any()).Distinct().Take(10).ToList();
        Assert.True(showing.Count == 0, string.Join("\n---\n", showing));
    }

    private static ActivityListener ListenToSpans(ConcurrentQueue<string> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                // What the test's own client sends is no span of ours.
                if (span.Source.Name.StartsWith("System.Net.Http", StringComparison.Ordinal)) return;
                var events = span.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags.Select(t => $"{t.Key}={t.Value}"))}");
                var baggage = span.Baggage.Select(item => $"{item.Key}={item.Value}");
                spans.Enqueue(string.Join('\n', [$"{span.Source.Name} {span.OperationName} {span.DisplayName} {span.StatusDescription} {span.TraceStateString}",
                    .. span.TagObjects.Select(t => $"{t.Key}={t.Value}"), .. events, .. baggage]));
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener ListenToMeters(ConcurrentQueue<string> measured)
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, own) => own.EnableMeasurementEvents(instrument) };
        void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measured.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}");
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Keep(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
        listener.SetMeasurementEventCallback<float>((instrument, _, tags, _) => Keep(instrument, tags));
        listener.Start();
        return listener;
    }

    private static Dictionary<string, string?> SettingsFor(LocalProvider provider) => new()
    {
        [ProcessOptions.ApiPortKey] = "0",
        [ProcessOptions.GuardPortKey] = "0",
        ["Logging:LogLevel:Default"] = "None",
        ["Guard:Providers:openai:BaseUrl"] = $"{provider.Address}/v1",
        ["Guard:Providers:anthropic:BaseUrl"] = provider.Address,
        ["Guard:Providers:gone:BaseUrl"] = "http://127.0.0.1:9/v1",  // the discard port, where nobody listens
    };
}
