using System.Diagnostics;

namespace EventAgents.Benchmarks;

/// <summary>Runs what is compared in turns and prints medians and ratios: machines are noisy, and drift hits both sides of a turn alike.</summary>
internal static class Report
{
    private const int Turns = 5;

    /// <summary>One line about where the figures come from.</summary>
    public static void Machine() => Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {Environment.OSVersion.Platform}; medians of {Turns} turns");

    /// <summary>Prints a title.</summary>
    public static void Title(string title) => Console.WriteLine($"\n{title}");

    /// <summary>Measures each contender in turns and prints a row for each; the first is the baseline.</summary>
    /// <param name="count">How many things one run does.</param>
    /// <param name="unit">What a thing is, in the plural.</param>
    /// <param name="contenders">Name, and what to run; it is run once more to warm up.</param>
    public static async Task CompareAsync(int count, string unit, params (string Name, Func<Task> Run)[] contenders)
    {
        var rates = contenders.Select(_ => new List<double>()).ToArray();
        var allocated = new long[contenders.Length];
        for (var turn = -1; turn < Turns; turn++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var before = GC.GetTotalAllocatedBytes();
                var watch = Stopwatch.StartNew();
                await contenders[i].Run();
                if (turn < 0) continue;
                rates[i].Add(count / watch.Elapsed.TotalSeconds);
                allocated[i] = (GC.GetTotalAllocatedBytes() - before) / count;
            }
        }

        for (var i = 0; i < contenders.Length; i++)
        {
            var ratio = Median([.. rates[i].Zip(rates[0], (own, baseline) => own / baseline)]);
            Console.WriteLine($"  {contenders[i].Name,-34} {Median(rates[i]),10:N0} {unit}/s   {ratio,6:0.00} x   {allocated[i],8:N0} B each");
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
