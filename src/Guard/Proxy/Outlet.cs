using System.Buffers;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>Writes into a reader's memory, and keeps what does not fit for its next read.</summary>
internal sealed class Outlet : IBufferWriter<byte>
{
    private readonly ByteBuffer _rest = new();
    private Memory<byte> _target;
    private int _handedOn;  // of the rest

    /// <summary>Bytes in the reader's memory.</summary>
    public int Written { get; private set; }

    /// <summary>Whether nothing is kept for the next read.</summary>
    public bool IsEmpty => _rest.Length == 0;

    /// <summary>Goes on in other memory, which gets what was kept first.</summary>
    public void Begin(Memory<byte> target)
    {
        var count = Math.Min(target.Length, _rest.Length - _handedOn);
        _rest.WrittenMemory.Slice(_handedOn, count).CopyTo(target);
        (_target, Written, _handedOn) = (target, count, _handedOn + count);
        if (_handedOn < _rest.Length) return;
        _rest.Clear();
        _handedOn = 0;
    }

    public void Advance(int count)
    {
        if (IsKeeping) _rest.Advance(count);
        else Written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        IsKeeping = _rest.Length > 0 || _target.Length - Written < Math.Max(sizeHint, 1);
        return IsKeeping ? _rest.GetMemory(sizeHint) : _target[Written..];
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Whether the memory that was given out last is our own.</summary>
    private bool IsKeeping { get; set; }
}
