using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>What beside the number itself is needed to report it.</summary>
internal enum Proof : byte
{
    /// <summary>It is not reported in this form.</summary>
    Never,
    /// <summary>A word near it announces it.</summary>
    Cue,
    /// <summary>A word announces it, or the text holds nothing but such numbers (a leaf of a tool call, a cell).</summary>
    Sole,
    /// <summary>Nothing: form and check digits are unmistakable.</summary>
    None,
}

/// <summary>One kind of number, as data: form, check, and what else is needed.</summary>
/// <param name="Name">Country and number, for tests and messages.</param>
/// <param name="Type">What it is.</param>
/// <param name="Shape">One character each: <c>d</c> a digit, <c>a</c> a letter, <c>x</c> either, anything else itself (letters in upper case).</param>
/// <param name="Check">Whether the compact number (upper case, no separators) is valid.</param>
/// <param name="Cue">Any of these words near it announces it.</param>
/// <param name="Plain">What is needed when it is written in one piece.</param>
/// <param name="Grouped">What is needed when it is written in groups.</param>
/// <param name="Groups">The groups' lengths it is written in: <c>"3 2 4|3 6"</c>.</param>
internal sealed record IdRule(
    string Name, EntityType Type, string Shape, Verifier Check, Cue Cue, Proof Plain, Proof Grouped = Proof.Never, string Groups = "")
{
    /// <summary>Whether groups may be parted by different characters (<c>123.456.789-09</c>).</summary>
    public bool MixedSeparators { get; init; }

    /// <summary>The only character that may part the groups, or NUL for any of them.</summary>
    public char Separator { get; init; }

    /// <summary>Valid numbers as they are written, with nothing around them.</summary>
    public IReadOnlyList<string> Valid { get; init; } = [];

    /// <summary>Near misses: right form, wrong check digit, date or region.</summary>
    public IReadOnlyList<string> Invalid { get; init; } = [];

    public bool HasShape(ReadOnlySpan<char> compact)
    {
        for (var i = 0; i < compact.Length; i++)
        {
            var c = compact[i];
            var fits = Shape[i] switch
            {
                'd' => char.IsAsciiDigit(c),
                'a' => char.IsAsciiLetterUpper(c),
                'x' => true,
                var literal => c == literal,
            };
            if (!fits) return false;
        }
        return true;
    }
}
