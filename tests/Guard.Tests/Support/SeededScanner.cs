using EventAgents.Guard.Masking;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Support;

/// <summary>Finds the values it was given, wherever they stand: what is tested is where the guard looks, not how well a detector reads.</summary>
internal sealed class SeededScanner(params IEnumerable<(EntityType Type, string Value)> seeds) : ITextScanner
{
    private readonly (EntityType Type, string Value)[] _seeds = [.. seeds.OrderByDescending(s => s.Value.Length)];

    public int Scans { get; private set; }

    public List<(string? Field, string Text)> Seen { get; } = [];

    public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings)
    {
        Scans++;
        Seen.Add((fieldName, text.ToString()));
        var taken = new List<(int Start, int End)>();
        foreach (var (type, value) in _seeds)
        {
            for (var at = 0; (at = IndexOf(text, value, at)) >= 0; at += value.Length)
            {
                var (start, end) = (at, at + value.Length);
                if (taken.Exists(t => start < t.End && t.Start < end)) continue;
                taken.Add((start, end));
                findings.Add(new Finding(start, value.Length, type, 1, FindingSource.Proven));
            }
        }
        findings.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    private static int IndexOf(ReadOnlySpan<char> text, string value, int from)
    {
        var at = text[from..].IndexOf(value, StringComparison.Ordinal);
        return at < 0 ? -1 : at + from;
    }
}
