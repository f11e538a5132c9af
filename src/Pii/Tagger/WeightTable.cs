using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// Quantised weights by feature: rows of 16 bytes, 14 weights and 2 bytes of check, four rows to a bucket, so that a feature costs one cache line.
/// A feature that has no row weighs nothing; the check takes one for another in about one of 16,000 look-ups.
/// </summary>
internal sealed class WeightTable
{
    private const int RowBytes = 16, BucketRows = 4, CheckAt = 14;

    private readonly sbyte[] _rows;
    private readonly ulong _mask;  // of buckets

    private WeightTable(sbyte[] rows)
    {
        _rows = rows;
        _mask = ((ulong)rows.Length / (RowBytes * BucketRows)) - 1;
    }

    /// <summary>The table as it is stored.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes<sbyte>(_rows);

    /// <summary>A table of rows, the most important ones first: a row whose bucket is full is left out.</summary>
    /// <param name="rows">Feature and weights, at most 14 per row.</param>
    /// <param name="capacity">Rows that the table has room for; a power of two, at least 4.</param>
    /// <param name="kept">How many rows found room.</param>
    public static WeightTable Build(IEnumerable<(ulong Feature, sbyte[] Weights)> rows, int capacity, out int kept)
    {
        if (!BitOperations.IsPow2(capacity) || capacity < BucketRows) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A power of two, at least 4.");
        var table = new WeightTable(new sbyte[capacity * RowBytes]);
        kept = 0;
        foreach (var (feature, weights) in rows)
            if (table.TryAdd(feature, weights)) kept++;
        return table;
    }

    /// <summary>A table as it was stored.</summary>
    /// <exception cref="InvalidDataException">The length is no power of two.</exception>
    public static WeightTable FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < RowBytes * BucketRows || !BitOperations.IsPow2(bytes.Length)) throw new InvalidDataException("A weight table's length is a power of two.");
        return new WeightTable(MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray());
    }

    /// <summary>The sum with the weights of a feature added; the last two numbers mean nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<short> Add(ulong feature, Vector256<short> sum)
    {
        var check = CheckOf(feature);
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), (nint)((feature & _mask) * (RowBytes * BucketRows)));
        for (var i = 0; i < BucketRows; i++, row = ref Unsafe.Add(ref row, RowBytes))
        {
            if (Unsafe.ReadUnaligned<ushort>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref row, CheckAt))) != check) continue;
            var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref row));
            return sum + Vector256.Create(lower, upper);
        }
        return sum;
    }

    private bool TryAdd(ulong feature, sbyte[] weights)
    {
        var bucket = _rows.AsSpan((int)(feature & _mask) * RowBytes * BucketRows, RowBytes * BucketRows);
        for (var i = 0; i < BucketRows; i++)
        {
            var row = bucket.Slice(i * RowBytes, RowBytes);
            var check = MemoryMarshal.Cast<sbyte, ushort>(row[CheckAt..]);
            if (check[0] != 0) continue;
            weights.CopyTo(row);
            check[0] = CheckOf(feature);
            return true;
        }
        return false;
    }

    // 0 marks a free row.
    private static ushort CheckOf(ulong feature) => (ushort)((feature >> 48) | 1);
}
