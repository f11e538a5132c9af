using System.Buffers.Binary;
using System.Numerics;

namespace EventAgents.Guard.Masking;

/// <summary>
/// Strings in order, for finding those that a text begins with: a binary search, and from there on from each string to the longest other one that it begins with.
/// What they have in common costs nothing, as where thousands of addresses begin alike.
/// </summary>
internal sealed class PrefixTable
{
    /// <summary>The least length of a string, in bytes.</summary>
    public const int KeyBytes = 4;

    private const uint SmallLetters = 0x20202020;
    private const int FilterBitsPerString = 16, LeastFilterBits = 4_096;

    private readonly byte[][] _sorted;
    private readonly int[] _prefixes;  // per string, the longest other one that it begins with; below 0 for none
    private readonly ulong[] _filter;  // which beginnings occur at all
    private readonly int _filterShift;

    /// <param name="sorted">In the order of <see cref="ByBytes"/>, each at least <see cref="KeyBytes"/> long.</param>
    public PrefixTable(byte[][] sorted)
    {
        _sorted = sorted;
        _prefixes = new int[sorted.Length];
        var bits = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(LeastFilterBits, FilterBitsPerString * sorted.Length));
        _filterShift = 32 - BitOperations.Log2((uint)bits);
        _filter = new ulong[bits / 64];
        for (var i = 0; i < sorted.Length; i++)
        {
            var before = i - 1;
            while (before >= 0 && !sorted[i].AsSpan().StartsWith(sorted[before])) before = _prefixes[before];
            _prefixes[i] = before;
            var bit = BitOf(sorted[i]);
            _filter[bit / 64] |= 1UL << (bit % 64);
        }
    }

    /// <summary>The order of their bytes, in which a string stands before all that begin with it.</summary>
    public static Comparer<byte[]> ByBytes { get; } = Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b));

    /// <summary>Whether a text of at least <see cref="KeyBytes"/> may begin with one of the strings, in whatever case; false is certain.</summary>
    public bool MayBegin(ReadOnlySpan<byte> text)
    {
        var bit = BitOf(text);
        return (_filter[bit / 64] >> (bit % 64) & 1) != 0;
    }

    /// <summary>The last string that sorts before the text or is equal to it; below 0 for none. All that the text begins with are this one or its <see cref="Shorter"/> ones.</summary>
    public int LastUpTo(ReadOnlySpan<byte> text)
    {
        int low = 0, high = _sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (text.SequenceCompareTo(_sorted[middle]) >= 0) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    /// <summary>The longest other string that one begins with; below 0 for none.</summary>
    public int Shorter(int index) => _prefixes[index];

    /// <summary>Whether one of the strings begins with the text and goes on.</summary>
    public bool IsBeginning(ReadOnlySpan<byte> text)
    {
        var next = LastUpTo(text) + 1;
        return next < _sorted.Length && _sorted[next].AsSpan().StartsWith(text);
    }

    private int BitOf(ReadOnlySpan<byte> text) => (int)((BinaryPrimitives.ReadUInt32LittleEndian(text) | SmallLetters) * 2_654_435_761 >> _filterShift);
}
