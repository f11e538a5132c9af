using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>
/// Sums and updates rows of 16 weights. Every lane is added on its own, in the order of the features, so the sums do not depend on how wide a processor's
/// vectors are.
/// </summary>
internal static class LinearScorer
{
    /// <summary>score(t) = Σ over features f of weight(f, t), for each word of a sequence.</summary>
    public static void Score(TrainingSequence sequence, float[] weights, Span<float> scores)
    {
        for (var i = 0; i < sequence.Length; i++)
        {
            var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
            foreach (var feature in sequence.FeaturesOf(i))
            {
                ref var row = ref weights[feature * Tags.Width];
                low += Vector256.LoadUnsafe(ref row);
                high += Vector256.LoadUnsafe(ref row, 8);
            }
            low.CopyTo(scores[(i * Tags.Width)..]);
            high.CopyTo(scores[((i * Tags.Width) + 8)..]);
        }
    }

    /// <summary>The best path through scores and transitions, under the tags allowed per word where they are given.</summary>
    public static void Decode(ReadOnlySpan<float> scores, float[] transitions, ReadOnlySpan<ushort> allowed, Span<int> path)
    {
        var length = path.Length;
        var best = new float[length * Tags.Width];
        var from = new byte[length * Tags.Width];
        for (var i = 0; i < length; i++)
            for (var tag = 0; tag < Tags.Count; tag++)
            {
                var cell = (i * Tags.Width) + tag;
                best[cell] = float.NegativeInfinity;
                if (!allowed.IsEmpty && (allowed[i] & (1 << tag)) == 0) continue;
                for (var previous = 0; previous < (i == 0 ? 1 : Tags.Count); previous++)
                {
                    if (!Tags.MayFollow(previous, tag)) continue;
                    var candidate = (i == 0 ? 0 : best[cell - tag - Tags.Width + previous]) + transitions[(previous * Tags.Width) + tag] + scores[cell];
                    if (candidate > best[cell]) (best[cell], from[cell]) = (candidate, (byte)previous);
                }
            }

        var last = 0;
        for (var tag = 1; tag < Tags.Count; tag++)
            if (best[((length - 1) * Tags.Width) + tag] > best[((length - 1) * Tags.Width) + last]) last = tag;
        for (var i = length - 1; i >= 0; i--)
        {
            path[i] = last;
            last = from[(i * Tags.Width) + last];
        }
    }

    /// <summary>Weights as vectors of eight: two to a row of 16.</summary>
    public static Span<Vector256<float>> Rows(float[] weights) => MemoryMarshal.Cast<float, Vector256<float>>(weights.AsSpan());
}
