using System.Buffers;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// Puts the originals back into a reply of server-sent events, however it is cut into chunks. Frames are rebuilt here; what an event means is
/// <see cref="StreamEvents"/>' business. Lines end in LF, CRLF or CR; a byte order mark, comments and unknown fields pass as they are.
/// </summary>
public sealed class StreamRestorer
{
    /// <summary>Largest event in bytes: pictures come as one. A larger one fails the stream, since it cannot be restored.</summary>
    public const int MaxEventBytes = 64 * 1_048_576;

    private const int BufferBytes = 16 * 1_024, LeastRoom = 4 * 1_024;

    private readonly ByteBuffer _buffer = new(BufferBytes);
    private readonly StreamEvents _events;
    private int _lineStart, _scanned;
    private bool _endedInReturn;

    /// <summary>A machine for one reply.</summary>
    /// <param name="api">The call's protocol.</param>
    /// <param name="map">The request's map.</param>
    /// <param name="hidesUsage">Whether the usage chunk is dropped, since the guard alone asked for it.</param>
    /// <exception cref="ArgumentException">The API does not stream.</exception>
    public StreamRestorer(LlmApi api, RestoreMap map, bool hidesUsage)
        : this(api, map, hidesUsage, masker: null)
    {
    }

    /// <summary>A machine for one reply in which what the model brings in is masked: each text is then held until it ends.</summary>
    internal StreamRestorer(LlmApi api, RestoreMap map, bool hidesUsage, ReplyMasker? masker)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(map);
        var rules = api.Stream ?? throw new ArgumentException($"{api.Name} does not stream.", nameof(api));
        _events = new StreamEvents(rules, map.Index, hidesUsage, masker);
    }

    /// <summary>What the reply has told so far.</summary>
    public ReplySummary Summary => _events.Summary;

    /// <summary>Takes the next bytes and writes what may go out.</summary>
    /// <exception cref="InvalidDataException">An event is over <see cref="MaxEventBytes"/>.</exception>
    public void Push(ReadOnlySpan<byte> chunk, IBufferWriter<byte> output)
    {
        chunk.CopyTo(_buffer.GetSpan(chunk.Length));
        Push(chunk.Length, output);
    }

    /// <summary>Room to read the next bytes into, some kB of it, which spares copying them.</summary>
    internal Memory<byte> Room() => _buffer.GetMemory(LeastRoom);

    /// <summary>Takes the next bytes, which stand at the beginning of the room.</summary>
    /// <exception cref="InvalidDataException">An event is over <see cref="MaxEventBytes"/>.</exception>
    internal void Push(int count, IBufferWriter<byte> output)
    {
        _buffer.Advance(count);
        if (_endedInReturn && count > 0)
        {
            _endedInReturn = false;
            if (_buffer.Written[0] == (byte)'\n')
            {
                output.Write(_buffer.Written[..1]);
                _buffer.Skip(1);
            }
        }
        var done = 0;
        while (TryFindEvent(out var end))
        {
            _events.Write(_buffer.Written[done..end], output);
            done = end;
        }
        _buffer.Skip(done);
        _lineStart -= done;
        _scanned -= done;
        if (_buffer.Length > MaxEventBytes) throw new InvalidDataException("An event of the reply is too large.");
    }

    /// <summary>The reply has ended: writes what still waits, an event without its empty line included.</summary>
    public void Finish(IBufferWriter<byte> output)
    {
        if (_buffer.Length > 0) _events.WriteLast(_buffer.Written, output);
        _buffer.Release();  // here alone: of a stream that broke off, somebody may still be reading into it
        (_lineStart, _scanned) = (0, 0);
        _events.FlushAll(output);
    }

    /// <summary>Looks for an empty line. A CR at the buffer's end may have an LF to come, which then belongs to the same line end.</summary>
    private bool TryFindEvent(out int end)
    {
        var text = _buffer.Written;
        while (true)
        {
            var next = text[_scanned..].IndexOfAny((byte)'\n', (byte)'\r');
            end = _scanned + next;
            if (next < 0)
            {
                _scanned = text.Length;
                return false;
            }
            var isEmpty = end == _lineStart;
            if (text[end] == (byte)'\r' && end + 1 == text.Length)
            {
                if (!isEmpty)
                {
                    _scanned = end;  // nothing is complete yet, so the next byte may be awaited
                    return false;
                }
                _endedInReturn = true;
            }
            end += text[end] == (byte)'\r' && end + 1 < text.Length && text[end + 1] == (byte)'\n' ? 2 : 1;
            (_lineStart, _scanned) = (end, end);
            if (isEmpty) return true;
        }
    }
}
