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

    /// <summary>Moves the starts of names that the tagger found behind their titles.</summary>
    public static void Trim(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = 0; i < findings.Count; i++)
        {
            var finding = findings[i];
            if (finding.Type != EntityType.Person) continue;
            var name = text.Slice(finding.Start, finding.Length);
            for (var space = name.IndexOf(' '); space > 0 && Contains(name[..space]); space = name.IndexOf(' ')) name = name[(space + 1)..].TrimStart(' ');
            if (name.Length > 0 && name.Length < finding.Length) findings[i] = finding with { Start = finding.End - name.Length, Length = name.Length };
        }
    }
}
