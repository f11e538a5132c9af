using System.Buffers;

namespace EventAgents.Guard.Protocols;

/// <summary>A place in an event whose value differs from event to event and means nothing for its structure.</summary>
/// <param name="Start">Offset.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Kind">What stands there.</param>
internal readonly record struct EventGap(int Start, int Length, GapKind Kind);

/// <summary>What stands in a gap.</summary>
internal enum GapKind : byte
{
    /// <summary>The piece of streamed text, between its quotes.</summary>
    Text,
    /// <summary>A string that is never touched, between its quotes.</summary>
    Opaque,
    /// <summary>A whole number.</summary>
    Number,
}

/// <summary>
/// An event that was read, with gaps where its successors differ: one that has the same bytes everywhere else has the same structure, and need not be read again.
/// Models send hundreds of such events in a row.
/// </summary>
/// <param name="raw">The event with its line ends.</param>
/// <param name="gaps">Its gaps in order; one of them is the text.</param>
/// <param name="channel">The stream of text that the events continue.</param>
internal sealed class EventTemplate(ReadOnlySpan<byte> raw, EventGap[] gaps, StreamChannel channel)
{
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("\"\\/bfnrt"u8);

    private readonly byte[] _raw = raw.ToArray();

    public StreamChannel Channel => channel;

    /// <summary>Whether an event differs only in the gaps, and where its text stands then.</summary>
    public bool TryMatch(ReadOnlySpan<byte> raw, out int start, out int length)
    {
        int at = 0, done = 0;
        (start, length) = (-1, 0);
        foreach (var gap in gaps)
        {
            var between = _raw.AsSpan(done, gap.Start - done);
            if (!raw[at..].StartsWith(between)) return false;
            at += between.Length;
            var filled = gap.Kind == GapKind.Number ? NumberLength(raw[at..]) : StringLength(raw[at..]);
            if (filled < 0) return false;
            if (gap.Kind == GapKind.Text) (start, length) = (at, filled);
            at += filled;
            done = gap.Start + gap.Length;
        }
        return raw[at..].SequenceEqual(_raw.AsSpan(done));
    }

    private static int NumberLength(ReadOnlySpan<byte> raw)
    {
        var length = raw.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length > 0 && (raw[0] != (byte)'0' || length == 1) ? length : -1;
    }

    /// <summary>Length of a well-formed JSON string up to its closing quote; below 0 where it is none.</summary>
    private static int StringLength(ReadOnlySpan<byte> raw)
    {
        var at = 0;
        while (true)
        {
            var next = raw[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0 || raw.Slice(at, next).ContainsAnyInRange((byte)0, (byte)31)) return -1;
            at += next;
            if (raw[at] == (byte)'"') return at;
            var escape = EscapeLength(raw[at..]);
            if (escape == 0) return -1;
            at += escape;
        }
    }

    private static int EscapeLength(ReadOnlySpan<byte> raw)
    {
        if (raw.Length < 2) return 0;
        if (Escapes.Contains(raw[1])) return 2;
        if (raw[1] != (byte)'u' || raw.Length < 6) return 0;
        foreach (var c in raw[2..6])
        {
            if (!char.IsAsciiHexDigit((char)c)) return 0;
        }
        return 6;
    }
}
