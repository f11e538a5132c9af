namespace EventAgents.Pii.Reading;

/// <summary>What a token is made of.</summary>
[Flags]
internal enum TokenKind : byte
{
    None = 0,
    Digit = 1,
    Lower = 2,
    Upper = 4,
    /// <summary>A letter outside ASCII.</summary>
    Foreign = 8,
    Letter = Lower | Upper | Foreign,
}

/// <summary>A run of letters and digits in a text.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="End">Offset behind the last character.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Hash">Of the lower-case characters (<see cref="WordHash"/>).</param>
/// <param name="Cue">What the word, alone or with the ones before it, announces.</param>
internal readonly record struct Token(int Start, int End, TokenKind Kind, ulong Hash, Cue Cue)
{
    public int Length => End - Start;
    public bool HasDigit => (Kind & TokenKind.Digit) != 0;
    public bool IsNumber => Kind == TokenKind.Digit;
    public bool HasLetter => (Kind & TokenKind.Letter) != 0;
}
