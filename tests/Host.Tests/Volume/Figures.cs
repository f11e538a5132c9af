using System.Globalization;

namespace EventAgents.Host.Tests.Volume;

/// <summary>Writes down what a proof measured: into the test's output and, at full size, to <c>artifacts/measured.log</c> in the checkout.</summary>
internal static class Figures
{
    private static readonly Lock Writing = new();

    public static void Write(FormattableString figure)
    {
        var line = figure.ToString(CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (!Scale.IsFull) return;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.Name != "artifacts") folder = folder.Parent;
        lock (Writing) File.AppendAllText(Path.Combine(folder?.FullName ?? ".", "measured.log"), line + "\n");
    }

    /// <summary>The value below which a share of the values lies.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(share * sorted.Length))];
    }
}
