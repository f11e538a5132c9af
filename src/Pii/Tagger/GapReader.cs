namespace EventAgents.Pii.Tagger;

/// <summary>Reads what stands between two words.</summary>
internal static class GapReader
{
    /// <summary>A gap's hash, its meaning, and how many cells of a table end in it.</summary>
    /// <param name="gap">The characters between two words.</param>
    /// <param name="isFirst">No word stands before it.</param>
    public static (uint Hash, Breaks Breaks, byte Cells) Read(ReadOnlySpan<char> gap, bool isFirst)
    {
        if (!isFirst && gap is " ") return (WordSplitter.Blank, Breaks.None, 0);
        var breaks = isFirst ? Breaks.Line | Breaks.Sentence | Breaks.Value | Breaks.Wall : Breaks.None;
        var hash = FeatureHash.Empty;
        var previous = '\0';
        var (kept, cells) = (0, 0);
        foreach (var c in gap)
        {
            breaks |= MeaningOf(c);
            if (c is '\n') cells = 0;
            else if (c is ',' or ';' or '|' or '\t') cells++;
            var plain = Plain(c);
            // "name": "Ada" and "name" : "Ada" are the same to the model, and a long row of dashes is as good as two.
            if (plain == previous) continue;
            if (kept < 4) hash = FeatureHash.Continue(hash, plain);
            kept++;
            previous = plain;
        }
        if (kept > 4) hash = FeatureHash.Continue(hash, previous);
        return ((uint)(hash >> 32) | 4, breaks, (byte)Math.Min(cells, byte.MaxValue));
    }

    private static char Plain(char c) => c switch
    {
        '\n' or '\r' => '\n',
        '“' or '”' or '„' or '«' or '»' => '"',
        '’' or '‘' or '`' or '´' => '\'',
        '–' or '—' or '―' => '-',
        _ when char.IsWhiteSpace(c) => ' ',
        _ when c < 128 => c,
        _ => '*',
    };

    private static Breaks MeaningOf(char c) => c switch
    {
        '\n' or '\r' => Breaks.Line | Breaks.Sentence | Breaks.Value | Breaks.Wall,
        '!' or '?' or '…' or '。' or '！' or '？' => Breaks.Sentence | Breaks.Marks | Breaks.Wall,
        '.' => Breaks.Sentence | Breaks.Marks,
        ':' or '=' or '：' => Breaks.Key | Breaks.Marks,
        '>' => Breaks.Key | Breaks.Value | Breaks.Marks | Breaks.Wall,
        ';' or '|' or '{' or '}' or '<' or '\t' => Breaks.Value | Breaks.Marks | Breaks.Wall,
        '"' or '&' => Breaks.Value | Breaks.Marks,
        _ when char.IsWhiteSpace(c) => Breaks.None,
        _ => Breaks.Marks,
    };
}
