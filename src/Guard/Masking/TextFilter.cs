using System.Numerics;

namespace EventAgents.Guard.Masking;

/// <summary>
/// Tells in constant time of most strings that a text does not hold them, so that the text need not be read once for each: a Bloom filter over all windows of
/// a few lengths. The lengths that are never asked for cost nothing.
/// </summary>
internal sealed class TextFilter(ReadOnlyMemory<byte> text)
{
    /// <summary>The least length of a string, in bytes, of which it can tell.</summary>
    public const int LeastBytes = 4;

    private const int BitsPerByte = 16, Probes = 4;  // a chance hit in 400

    private static readonly int[] Windows = [16, 12, 8, 6, LeastBytes];  // bytes

    private readonly ulong[]?[] _bits = new ulong[Windows.Length][];

    /// <summary>Whether the text may hold a string; false is certain.</summary>
    public bool MayHold(ReadOnlySpan<byte> sought)
    {
        var length = sought.Length;
        var size = Array.FindIndex(Windows, window => window <= length);
        if (size < 0) return true;
        var window = Windows[size];
        var bits = _bits[size] ??= Filled(window);
        for (var at = 0; at + window <= length; at++)
        {
            var hash = HashOf(sought.Slice(at, window));
            for (var probe = 0; probe < Probes; probe++)
            {
                var bit = BitOf(hash, probe, bits);
                if ((bits[bit / 64] >> (bit % 64) & 1) == 0) return false;
            }
        }
        return true;
    }

    private ulong[] Filled(int window)
    {
        var bits = new ulong[Math.Max(1, BitOperations.RoundUpToPowerOf2((uint)text.Length) * BitsPerByte / 64)];
        for (var at = 0; at + window <= text.Length; at++)
        {
            var hash = HashOf(text.Span.Slice(at, window));
            for (var probe = 0; probe < Probes; probe++)
            {
                var bit = BitOf(hash, probe, bits);
                bits[bit / 64] |= 1UL << (bit % 64);
            }
        }
        return bits;
    }

    private static UInt128 HashOf(ReadOnlySpan<byte> window) => KeyedHash.OfProcess.Long(window);

    private static int BitOf(UInt128 hash, int probe, ulong[] bits) => (int)((uint)(hash >> (32 * probe)) & (uint)(64L * bits.Length - 1));
}
