using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>
/// What a field's name says by the words that announce numbers in prose: "insurer_no", "Führerschein-Nr.", "číslo smlouvy". They are looked up where the
/// table of fields does not know the name.
/// </summary>
internal static class CueKinds
{
    /// <summary>Whose name alone promises a number.</summary>
    private const Cue Documents = Cue.Passport | Cue.Licence | Cue.NationalId | Cue.Bank;

    /// <summary>Which kind goes first where a word announces several.</summary>
    private static readonly (Cue Cue, FieldKind Kind)[] Kinds =
    [
        (Cue.Passport, FieldKind.Passport), (Cue.Licence, FieldKind.Licence), (Cue.Medical, FieldKind.Medical), (Cue.Bank, FieldKind.Bank), (Cue.Routing, FieldKind.Code),
        (Cue.NationalId, FieldKind.NationalId), (Cue.Tax, FieldKind.NationalId), (Cue.Plate, FieldKind.Vehicle), (Cue.Company, FieldKind.Code), (Cue.Code, FieldKind.Code),
    ];

    /// <summary>What the name's words announce, with a word for numbers among them unless they name a document.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="starts">Where its words begin.</param>
    public static FieldKind Of(ReadOnlySpan<char> name, ReadOnlySpan<int> starts)
    {
        ulong before = 0, beforeThat = 0;
        Cue all = Cue.None, last = Cue.None;
        foreach (var start in starts)
        {
            var hash = WordHash.Empty;
            var length = 0;
            while (start + length < name.Length && char.IsLetterOrDigit(name[start + length]) && (length == 0 || !starts.Contains(start + length))) hash = WordHash.Continue(hash, name[start + length++]);
            last = CueWords.Of(hash, before, beforeThat);
            // "kundennummer", "insuranceno" are numbers by themselves.
            if (length >= 6 && EndsAsNumber(name.Slice(start, length))) last |= Cue.Filler;
            all |= last;
            (beforeThat, before) = (before, hash);
        }
        if ((all & Cue.Goods) != 0 || (last & (Cue.Filler | Documents)) == 0) return FieldKind.None;
        foreach (var (cue, kind) in Kinds)
        {
            if ((all & cue) != 0 && ((all & Cue.Filler) != 0 || (last & Documents) != 0)) return kind;
        }
        return FieldKind.None;
    }

    private static bool EndsAsNumber(ReadOnlySpan<char> word) =>
        word.EndsWith("nr", StringComparison.OrdinalIgnoreCase) || word.EndsWith("nummer", StringComparison.OrdinalIgnoreCase) || word.EndsWith("nro", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith("numero", StringComparison.OrdinalIgnoreCase) || word.EndsWith("szám", StringComparison.OrdinalIgnoreCase) || word.EndsWith("number", StringComparison.OrdinalIgnoreCase);
}
