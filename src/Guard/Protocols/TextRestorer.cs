using System.Buffers;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// Puts the originals back into one stream of text that arrives as JSON strings. It holds back only the tail that could still become a replacement of this
/// request; everything else goes out at once, and what is not replaced keeps its bytes.
/// </summary>
/// <param name="index">The request's replacements.</param>
/// <param name="isJson">Whether the text is known to be itself JSON. Where it only looks so, originals are escaped for it too.</param>
/// <param name="isQuoted">Whether what is written stands in a JSON string; false for a body that is no JSON.</param>
/// <param name="masker">What has masked the text before; null for nothing.</param>
internal sealed class TextRestorer(RestoreIndex index, bool isJson, bool isQuoted = true, ReplyMasker? masker = null)
{
    private readonly byte[] _held = new byte[index.MaxLength];
    private readonly ByteBuffer _heldEscaped = new();
    private readonly JsonDepth? _depth = index.NeedsEscapes ? new JsonDepth(isJson) : null;
    private readonly LeftoverCounter _leftovers = new(masker?.Written);
    private int _heldLength;
    private byte _before;

    /// <summary>Whether a tail waits.</summary>
    public bool HoldsBack => _heldLength > 0;

    /// <summary>The tail that waits, as it stands between quotes.</summary>
    public ReadOnlySpan<byte> Held
    {
        get
        {
            if (!HeldText.Contains((byte)'\\')) return HeldText;
            _heldEscaped.Clear();
            JsonText.Escape(HeldText, layers: 1, _heldEscaped);
            return _heldEscaped.Written;
        }
    }

    private ReadOnlySpan<byte> HeldText => _held.AsSpan(0, _heldLength);

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
        HeldText.CopyTo(rented);
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
        _leftovers.Push(HeldText);
        _leftovers.End();
        _depth?.Reset();
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
            _depth?.Push(text[done..start]);
            Put(index.Entry(entry), output);
            _depth?.Push(text.Slice(start, length));
            Restored++;
            isChanged = true;
            done = start + length;
        }
        if (tail < 0) tail = isLast ? text.Length : done + index.TailStart(text[done..]);
        isChanged |= tail < text.Length;
        _leftovers.Push(text[done..tail]);
        _depth?.Push(text[done..tail]);
        if (isChanged) Copy(text, done, tail, raw, isEscaped, ref offsets, output);
        if (tail > 0) _before = text[tail - 1];
        var held = text[tail..];
        held.CopyTo(_held);
        _heldLength = held.Length;
        if (isLast) End();
        return isChanged;
    }

    /// <summary>Writes an original as it must be spelled where it stands: in JSON as the caller spelled it there, if it was in JSON.</summary>
    private void Put(in RestoreEntry entry, ByteBuffer output)
    {
        var depth = _depth?.Current ?? 0;
        var isSpelled = entry.Spelling.Bytes is not null && depth >= entry.Spelling.Depth;
        var (text, layers) = isSpelled ? (entry.Spelling.Bytes!, depth - entry.Spelling.Depth) : (entry.Original, depth);
        JsonText.Escape(text, layers + (isQuoted ? 1 : 0), output);
    }

    /// <summary>Copies a range of the text: what was held back from there, what is new from the raw bytes.</summary>
    private void Copy(ReadOnlySpan<byte> text, int start, int end, ReadOnlySpan<byte> raw, bool isEscaped, ref RawOffsets offsets, ByteBuffer output)
    {
        if (start < _heldLength)
        {
            JsonText.Escape(text[start..Math.Min(end, _heldLength)], layers: 1, output);
            start = _heldLength;
        }
        if (start >= end) return;
        (start, end) = (start - _heldLength, end - _heldLength);
        if (isEscaped) (start, end) = (offsets.StartAtUtf8(start), offsets.EndAtUtf8(end));
        output.Append(raw[start..end]);
    }
}
