using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// Quantised embeddings by feature: rows of 32 bytes, 30 numbers and 2 bytes of check, four rows to a bucket, so that a feature costs two neighbouring
/// cache lines. A feature that has no row adds nothing; the check takes one for another in about one of 8,000 look-ups.
/// </summary>
internal sealed class EmbeddingTable
{
    /// <summary>How many numbers an embedding has.</summary>
    public const int Size = 30;

    private const int RowBytes = 32, BucketRows = 4;

    private readonly sbyte[] _rows;
    private readonly ulong _mask;  // of buckets

    private EmbeddingTable(sbyte[] rows)
    {
        _rows = rows;
        _mask = ((ulong)rows.Length / (RowBytes * BucketRows)) - 1;
    }

    /// <summary>The table as it is stored.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes<sbyte>(_rows);

    /// <summary>A table of rows, the most important ones first: a row whose bucket is full is left out.</summary>
    /// <param name="rows">Feature and embedding, <see cref="Size"/> numbers at most.</param>
    /// <param name="capacity">Rows that the table has room for; a power of two, at least 4.</param>
    /// <param name="kept">How many rows found room.</param>
    public static EmbeddingTable Build(IEnumerable<(ulong Feature, sbyte[] Embedding)> rows, int capacity, out int kept)
    {
        if (!BitOperations.IsPow2(capacity) || capacity < BucketRows) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A power of two, at least 4.");
        var table = new EmbeddingTable(new sbyte[capacity * RowBytes]);
        kept = 0;
        foreach (var (feature, embedding) in rows)
            if (table.TryAdd(feature, embedding)) kept++;
        return table;
    }

    /// <summary>A table as it was stored.</summary>
    /// <exception cref="InvalidDataException">The length is no power of two.</exception>
    public static EmbeddingTable FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < RowBytes * BucketRows || !BitOperations.IsPow2(bytes.Length)) throw new InvalidDataException("An embedding table's length is a power of two.");
        return new EmbeddingTable(MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray());
    }

    /// <summary>Adds a feature's embedding to a sum; the sum's last two numbers mean nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(ref Hidden sum, ulong feature)
    {
        var check = CheckOf(feature);
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), (nint)((feature & _mask) * (RowBytes * BucketRows)));
        for (var i = 0; i < BucketRows; i++, row = ref Unsafe.Add(ref row, RowBytes))
        {
            if (Unsafe.ReadUnaligned<ushort>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref row, Size))) != check) continue;
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref row));
            sum = new(sum.Low + low, sum.High + high);
            return;
        }
    }

    private bool TryAdd(ulong feature, sbyte[] embedding)
    {
        var bucket = _rows.AsSpan((int)(feature & _mask) * RowBytes * BucketRows, RowBytes * BucketRows);
        for (var i = 0; i < BucketRows; i++)
        {
            var row = bucket.Slice(i * RowBytes, RowBytes);
            var check = MemoryMarshal.Cast<sbyte, ushort>(row[Size..]);
            if (check[0] != 0) continue;
            embedding.CopyTo(row);
            check[0] = CheckOf(feature);
            return true;
        }
        return false;
    }

    // 0 marks a free row.
    private static ushort CheckOf(ulong feature) => (ushort)((feature >> 48) | 1);
}

/// <summary>A sum of embeddings: the hidden layer of a word before it is cut at zero. Sums of some seventy bytes each stay far from overflowing.</summary>
/// <param name="Low">The first 16 numbers.</param>
/// <param name="High">The other ones.</param>
internal readonly record struct Hidden(Vector256<short> Low, Vector256<short> High)
{
    /// <summary>The sum of two sums.</summary>
    public static Hidden operator +(in Hidden a, in Hidden b) => new(a.Low + b.Low, a.High + b.High);
}
