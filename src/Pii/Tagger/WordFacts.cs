namespace EventAgents.Pii.Tagger;

/// <summary>What is known about a word wherever it stands.</summary>
/// <param name="Lower">Hash of its lower-case characters.</param>
/// <param name="Lexicon">What the word lists say (<see cref="LexiconEntry"/>).</param>
/// <param name="Shape">Hash of its shape, runs shortened to one: <c>McDonald</c> is <c>XxXx</c>.</param>
/// <param name="Case">How it is written.</param>
internal readonly record struct WordFacts(ulong Lower, uint Lexicon, ushort Shape, WordCase Case)
{
    /// <summary>Longer words are judged by this many of their first characters, so that a page of letters costs no more than a word.</summary>
    public const int MaxLength = 40;

    /// <summary>Looks at a word.</summary>
    /// <param name="word">Its characters.</param>
    /// <param name="lexicon">The word lists.</param>
    /// <param name="lower">Filled with the lower-case characters; at least <see cref="MaxLength"/> long.</param>
    /// <param name="length">How many of them were filled.</param>
    public static WordFacts Of(ReadOnlySpan<char> word, Lexicon lexicon, Span<char> lower, out int length)
    {
        length = Math.Min(word.Length, MaxLength);
        var hash = FeatureHash.Empty;
        var shape = FeatureHash.Empty;
        var last = '\0';
        int uppers = 0, lowers = 0, digits = 0;
        for (var i = 0; i < length; i++)
        {
            var c = word[i];
            lower[i] = char.ToLowerInvariant(c);
            hash = FeatureHash.Continue(hash, lower[i]);
            var kind = ShapeOf(c);
            if (kind == 'X') uppers++;
            else if (kind == 'x') lowers++;
            else if (kind == 'd') digits++;
            if (kind != last) shape = FeatureHash.Continue(shape, last = kind);
        }
        // What was cut off must still tell two words apart.
        if (word.Length > MaxLength) hash = FeatureHash.Pair(hash, FeatureHash.Of(word[MaxLength..]));

        var firstIsUpper = ShapeOf(word[0]) == 'X';
        var written = digits > 0 ? (digits == length ? WordCase.Digits : WordCase.LettersAndDigits)
            : uppers + lowers == 0 ? WordCase.Caseless
            : uppers == 0 ? WordCase.Lower
            : lowers == 0 ? (uppers == 1 ? WordCase.Initial : WordCase.Upper)
            : firstIsUpper && uppers == 1 ? WordCase.Capitalised
            : WordCase.Mixed;
        return new(hash, lexicon.Find(hash), (ushort)(shape >> 40), written);
    }

    /// <summary>X for an upper-case letter, x for a lower-case one, d for a digit; scripts without case have letters of their own.</summary>
    public static char ShapeOf(char c) => c switch
    {
        >= 'a' and <= 'z' => 'x',
        >= 'A' and <= 'Z' => 'X',
        >= '0' and <= '9' => 'd',
        _ when char.IsUpper(c) => 'X',
        _ when char.IsLower(c) => 'x',
        _ when char.IsDigit(c) => 'd',
        >= '\u0590' and < '\u0600' => 'h',
        >= '\u0600' and < '\u0780' => 'a',
        >= '\u0900' and < '\u0980' => 'n',
        >= '\u3040' and < '\u3100' => 'k',
        >= '\u3400' and < '\uA000' => 'c',
        >= '\uAC00' and < '\uD7B0' => 'g',
        _ => 'o',
    };
}

/// <summary>How a word is written.</summary>
internal enum WordCase : byte
{
    Lower,
    Capitalised,
    Upper,
    /// <summary>One upper-case letter.</summary>
    Initial,
    /// <summary>Upper and lower otherwise mixed.</summary>
    Mixed,
    Digits,
    LettersAndDigits,
    /// <summary>A script that knows no case.</summary>
    Caseless,
}
