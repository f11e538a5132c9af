using System.Buffers;

namespace EventAgents.Guard.Protocols;

/// <summary>The lines of one server-sent event, and where its data stands in them.</summary>
internal sealed class EventFrame
{
    private readonly List<(int Start, int Length)> _data = [];
    private readonly ByteBuffer _joined = new();
    private readonly ByteBuffer _edited = new();

    /// <summary>Where the data stands; null where it does not stand in one line.</summary>
    public int? DataStart => _data.Count == 1 ? _data[0].Start : null;

    /// <summary>Reads an event's lines.</summary>
    public void Read(ReadOnlySpan<byte> raw)
    {
        _data.Clear();
        var at = raw.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (at < raw.Length)
        {
            var length = raw[at..].IndexOfAny((byte)'\n', (byte)'\r');
            if (length < 0) length = raw.Length - at;
            var line = raw.Slice(at, length);
            if (line.StartsWith("data:"u8))
            {
                var lead = line.Length > 5 && line[5] == (byte)' ' ? 6 : 5;
                _data.Add((at + lead, length - lead));
            }
            at += length + 1;
        }
    }

    /// <summary>The event's data; several lines are joined with LF.</summary>
    public ReadOnlySpan<byte> Data(ReadOnlySpan<byte> raw)
    {
        if (_data.Count == 0) return default;
        if (_data.Count == 1) return raw.Slice(_data[0].Start, _data[0].Length);
        _joined.Clear();
        for (var i = 0; i < _data.Count; i++)
        {
            if (i > 0) _joined.Append("\n"u8);
            _joined.Append(raw.Slice(_data[i].Start, _data[i].Length));
        }
        return _joined.Written;
    }

    /// <summary>Everything that is not data: comments, names, fields that nobody knows.</summary>
    public void CopyOthers(ReadOnlySpan<byte> raw, ByteBuffer output)
    {
        var done = 0;
        foreach (var (start, length) in _data)
        {
            output.Append(raw[done..start]);
            done = start + length;
        }
        output.Append(raw[done..]);
    }

    /// <summary>Writes the event with its data edited. Where an edit took line ends along, the last lines stay empty: to JSON that is space behind it.</summary>
    public void Write(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> data, EditList edits, IBufferWriter<byte> output)
    {
        _edited.Clear();
        edits.Apply(data, _edited);
        var rest = _edited.Written;
        var done = 0;
        for (var i = 0; i < _data.Count; i++)
        {
            output.Write(raw[done.._data[i].Start]);
            var end = i == _data.Count - 1 ? rest.Length : rest.IndexOf((byte)'\n');
            if (end < 0) end = rest.Length;
            output.Write(rest[..end]);
            rest = rest[Math.Min(end + 1, rest.Length)..];
            done = _data[i].Start + _data[i].Length;
        }
        output.Write(raw[done..]);
    }

    /// <summary>Writes the event up to an offset of its data, as one line.</summary>
    public void WriteBefore(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> data, int offset, ByteBuffer output)
    {
        output.Append(raw[.._data[0].Start]);
        WriteLine(data[..offset], output);
    }

    /// <summary>Writes the rest of the event from an offset of its data on.</summary>
    public void WriteAfter(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> data, int offset, ByteBuffer output)
    {
        WriteLine(data[offset..], output);
        output.Append(raw[(_data[^1].Start + _data[^1].Length)..]);
    }

    private static void WriteLine(ReadOnlySpan<byte> data, ByteBuffer output)
    {
        foreach (var part in data.Split((byte)'\n')) output.Append(data[part]);
    }
}
