using System.Globalization;
using System.Text.RegularExpressions;

namespace EventAgents.Host.Monitor;

/// <summary>One series of a scrape: its name, its labels as they are written, its value.</summary>
internal readonly record struct Sample(string Name, string Labels, double Value)
{
    /// <summary>A label's value; empty where there is none. Escapes stay as they are, since no name of ours has any.</summary>
    public string Label(string label)
    {
        var start = Labels.IndexOf($"{label}=\"", StringComparison.Ordinal);
        if (start < 0) return "";
        start += label.Length + 2;
        return Labels[start..Labels.IndexOf('"', start)];
    }
}

/// <summary>Reads what a host shows at <c>/metrics</c>.</summary>
internal static partial class MetricsPageReader
{
    public static IReadOnlyList<Sample> Read(string page) =>
    [
        .. from line in page.Split('\n')
           where line.Length > 0 && line[0] != '#'
           let match = Line().Match(line)
           where match.Success
           select new Sample(match.Groups[1].Value, match.Groups[2].Value, Number(match.Groups[3].Value)),
    ];

    private static double Number(string text) => text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([a-zA-Z_:][a-zA-Z0-9_:]*)\{(.*)\} (\S+)$")]
    private static partial Regex Line();
}
