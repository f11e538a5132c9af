using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Pii;
using EventAgents.Pii.Tagger;

namespace EventAgents.Benchmarks.Guard;

/// <summary>Two shapes of use: a conversation that grows, and many callers of a provider that takes its time.</summary>
internal static class ShapesBenchmark
{
    private const int Turns = 40, TurnBytes = 1_600, Conversations = 60;

    public static async Task RunAsync()
    {
        Report.Title(string.Create(CultureInfo.InvariantCulture, $"A conversation that grows by {TurnBytes} B of new text to 64 kB over {Turns} turns: time to mask a turn's request"));
        Converse();
        Report.Title("1 KiB in, 10 KiB out, 10 ms at the provider, 128 callers");
        await using var log = await DurableJournal.OpenAsync();
        await using var provider = await Servers.ProviderAsync(TimeSpan.FromMilliseconds(10), replyBytes: 10_240);
        await GuardBenchmark.CompareAsync(Servers.AddressOf(provider), log, bytes: 1_024, callers: 128, isStream: false);
    }

    /// <summary>Every conversation has text of its own, so that a turn's new text is new and the rest was seen before.</summary>
    private static void Converse()
    {
        var masker = new RequestMasker(new PiiTextScanner(PiiDetector.Create(SequenceTagger.Shipped)), new FindingsCache());
        var key = new TenantKey("bench", "k1", Encoding.ASCII.GetBytes("a secret of the benchmarks, 32 bytes"));
        var masking = Enumerable.Range(0, Turns).Select(_ => new List<double>()).ToArray();
        var copying = Enumerable.Range(0, Turns).Select(_ => new List<double>()).ToArray();
        for (var conversation = 0; conversation < Conversations; conversation++)
        {
            var messages = new List<object>();
            for (var turn = 0; turn < Turns; turn++)
            {
                messages.Add(new { role = turn % 2 == 0 ? "user" : "assistant", content = Bodies.Text(TurnBytes, $"{conversation}/{turn}") });
                var body = JsonSerializer.SerializeToUtf8Bytes(new { model = "gpt-5", messages });
                var start = Stopwatch.GetTimestamp();
                if (masker.Mask(body, LlmApi.ChatCompletions, GuardPolicy.Default, key) is not MaskedRequest) throw new InvalidOperationException("The request was refused.");
                masking[turn].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                start = Stopwatch.GetTimestamp();
                _ = body.AsSpan().ToArray();
                copying[turn].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }
        var first = Median(masking[0]);
        foreach (var turn in (int[])[1, 2, 10, 20, 30, 40])
        {
            var took = Median(masking[turn - 1]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  turn {turn,2}, {turn * TurnBytes / 1_000.0,5:0.0} kB  {took,8:0} µs  {took / first,6:0.00} x   copying {Median(copying[turn - 1]),6:0.0} µs"));
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
