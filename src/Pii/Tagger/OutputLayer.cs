using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// Maps the hidden layer to a score per tag. Products and sums are taken lane by lane in a fixed order and without fused operations, so the scores are the
/// same on every machine.
/// </summary>
/// <param name="weights">16 numbers per hidden number, then 16 that are added to every word.</param>
internal sealed class OutputLayer(float[] weights)
{
    /// <summary>How many numbers it is made of.</summary>
    public const int Length = (EmbeddingTable.Size + 1) * Tags.Width;

    /// <summary>The layer as it is stored.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes<float>(weights);

    /// <summary>score(t) = Σ over h of max(0, hidden(h)) · weight(h, t) + constant(t), in the unit of the transitions.</summary>
    public Vector256<short> Score(in Hidden hidden)
    {
        Span<short> numbers = stackalloc short[2 * Tags.Width];
        Vector256.Max(hidden.Low, Vector256<short>.Zero).CopyTo(numbers);
        Vector256.Max(hidden.High, Vector256<short>.Zero).CopyTo(numbers[Tags.Width..]);

        var rows = MemoryMarshal.Cast<float, Vector256<float>>(weights.AsSpan());
        var (low, high) = (rows[^2], rows[^1]);
        for (var h = 0; h < EmbeddingTable.Size; h++)
        {
            var value = Vector256.Create((float)numbers[h]);
            low += value * rows[h * 2];
            high += value * rows[(h * 2) + 1];
        }
        return Vector256.NarrowWithSaturation(Vector256.ConvertToInt32(low), Vector256.ConvertToInt32(high));
    }
}
