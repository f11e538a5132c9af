using System.Buffers;

namespace EventAgents.Guard.Protocols;

/// <summary>A growing array of bytes that is reused: cleared, not freed.</summary>
/// <param name="lent">Bytes that are borrowed from the common pool at once; 0 for none.</param>
internal sealed class ByteBuffer(int lent = 0) : IBufferWriter<byte>
{
    private byte[] _bytes = lent == 0 ? [] : ArrayPool<byte>.Shared.Rent(lent);
    private bool _isLent = lent > 0;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<byte> more)
    {
        more.CopyTo(GetSpan(more.Length));
        Length += more.Length;
    }

    /// <summary>Empties it and gives back what was borrowed, wiped. Only who knows that nobody reads or writes it any more may do so.</summary>
    public void Release()
    {
        Length = 0;
        if (!_isLent) return;
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        (_bytes, _isLent) = ([], false);
    }

    /// <summary>Drops the first bytes.</summary>
    public void Skip(int count)
    {
        _bytes.AsSpan(count, Length - count).CopyTo(_bytes);
        Length -= count;
    }

    public void Advance(int count) => Length += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length >= Math.Max(count, 1)) return;
        _isLent = false;  // the larger array is our own, and what was borrowed is left to the collector
        Array.Resize(ref _bytes, Math.Max(Length + Math.Max(count, 1), Math.Max(256, 2 * _bytes.Length)));
    }
}
