using System.Buffers;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// Puts the originals back into one stream of text that arrives as JSON strings. It holds back only the tail that could still become a replacement of this
/// request; everything else goes out at once, and what is not replaced keeps its bytes.
/// </summary>
/// <param name="index">The request's replacements.</param>
/// <param name="layers">1 for plain text, 2 where the text is itself JSON, so that originals are escaped for it too.</param>
internal sealed class TextRestorer(RestoreIndex index, int layers)
{
    private readonly byte[] _held = new byte[index.MaxLength];
    private readonly LeftoverCounter _leftovers = new();
    private int _heldLength;
    private byte _before;

    /// <summary>The tail that waits: ASCII that needs no escaping.</summary>
    public ReadOnlySpan<byte> Held => _held.AsSpan(0, _heldLength);

    /// <summary>Replacements that were put back.</summary>
    public int Restored { get; private set; }

    /// <summary>Texts that look like placeholders and stayed.</summary>
    public int Unrestored => _leftovers.Count;

    /// <summary>Takes the next piece.</summary>
    /// <param name="raw">The string's bytes between the quotes.</param>
    /// <param name="isLast">Whether the text ends here, so that nothing is held back.</param>
    /// <param name="output">Receives the bytes to send between the quotes, unless they are <paramref name="raw"/>.</param>
    /// <returns>False where the piece goes out as it is.</returns>
    public bool Push(ReadOnlySpan<byte> raw, bool isLast, ByteBuffer output)
    {
        var isEscaped = raw.Contains((byte)'\\');
        if (_heldLength == 0 && !isEscaped) return Push(raw, raw, isEscaped, isLast, output);

        var rented = ArrayPool<byte>.Shared.Rent(_heldLength + raw.Length);
        Held.CopyTo(rented);
        var length = _heldLength;
        if (isEscaped)
        {
            length += JsonText.Unescape(raw, rented.AsSpan(length), out _);
        }
        else
        {
            raw.CopyTo(rented.AsSpan(length));
            length += raw.Length;
        }
        var isChanged = Push(rented.AsSpan(0, length), raw, isEscaped, isLast, output);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return isChanged;
    }

    /// <summary>The text ends and nothing of it waits any more: what does was no replacement.</summary>
    public void End()
    {
        _leftovers.Push(Held);
        _leftovers.End();
        _heldLength = 0;
        _before = 0;
    }

    private bool Push(ReadOnlySpan<byte> text, ReadOnlySpan<byte> raw, bool isEscaped, bool isLast, ByteBuffer output)
    {
        var offsets = new RawOffsets(raw, isEscaped);
        int done = 0, tail = -1;
        var isChanged = _heldLength > 0;
        while (index.TryFind(text, done, _before, out var start, out var length, out var entry))
        {
            if (!isLast && start + length == text.Length && index.IsOpenEnded(entry))
            {
                tail = start;
                break;
            }
            Copy(text, done, start, raw, isEscaped, ref offsets, output);
            _leftovers.Push(text[done..start]);
            _leftovers.End();
            JsonText.Escape(index.Original(entry), layers, output);
            Restored++;
            isChanged = true;
            done = start + length;
        }
        if (tail < 0) tail = isLast ? text.Length : done + index.TailStart(text[done..]);
        isChanged |= tail < text.Length;
        _leftovers.Push(text[done..tail]);
        if (isChanged) Copy(text, done, tail, raw, isEscaped, ref offsets, output);
        if (tail > 0) _before = text[tail - 1];
        var held = text[tail..];
        held.CopyTo(_held);
        _heldLength = held.Length;
        if (isLast) End();
        return isChanged;
    }

    /// <summary>Copies a range of the text: what was held back from there, what is new from the raw bytes.</summary>
    private void Copy(ReadOnlySpan<byte> text, int start, int end, ReadOnlySpan<byte> raw, bool isEscaped, ref RawOffsets offsets, ByteBuffer output)
    {
        if (start < _heldLength)
        {
            output.Append(text[start..Math.Min(end, _heldLength)]);
            start = _heldLength;
        }
        if (start >= end) return;
        (start, end) = (start - _heldLength, end - _heldLength);
        if (isEscaped) (start, end) = (offsets.StartAtUtf8(start), offsets.EndAtUtf8(end));
        output.Append(raw[start..end]);
    }
}
