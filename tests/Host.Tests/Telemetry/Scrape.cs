using System.Globalization;
using System.Text.RegularExpressions;

namespace EventAgents.Host.Tests.Telemetry;

/// <summary>One series of a scrape.</summary>
internal sealed record Series(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>What a host's <c>/metrics</c> shows.</summary>
internal sealed partial record Scrape(string Text, IReadOnlyList<Series> Series)
{
    public static async Task<Scrape> OfAsync(Uri host, CancellationToken cancellation, string? accept = null)
    {
        using var client = new HttpClient { BaseAddress = host };
        if (accept is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);
        var response = await client.GetAsync("/metrics", cancellation);
        response.EnsureSuccessStatusCode();
        return Of(await response.Content.ReadAsStringAsync(cancellation));
    }

    public static Scrape Of(string text) => new(text, [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Read)]);

    /// <summary>The series of a name that have these labels.</summary>
    public IEnumerable<Series> Find(string name, params (string Name, string Value)[] labels) =>
        Series.Where(one => one.Name == name && labels.All(label => one.Labels.GetValueOrDefault(label.Name) == label.Value));

    /// <summary>Their sum; 0 for none.</summary>
    public double Sum(string name, params (string Name, string Value)[] labels) => Find(name, labels).Sum(one => one.Value);

    /// <summary>The upper bounds of a histogram's buckets, in order.</summary>
    public IReadOnlyList<string> BoundsOf(string histogram) => [.. Find($"{histogram}_bucket").Select(one => one.Labels["le"]).Distinct()];

    private static Series Read(string line)
    {
        var match = Line().Match(line);
        Assert.True(match.Success, line);
        var labels = Label().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups[1].Value, label => label.Groups[2].Value);
        var value = match.Groups["value"].Value;
        return new Series(match.Groups["name"].Value, labels, value == "+Inf" ? double.PositiveInfinity : double.Parse(value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?<labels>.*)\})? (?<value>\S+)$")]
    private static partial Regex Line();

    [GeneratedRegex("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Label();
}
