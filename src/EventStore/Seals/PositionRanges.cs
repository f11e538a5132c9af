using System.Collections.Immutable;
using System.Globalization;

namespace EventAgents.EventStore;

/// <summary>Positions in rising order, written as ranges: <c>1-500,502-1001</c>, a lone one as <c>7-7</c>.</summary>
public sealed class PositionRanges
{
    private readonly ImmutableArray<(long First, long Last)> _ranges;

    private PositionRanges(ImmutableArray<(long First, long Last)> ranges) => _ranges = ranges;

    /// <summary>The first position.</summary>
    public long First => _ranges[0].First;

    /// <summary>The last position.</summary>
    public long Last => _ranges[^1].Last;

    /// <summary>How many positions there are.</summary>
    public long Count => _ranges.Sum(range => range.Last - range.First + 1);

    /// <summary>All positions in order.</summary>
    public IEnumerable<long> All
    {
        get
        {
            foreach (var (first, last) in _ranges)
            {
                for (var position = first; position <= last; position++) yield return position;
            }
        }
    }

    /// <summary>Whether a position is one of them.</summary>
    public bool Contains(long position) => _ranges.Any(range => range.First <= position && position <= range.Last);

    /// <summary>Ranges of positions that come in rising order.</summary>
    /// <param name="positions">At least one.</param>
    public static PositionRanges Of(IEnumerable<long> positions)
    {
        var ranges = ImmutableArray.CreateBuilder<(long First, long Last)>();
        foreach (var position in positions)
        {
            if (ranges.Count > 0 && ranges[^1].Last == position - 1) ranges[^1] = (ranges[^1].First, position);
            else ranges.Add((position, position));
        }
        return new PositionRanges(ranges.ToImmutable());
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Null when it is nothing of the kind: empty, falling or overlapping ranges included.</returns>
    public static PositionRanges? Parse(string text)
    {
        var ranges = ImmutableArray.CreateBuilder<(long First, long Last)>();
        foreach (var part in text.Split(','))
        {
            if (part.Split('-') is not [var from, var to] || !TryParse(from, out var first) || !TryParse(to, out var last)) return null;
            if (last < first || (ranges.Count > 0 && first <= ranges[^1].Last)) return null;
            ranges.Add((first, last));
        }
        return new PositionRanges(ranges.ToImmutable());
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', _ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));

    private static bool TryParse(string text, out long position) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out position);
}
