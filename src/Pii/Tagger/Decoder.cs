using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EventAgents.Pii.Tagger;

/// <summary>Finds the best sequence of tags. Scores are integers, so the result is the same on every machine.</summary>
internal static class Decoder
{
    /// <summary>What a word's score for a tag is cut to, to both sides; scores that mean anything stay far below.</summary>
    public const short MaxScore = 4_000;

    /// <summary>The transition that must not be. With scores within <see cref="MaxScore"/> and transitions within a byte no path gains from it, and nothing overflows.</summary>
    public const short Forbidden = -16_000;

    // How far a path may fall behind before it is all the same.
    private const short Never = -7_000;

    /// <summary>The path with the highest sum of scores.</summary>
    /// <param name="scores">Per word, a number per tag.</param>
    /// <param name="transitions">From tag to tag, a row of scores per earlier tag.</param>
    /// <param name="tags">Filled with the best path.</param>
    public static void Decode(ReadOnlySpan<Vector256<short>> scores, ReadOnlySpan<Vector256<short>> transitions, Span<byte> tags)
    {
        if (scores.IsEmpty) return;
        var pool = ArrayPool<byte>.Shared.Rent(scores.Length * Tags.Width);
        var from = MemoryMarshal.Cast<byte, Vector128<byte>>(pool.AsSpan(0, scores.Length * Tags.Width));

        // best(1, t) = score(1, t) + transition(O, t)
        var best = Cut(scores[0]) + transitions[Tags.Outside];
        for (var i = 1; i < scores.Length; i++)
        {
            // best(i, t) = score(i, t) + max over s of best(i − 1, s) + transition(s, t); kept relative to O, so that it never overflows
            var previous = Vector256.Max(best - Vector256.Create(best[Tags.Outside]), Vector256.Create(Never));
            var max = Vector256.Create(previous[0]) + transitions[0];
            var argMax = Vector256<short>.Zero;
            for (var tag = 1; tag < Tags.Count; tag++)
            {
                var candidate = Vector256.Create(previous[tag]) + transitions[tag];
                var isBetter = Vector256.GreaterThan(candidate, max);
                max = Vector256.ConditionalSelect(isBetter, candidate, max);
                argMax = Vector256.ConditionalSelect(isBetter, Vector256.Create((short)tag), argMax);
            }
            best = max + Cut(scores[i]);
            from[i] = Vector128.Narrow(argMax.GetLower(), argMax.GetUpper()).AsByte();
        }

        var last = 0;
        for (var tag = 1; tag < Tags.Count; tag++)
            if (best[tag] > best[last]) last = tag;
        for (var i = scores.Length - 1; i >= 0; i--)
        {
            tags[i] = (byte)last;
            if (i > 0) last = from[i][last];
        }
        ArrayPool<byte>.Shared.Return(pool);
    }

    /// <summary>Scores within <see cref="MaxScore"/>.</summary>
    public static Vector256<short> Cut(Vector256<short> score) =>
        Vector256.Min(Vector256.Max(score, Vector256.Create((short)-MaxScore)), Vector256.Create(MaxScore));
}
