using System.Diagnostics;
using System.Text;
using EventAgents.Pii;

namespace EventAgents.Benchmarks.Pii;

/// <summary>What finding personal data costs: throughput on one core, the slowest calls, allocation, by kind and size of prompt; the model's load time;
/// hostile input.</summary>
internal static class PiiBenchmark
{
    private static readonly int[] Sizes = [512, 4_096, 32_768, 262_144];  // characters

    /// <summary>Characters that each row reads.</summary>
    private const int Volume = 4_000_000;

    public static Task RunAsync()
    {
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var detector = PiiDetector.Shipped;
        Find(detector, "warm", []);
        watch.Stop();
        process.Refresh();
        Report.Title($"Finding personal data: model loaded in {watch.Elapsed.TotalMilliseconds:N0} ms ({(process.TotalProcessorTime - processor).TotalMilliseconds:N0} ms of processor time)");
        Console.WriteLine($"  {"kind",-12} {"characters",10} {"MB/s",8} {"p50 ms",8} {"p99 ms",8} {"findings",8} {"B each",8}");
        foreach (var (kind, lines) in Kinds)
        {
            foreach (var size in Sizes) Row(detector, kind, Prompts(lines, size));
        }
        Report.Title("Hostile input, 262,144 characters of one unit; recognizers alone and with the model");
        foreach (var unit in Hostile)
        {
            var text = string.Concat(Enumerable.Repeat(unit, 262_144 / unit.Length));
            Console.WriteLine($"  {unit.ReplaceLineEndings("\\n"),-24} {Once(PiiDetector.Create(), text),8:N1} ms {Once(detector, text),8:N1} ms");
        }
        return Task.CompletedTask;
    }

    private static readonly string[] Hostile = ["1", "1234 ", "@", "a.b@", ":", "a:", "1.", "a://", "password=\"", "QUFB", "Aa ", "12 Main Street, ", "a,b\n",
        "passport number is ", " @ada", "\\\"\\u0061"];

    private static readonly (string Kind, string[] Lines)[] Kinds =
    [
        ("prose", ["Please summarise the notes of the meeting; the customer asked twice whether the delivery could be moved to another week.",
            "Ada Lovelace (ada@example.com, +1 415 555 0132) called on 14 March 2025 about her invoice INC0091827 and said she now lives at 48 Pinecrest Loop, Dayton, OH 45402.", "The rest of the text holds nothing that anybody could be known by, as most of what people send to a model does, and is somewhat longer for that reason."]),
        ("JSON", ["{\"id\":\"550e8400-e29b-41d4-a716-446655440000\",\"name\":\"Ada Lovelace\",\"email\":\"ada@example.com\",\"active\":true,\"score\":0.8731}",
            "{\"tool\":\"search\",\"arguments\":{\"query\":\"open orders\",\"limit\":20,\"sort\":[\"created\",\"desc\"],\"cursor\":null}}"]),
        ("CSV", ["id,first_name,last_name,email,phone,amount", "1,Ada,Lovelace,ada@example.com,415-555-0132,12.50",
            "2,Alan,Turing,alan@example.org,415-555-0133,7.25"]),
        ("log", ["2025-06-02T08:14:55.120Z WARN  auth.gateway failed login user=alovelace src=203.0.113.77 reason=bad_password attempts=4",
            "2025-06-02T08:14:55.377Z DEBUG session cache hit ratio 0.93 shard=7 took 12 ms"]),
        ("code", ["public static int Sum(ReadOnlySpan<int> values)\n{\n    var sum = 0;\n    foreach (var value in values) sum += value;\n    return sum;\n}",
            "for (var i = 0; i < items.Count; i++)\n    if (items[i] is { IsOpen: true } item) total += item.Price * item.Quantity; // net"]),
    ];

    private static List<string> Prompts(string[] lines, int size)
    {
        var prompts = new List<string>();
        for (var first = 0; first < 8; first++)
        {
            var text = new StringBuilder();
            for (var i = first; text.Length < size; i++) text.Append(lines[i % lines.Length]).Append('\n');
            prompts.Add(text.ToString(0, size));
        }
        return prompts;
    }

    private static void Row(PiiDetector detector, string kind, List<string> prompts)
    {
        var findings = new List<Finding>();
        foreach (var prompt in prompts) Find(detector, prompt, findings);
        var calls = Math.Max(16, Volume / prompts[0].Length);
        var times = new double[calls];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++)
        {
            findings.Clear();
            var started = Stopwatch.GetTimestamp();
            Find(detector, prompts[i % prompts.Count], findings);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / calls;
        var rate = prompts[0].Length / 1e3 / times.Average();
        Array.Sort(times);
        Console.WriteLine($"  {kind,-12} {prompts[0].Length,10:N0} {rate,8:N2} {times[calls / 2],8:N3} {times[calls * 99 / 100],8:N3} {findings.Count,8:N0} {allocated,8:N0}");
    }

    private static double Once(PiiDetector detector, string text)
    {
        var findings = new List<Finding>();
        Find(detector, text, findings);
        var watch = Stopwatch.StartNew();
        Find(detector, text, findings);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Find(PiiDetector detector, string text, List<Finding> findings) => detector.Find(text, DetectionContext.None, findings);
}
