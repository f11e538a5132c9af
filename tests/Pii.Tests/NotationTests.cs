using System.Globalization;
using System.Text.RegularExpressions;
using EventAgents.Pii.Training;

namespace EventAgents.Pii.Tests;

/// <summary>
/// The ways in which people and machines write accounts, passwords, numbers and groups (<c>Notations/</c>), one line each: what «TYPE:…» marks must be
/// covered by findings, and lines of <c>clean.txt</c> must stay as they are. The lists stand for kinds, so a share of them is asked for and not each.
/// </summary>
public partial class NotationTests
{
    [Theory]
    [InlineData("usernames", 0.95)]
    [InlineData("passwords", 0.95)]
    [InlineData("numbers", 0.95)]
    [InlineData("people", 0.95)]
    public void What_is_marked_is_found(string list, double atLeast)
    {
        var marked = 0;
        var missed = new List<string>();
        foreach (var line in Lines(list))
        {
            var (text, spans) = Read(line);
            var covered = new bool[text.Length];
            foreach (var finding in Detect.Shipped(text)) covered.AsSpan(finding.Start, finding.Length).Fill(true);
            foreach (var (start, length) in spans)
            {
                marked++;
                if (Enumerable.Range(start, length).Any(i => !covered[i] && char.IsLetterOrDigit(text[i]))) missed.Add(line);
            }
        }
        Assert.True(missed.Count <= marked * (1 - atLeast), string.Create(CultureInfo.InvariantCulture, $"{missed.Count} of {marked} missed:\n{string.Join('\n', missed)}"));
    }

    [Fact]
    public void What_only_looks_personal_is_left_alone()
    {
        var lines = Lines("clean");
        var touched = lines.Where(line => Detect.Shipped(Read(line).Text).Exists(f => Evaluation.IsMasked(f.Type))).ToList();
        Assert.True(touched.Count <= lines.Length * 0.08, $"{touched.Count} of {lines.Length} touched:\n{string.Join('\n', touched)}");
    }

    private static string[] Lines(string list) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Notations", list + ".txt"));

    private static (string Text, List<(int Start, int Length)> Spans) Read(string line)
    {
        var text = "";
        var spans = new List<(int, int)>();
        var end = 0;
        line = line.Replace("\\n", "\n", StringComparison.Ordinal);
        foreach (Match mark in Mark().Matches(line))
        {
            text += line[end..mark.Index];
            spans.Add((text.Length, mark.Groups[1].Length));
            text += mark.Groups[1].Value;
            end = mark.Index + mark.Length;
        }
        return (text + line[end..], spans);
    }

    [GeneratedRegex("«[A-Z_]+:([^»]*)»")]
    private static partial Regex Mark();
}
