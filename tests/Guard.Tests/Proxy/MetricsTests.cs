using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EventAgents.Guard.Proxy;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>What is measured of a call, and that no label holds anything of it.</summary>
public sealed class MetricsTests
{
    private const string Mail = "ada@example.com";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_counted_by_outcome_tokens_cost_and_findings_and_no_label_holds_a_value()
    {
        var seen = new ConcurrentQueue<(string Name, double Value, string Labels)>();
        using var listener = Listen(seen);
        await using var guard = await GuardServer.StartAsync(
            new SeededScanner((EntityType.Email, Mail)), options =>
                options.Prices.Add(new PriceOptions { Model = "*", InputUsdPerMillion = 1, OutputUsdPerMillion = 1 }));
        guard.Upstream.Script = (_, reply) => reply.JsonAsync("""{"choices":[],"usage":{"prompt_tokens":1000000,"completion_tokens":5}}""");
        var ended = guard.Host.NextEnd();
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody(Mail), ("x-eventagents-agent", "metered-1")),
            Cancellation);
        await ended;

        var ours = seen.ToArray();
        Assert.Contains(ours, m => m.Name == "eventagents_guard_requests" && m.Labels.Contains("outcome=answered", StringComparison.Ordinal));
        Assert.Contains(ours, m => m.Name == "eventagents_guard_entities" && m.Labels == "entity_type=EMAIL action=mask");
        Assert.Contains(ours, m =>
            m.Name == "gen_ai.client.token.usage" && m.Value == 1_000_000 && m.Labels.Contains("gen_ai.token.type=input", StringComparison.Ordinal));
        Assert.Contains(ours, m =>
            m.Name == "eventagents_llm_cost_usd" && Math.Abs(m.Value - 1.000005) < 1e-9 && m.Labels == "provider=openai model=gpt-5 agent=metered-1");
        Assert.Equal(["request", "response"],
            ours.Where(m => m.Name == "eventagents_guard_overhead").Select(m => m.Labels.Split(' ')[0][6..]).Distinct().Order());
        Assert.DoesNotContain(ours, m => m.Labels.Contains(Mail, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_beyond_the_limit_share_one_label()
    {
        var names = new BoundedNames(limit: 2);
        Assert.Equal(["a", "b", "other", "a", "", ""], new[] { "a", "b", "c", "a", "", null }.Select(names.LabelOf));
    }

    // Other tests' guards measure at the same time, so that only what this one's labels tell is looked for.
    private static MeterListener Listen(ConcurrentQueue<(string, double, string)> seen)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == GuardMetrics.MeterName) own.EnableMeasurementEvents(instrument);
            },
        };
        static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();
        return listener;
    }
}
