using System.Collections.Frozen;

namespace EventAgents.Pii.Structure;

/// <summary>Titles and roles before a name. They are no part of it.</summary>
internal static class PersonTitles
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Titles = FrozenSet.ToFrozenSet(
        [
            "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "lady", "lord", "rev", "hon", "pt", "patient", "herr", "frau", "patientin", "zeuge",
            "zeugin", "kläger", "m", "mme", "mlle", "monsieur", "madame", "sr", "sra", "srta", "señor", "señora", "d", "dña", "don", "doña",
            "paciente", "sig", "sigra", "signor", "signora", "dott", "dottssa", "pan", "pani", "dhr", "mw", "mevr", "dra", "senhor", "senhora", "žalobce",
            "žalovaný", "fr", "hr",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word, with or without a dot behind it, is a title.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => Titles.Contains(word.TrimEnd('.'));
}
