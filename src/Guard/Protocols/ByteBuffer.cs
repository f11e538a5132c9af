using System.Buffers;

namespace EventAgents.Guard.Protocols;

/// <summary>A growing array of bytes that is reused: cleared, not freed.</summary>
internal sealed class ByteBuffer : IBufferWriter<byte>
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<byte> more)
    {
        more.CopyTo(GetSpan(more.Length));
        Length += more.Length;
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
        Array.Resize(ref _bytes, Math.Max(Length + Math.Max(count, 1), Math.Max(256, 2 * _bytes.Length)));
    }
}
