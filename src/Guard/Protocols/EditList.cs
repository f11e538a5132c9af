using System.Buffers;
using System.Runtime.InteropServices;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// Replacements of byte ranges, collected in rising order while a document is read and applied at once. Whatever no edit covers is copied as it is.
/// </summary>
internal sealed class EditList
{
    private readonly List<Edit> _edits = [];
    private readonly ByteBuffer _new = new();

    private readonly record struct Edit(int Start, int Length, int New, int NewLength);

    public int Count => _edits.Count;

    public void Add(int start, int length, ReadOnlySpan<byte> replacement)
    {
        _edits.Add(new Edit(start, length, _new.Length, replacement.Length));
        _new.Append(replacement);
    }

    /// <summary>Forgets the edits from the given number on, since a larger one takes their place.</summary>
    public void Truncate(int count) => _edits.RemoveRange(count, _edits.Count - count);

    public void Clear()
    {
        _edits.Clear();
        _new.Clear();
    }

    /// <summary>Brings the edits from the given number on, made in a text, to the JSON string that holds the text.</summary>
    /// <param name="first">Number of the first such edit.</param>
    /// <param name="raw">The string's bytes between the quotes.</param>
    /// <param name="offset">Where these bytes stand in the outer document.</param>
    public void Lift(int first, ReadOnlySpan<byte> raw, int offset)
    {
        var offsets = new RawOffsets(raw, isEscaped: true);
        for (var i = first; i < _edits.Count; i++)
        {
            var edit = _edits[i];
            var start = offsets.StartAtUtf8(edit.Start);
            var end = offsets.EndAtUtf8(edit.Start + edit.Length);
            _edits[i] = edit with { Start = offset + start, Length = end - start };
        }
    }

    /// <summary>Sorts edits that were not added in order.</summary>
    public void Sort() => _edits.Sort(static (a, b) => a.Start.CompareTo(b.Start));

    /// <summary>Writes the document with the edits from the given number on applied.</summary>
    public void Apply(ReadOnlySpan<byte> document, IBufferWriter<byte> output, int first = 0)
    {
        var done = 0;
        foreach (var edit in CollectionsMarshal.AsSpan(_edits)[first..])
        {
            output.Write(document[done..edit.Start]);
            output.Write(_new.Written.Slice(edit.New, edit.NewLength));
            done = edit.Start + edit.Length;
        }
        output.Write(document[done..]);
    }
}
