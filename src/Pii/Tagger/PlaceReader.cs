namespace EventAgents.Pii.Tagger;

/// <summary>Finds out where words stand: in which field's value, on what kind of line, inside which name of several words.</summary>
internal static class PlaceReader
{
    // A key speaks for a value of this many words at most; prose behind a colon goes on for longer.
    private const int KeyReach = 12;

    // customer billing contact name: no key of sense has more parts.
    private const int KeyWords = 4;

    // Two commas in a line are still a sentence's more often than a table's.
    private const int MinCells = 3;

    // A longer line names no columns. It also bounds what a row costs.
    private const int HeaderWords = 64;

    // Longest name that the lists hold: Saint Vincent and the Grenadines.
    private const int NameWords = 5;

    /// <summary>Fills <paramref name="places"/>, one per word.</summary>
    public static void Read(ReadOnlySpan<Word> words, ReadOnlySpan<WordFacts> facts, Lexicon lexicon, Span<Place> places)
    {
        places.Clear();
        ReadKeys(words, facts, places);
        ReadNames(words, facts, lexicon, places);
        var (header, headerCells) = (0..0, 0);
        for (int start = 0, end; start < words.Length; start = end)
        {
            end = start + 1;
            while (end < words.Length && (words[end].Breaks & Breaks.Line) == 0) end++;
            var line = KindOfLine(words[start..end], facts[start..end]);
            for (var i = start; i < end; i++) places[i].Line = line;

            // Rows of equally many cells are a table, and the first of them names the columns.
            var cells = CellsOf(words[start..end]);
            if (cells == headerCells) ReadColumns(words, facts, header, start..end, places);
            else if (cells >= MinCells && end - start <= HeaderWords) (header, headerCells) = (start..end, cells);
            else headerCells = 0;
        }
    }

    private static void ReadKeys(ReadOnlySpan<Word> words, ReadOnlySpan<WordFacts> facts, Span<Place> places)
    {
        ulong key = 0, keyWord = 0;
        var distance = 0;
        for (var i = 0; i < words.Length; i++)
        {
            var breaks = words[i].Breaks;
            places[i].BeginsSentence = (breaks & Breaks.Sentence) != 0;
            if ((breaks & Breaks.Key) != 0 && i > 0 && facts[i - 1].Case is not (WordCase.Digits or WordCase.LettersAndDigits))
            {
                var first = i - 1;
                while (first > 0 && i - first < KeyWords && (words[first].Breaks & ~Breaks.Marks) == 0) first--;
                key = FeatureHash.Empty;
                for (var j = first; j < i; j++) key = FeatureHash.Pair(key, facts[j].Lower);
                keyWord = facts[i - 1].Lower;
                distance = 0;
            }
            else if ((breaks & (Breaks.Value | Breaks.Line)) != 0 || ++distance > KeyReach) key = keyWord = 0;
            if (key != 0) (places[i].Key, places[i].KeyWord, places[i].KeyDistance) = (key, keyWord, (byte)distance);
        }
    }

    private static void ReadNames(ReadOnlySpan<Word> words, ReadOnlySpan<WordFacts> facts, Lexicon lexicon, Span<Place> places)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!LexiconEntry.Has(facts[i].Lexicon, LexiconFlags.BeginsName)) continue;
            var hash = facts[i].Lower;
            uint found = 0;
            var end = i;
            for (var j = i + 1; j < words.Length && j < i + NameWords && (words[j].Breaks & Breaks.Wall) == 0; j++)
            {
                hash = FeatureHash.Pair(hash, facts[j].Lower);
                if (lexicon.Find(hash) is > 0 and var entry) (found, end) = (entry, j);
            }
            if (found == 0) continue;
            var kind = LexiconEntry.Part(found, LexiconEntry.Country) > 0 ? 1 : LexiconEntry.Part(found, LexiconEntry.Place) > 0 ? 2 : 3;
            for (var j = i; j <= end; j++) places[j].Name = (byte)((kind << 1) | (j == i ? 1 : 0));
            i = end;
        }
    }

    private static int CellsOf(ReadOnlySpan<Word> line)
    {
        var cells = 1;
        for (var i = 1; i < line.Length; i++) cells += line[i].Cells;
        return cells;
    }

    private static void ReadColumns(ReadOnlySpan<Word> words, ReadOnlySpan<WordFacts> facts, Range header, Range row, Span<Place> places)
    {
        var (name, column, distance) = (header.Start.Value, 0, 0);
        var nameColumn = 0;
        for (var i = row.Start.Value; i < row.End.Value; i++, distance++)
        {
            if (i > row.Start.Value && words[i].Cells > 0) (column, distance) = (column + words[i].Cells, 0);
            while (name < header.End.Value && nameColumn < column)
                if (++name < header.End.Value) nameColumn += words[name].Cells;
            if (name >= header.End.Value || nameColumn != column || places[i].Key != 0) continue;

            var last = name;
            var key = FeatureHash.Pair(FeatureHash.Empty, facts[name].Lower);
            while (last + 1 < header.End.Value && words[last + 1].Cells == 0) key = FeatureHash.Pair(key, facts[++last].Lower);
            (places[i].Key, places[i].KeyWord, places[i].KeyDistance) = (key, facts[last].Lower, (byte)Math.Min(distance, KeyReach));
        }
    }

    // Case: 0 as usual, 1 all in capitals, 2 no capital at all, 3 most words capitalised. Marks: 0 few, 1 some, 2 between most words.
    private static byte KindOfLine(ReadOnlySpan<Word> words, ReadOnlySpan<WordFacts> facts)
    {
        int upper = 0, lower = 0, capitalised = 0, marks = 0;
        for (var i = 0; i < words.Length; i++)
        {
            switch (facts[i].Case)
            {
                case WordCase.Upper: upper++; break;
                case WordCase.Lower: lower++; break;
                case WordCase.Capitalised or WordCase.Mixed or WordCase.Initial: capitalised++; break;
            }
            if (i > 0 && (words[i].Breaks & Breaks.Marks) != 0) marks++;
        }
        var written = upper >= 2 && lower + capitalised == 0 ? 1
            : lower >= 3 && upper + capitalised == 0 ? 2
            : capitalised >= 3 && lower * 3 < capitalised ? 3 : 0;
        return (byte)((written * 3) + (marks * 4 < words.Length ? 0 : marks * 2 < words.Length ? 1 : 2));
    }
}
