namespace EventAgents.Pii.Tagger;

/// <summary>A word in a text and what stands between it and the word before.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Length">Length in UTF-16 units.</param>
/// <param name="Exact">Hash of its characters as they are.</param>
/// <param name="Gap">Hash of what stands before it: white space as one blank, line breaks as one, the first two and the last character of the rest.</param>
/// <param name="Breaks">What the gap means.</param>
/// <param name="Cells">How many commas, semicolons, bars or tabulators stand in the gap: so many cells of a table's row end there.</param>
internal readonly record struct Word(int Start, int Length, ulong Exact, uint Gap, Breaks Breaks, byte Cells)
{
    /// <summary>Offset behind its last character.</summary>
    public int End => Start + Length;
}

/// <summary>What the characters between two words mean.</summary>
[Flags]
internal enum Breaks : byte
{
    /// <summary>Nothing but blanks, or nothing at all.</summary>
    None = 0,

    /// <summary>A line ends.</summary>
    Line = 1,

    /// <summary>A sentence ends, or a line does.</summary>
    Sentence = 2,

    /// <summary>What stood before is the name of what follows: <c>name: </c>, <c>"name": "</c>, <c>name=</c>, <c>&lt;name&gt;</c>.</summary>
    Key = 4,

    /// <summary>A value ends: quote, semicolon, bar, brace, tag.</summary>
    Value = 8,

    /// <summary>More than blanks stands between the words.</summary>
    Marks = 16,

    /// <summary>No name goes on behind it: a line's end, a question or exclamation mark, a bar, a brace, a semicolon, a tabulator.</summary>
    Wall = 32,
}
