using System.Runtime.Intrinsics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>Makes the small model that tags from the large one that was learnt: bytes for numbers, and only the rows that matter.</summary>
internal static class ModelBuilder
{
    /// <summary>The model.</summary>
    /// <param name="lexicon">The word lists.</param>
    /// <param name="index">The features by number.</param>
    /// <param name="weights">16 per feature.</param>
    /// <param name="transitions">16 per earlier tag.</param>
    /// <param name="rows">Room for this many features; a power of two.</param>
    /// <param name="scale">What one unit is worth.</param>
    /// <param name="bias">Taken from the outside's score, in the unit of the weights.</param>
    public static TaggerModel Build(Lexicon lexicon, FeatureIndex index, float[] weights, float[] transitions, int rows, float scale, float bias)
    {
        // A row that pulls tags apart, often, matters; what is added to all tags alike does not.
        // The number breaks ties, so that the order is the same everywhere.
        var order = new ulong[index.Features.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = ((ulong)~BitConverter.SingleToUInt32Bits(Spread(weights.AsSpan(i * Tags.Width, Tags.Count)).Range) << 32) | (uint)i;
        Array.Sort(order);

        var table = WeightTable.Build(
            order.Take(rows).Select(o => (int)(uint)o).Where(i => Spread(weights.AsSpan(i * Tags.Width, Tags.Count)).Range > scale)
                .Select(i => (index.Features[i], Quantise(weights.AsSpan(i * Tags.Width, Tags.Count), scale))),
            rows, out _);
        var outside = Vector256<short>.Zero.WithElement(Tags.Outside, (short)-MathF.Round(bias / scale));
        return new TaggerModel(lexicon, table, Steps(transitions, scale), outside, scale);
    }

    private static (float Range, float Middle) Spread(ReadOnlySpan<float> row)
    {
        var (low, high) = (row[0], row[0]);
        foreach (var weight in row)
        {
            if (weight < low) low = weight;
            if (weight > high) high = weight;
        }
        return (high - low, (high + low) / 2);
    }

    private static sbyte[] Quantise(ReadOnlySpan<float> row, float scale)
    {
        var middle = Spread(row).Middle;
        var bytes = new sbyte[row.Length];
        for (var i = 0; i < row.Length; i++) bytes[i] = (sbyte)Math.Clamp(MathF.Round((row[i] - middle) / scale), -127, 127);
        return bytes;
    }

    private static Vector256<short>[] Steps(float[] transitions, float scale)
    {
        var steps = new Vector256<short>[Tags.Count];
        Span<short> row = stackalloc short[Tags.Width];
        for (var from = 0; from < Tags.Count; from++)
        {
            row.Fill(Decoder.Forbidden);
            for (var to = 0; to < Tags.Count; to++)
                if (Tags.MayFollow(from, to)) row[to] = (short)Math.Clamp(MathF.Round(transitions[(from * Tags.Width) + to] / scale), -127, 127);
            steps[from] = Vector256.Create<short>(row);
        }
        return steps;
    }
}
