using System.Runtime.Intrinsics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>Makes the small model that tags from the large one that was learnt: bytes for numbers, and only the rows that matter.</summary>
internal static class ModelBuilder
{
    private const int Width = EmbeddingTable.Size + 2;  // of a row while it is learnt

    // Few numbers of an embedding are larger; cutting them off leaves finer steps to all others.
    private const float LargestNumber = 2;

    /// <summary>The model.</summary>
    /// <param name="lexicon">The word lists.</param>
    /// <param name="index">The features by number.</param>
    /// <param name="embeddings">32 numbers per feature, of which the last two are nought.</param>
    /// <param name="constant">What every hidden layer begins with.</param>
    /// <param name="output">16 per hidden number, then 16 that are added to every word.</param>
    /// <param name="transitions">16 per earlier tag.</param>
    /// <param name="options">How large it may be and what a unit is worth.</param>
    public static TaggerModel Build(
        Lexicon lexicon, FeatureIndex index, float[] embeddings, float[] constant, float[] output, float[] transitions, TrainingOptions options)
    {
        var units = Units(embeddings);
        var table = EmbeddingTable.Build(
            MostImportant(index, embeddings, output, options.Rows).Select(i => (index.Features[i], Quantise(embeddings.AsSpan(i * Width, EmbeddingTable.Size), units))),
            options.Rows, out _);

        Span<short> first = stackalloc short[Width];
        for (var h = 0; h < EmbeddingTable.Size; h++) first[h] = (short)MathF.Round(constant[h] / units[h]);
        var layer = new float[OutputLayer.Length];
        for (var i = 0; i < layer.Length; i++) layer[i] = output[i] / options.Scale * (i / Tags.Width < EmbeddingTable.Size ? units[i / Tags.Width] : 1);
        layer[(EmbeddingTable.Size * Tags.Width) + Tags.Outside] -= options.Bias / options.Scale;

        var hidden = new Hidden(Vector256.Create<short>(first), Vector256.Create<short>(first[Tags.Width..]));
        return new TaggerModel(lexicon, table, hidden, new OutputLayer(layer), Steps(transitions, options.Scale), options.Scale);
    }

    // What one step of a byte is worth, by hidden number.
    private static float[] Units(float[] embeddings)
    {
        var largest = new float[Width];
        for (var i = 0; i < embeddings.Length; i++) largest[i % Width] = Math.Max(largest[i % Width], Math.Abs(embeddings[i]));
        return [.. largest.Select(l => Math.Clamp(l, 1e-3f, LargestNumber) / 127)];
    }

    // A feature matters by how far it can move scores: Σ over h of |embedding(h)| · the reach of h's output.
    private static IEnumerable<int> MostImportant(FeatureIndex index, float[] embeddings, float[] output, int rows)
    {
        var reach = new float[EmbeddingTable.Size];
        for (var h = 0; h < reach.Length; h++)
            for (var t = 0; t < Tags.Count; t++) reach[h] += Math.Abs(output[(h * Tags.Width) + t]);

        // The number breaks ties, so that the order is the same everywhere.
        var order = new ulong[index.Features.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var importance = 0f;
            for (var h = 0; h < reach.Length; h++) importance += Math.Abs(embeddings[(i * Width) + h]) * reach[h];
            order[i] = ((ulong)~BitConverter.SingleToUInt32Bits(importance) << 32) | (uint)i;
        }
        Array.Sort(order);
        // More than there is room for: a full bucket turns features away while another still has a free row.
        return order.Take(2 * rows).Select(o => (int)(uint)o);
    }

    private static sbyte[] Quantise(ReadOnlySpan<float> row, float[] units)
    {
        var bytes = new sbyte[row.Length];
        for (var i = 0; i < row.Length; i++) bytes[i] = (sbyte)Math.Clamp(MathF.Round(row[i] / units[i]), -127, 127);
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
