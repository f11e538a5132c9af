using System.Diagnostics;
using EventAgents.Pii;

namespace EventAgents.Benchmarks.Pii;

/// <summary>Whether finding personal data takes time in proportion to the text: processor time for each MB at 0.1, 1 and 10 MB, of ordinary and hostile texts.</summary>
internal static class PiiLinearity
{
    private static readonly int[] Sizes = [100_000, 1_000_000, 10_000_000];  // characters

    private static readonly string[] Units =
    [
        "Ada Lovelace (ada@example.com, +1 415 555 0132) called on 14 March 2025 about her invoice INC0091827.\n", "{\"name\":\"Ada Lovelace\",\"email\":\"ada@example.com\",\"score\":0.8731}\n",
        "1,Ada,Lovelace,ada@example.com,415-555-0132,12.50\n", "2025-06-02T08:14:55.120Z WARN auth failed login user=alovelace src=203.0.113.77\n",
        "foreach (var value in values) sum += value;\n", "1", "a.b@", ":", "password=\"", "QUFB", "Aa ", "12 Main Street, ", "user is ", "mysql -u a -p", "login(\"a\",\"b\",", "nr. a-",
        "| name ", "Ada: hi\n",
    ];

    public static Task RunAsync()
    {
        Report.Title("Finding personal data: processor milliseconds for each MB of text, with the model");
        Console.WriteLine($"  {"one line of",-32} {"0.1 MB",9} {"1 MB",9} {"10 MB",9}");
        var findings = new List<Finding>();
        PiiDetector.Shipped.Find("warm", DetectionContext.None, findings);
        foreach (var unit in Units)
        {
            PiiDetector.Shipped.Find(string.Concat(Enumerable.Repeat(unit, 50_000 / unit.Length)), DetectionContext.None, findings);  // compiles what this text needs
            var perMegabyte = Sizes.Select(size => Measure(string.Concat(Enumerable.Repeat(unit, size / unit.Length)), findings)).ToArray();
            var name = unit.ReplaceLineEndings("\\n");
            Console.WriteLine($"  {name[..Math.Min(name.Length, 32)],-32} {perMegabyte[0],9:N0} {perMegabyte[1],9:N0} {perMegabyte[2],9:N0}");
        }
        return Task.CompletedTask;
    }

    // Processor time, so that what else the machine does stays out of it; the smallest text is read ten times, for the clock is coarse.
    private static double Measure(string text, List<Finding> findings)
    {
        var times = text.Length < 500_000 ? 10 : 1;
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < times; i++)
        {
            findings.Clear();
            PiiDetector.Shipped.Find(text, DetectionContext.None, findings);
        }
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / times / (text.Length / 1e6);
    }
}
