using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii.Structure;

/// <summary>
/// Whom a document's number belongs to: the name right before its label, whatever the language: "Gudrun Elkjærgaard, CPR-nr. 060689-3078", "Десислава Къртунова, ЕГН …".
/// </summary>
internal static class Holders
{
    /// <summary>How long a label may be, in characters.</summary>
    private const int MaxLabel = 28;

    private const int MaxWords = 4;

    /// <summary>Adds the names before the first <paramref name="known"/> findings.</summary>
    public static void Add(ReadOnlySpan<char> text, List<Finding> findings, int known)
    {
        for (var i = 0; i < known; i++)
        {
            if (findings[i].Type is not (EntityType.NationalId or EntityType.UsSsn or EntityType.Passport or EntityType.MedicalId or EntityType.DateOfBirth or EntityType.DriverLicense)) continue;
            var from = i > 0 ? findings[i - 1].End : 0;
            if (i > 0 && findings[i - 1].Type == EntityType.Person) continue;
            NameBehind(text, findings[i], i + 1 < known ? findings[i + 1] : default, findings);
            var (start, end) = NameBefore(text, from, findings[i].Start);
            if (end > start) findings.Add(new Finding(start, end - start, EntityType.Person, 0.6f, FindingSource.Context));
        }
    }

    /// <summary>"Utente n.º 284 117 903, Graciete Falcão, sexo F": two to four capitalised words between commas behind the number.</summary>
    private static void NameBehind(ReadOnlySpan<char> text, in Finding number, in Finding next, List<Finding> findings)
    {
        var start = number.End + 2;
        if (start + 3 >= text.Length || text[number.End] != ',' || text[number.End + 1] != ' ' || !char.IsUpper(text[start])) return;
        int end = start, words = 0;
        while (words < MaxWords)
        {
            var word = end;
            while (word < text.Length && (char.IsLetter(text[word]) || text[word] is '-' or '\'' or '’')) word++;
            if (word - end < 2 || !(IsName(text[end..word]) || text[end..word] is "de" or "da" or "van" or "von" or "del" or "di")) return;
            words++;
            end = word;
            if (end >= text.Length || text[end] != ' ') break;
            end++;
        }
        if (words < 2 || end < text.Length && text[end] is not (',' or ';' or '\n' or '(')) return;
        if (next.Length > 0 && next.Start < end && next.Type is not (EntityType.Location or EntityType.Organization)) return;
        findings.Add(new Finding(start, end - start, EntityType.Person, 0.55f, FindingSource.Context));
    }

    private static (int Start, int End) NameBefore(ReadOnlySpan<char> text, int from, int number)
    {
        // The label: up to the comma, bracket or dash before it.
        var end = number - 1;
        while (end > from && number - end <= MaxLabel && !(text[end] is ',' or '(' or '–' or ';' or '\n')) end--;
        if (end <= from || number - end > MaxLabel || text[end] is ';' or '\n') return default;
        while (end > from && text[end - 1] == ' ') end--;
        var start = end;
        var words = 0;
        var at = end;
        while (at > from && words < MaxWords)
        {
            var word = at;
            while (word > from && (char.IsLetter(text[word - 1]) || text[word - 1] is '-' or '\'' or '’')) word--;
            if (word == at || at - word < 2 && !char.IsUpper(text[word])) break;
            var isParticle = text[word..at] is "de" or "da" or "van" or "von" or "der" or "den" or "del" or "di" or "la" or "le" or "al" or "bin" or "dos" or "do";
            if (!isParticle && !IsName(text[word..at])) break;
            if (!isParticle) start = word;
            words++;
            at = word;
            if (at == from || text[at - 1] != ' ') break;
            at--;
        }
        return start < end && text[start..end].Contains(' ') ? (start, end) : default;
    }

    private static bool IsName(ReadOnlySpan<char> word) =>
        char.IsUpper(word[0]) && !(word.Length > 1 && char.IsUpper(word[1]) && word.Length <= 4) && !PersonTitles.Contains(word) && FieldKeys.Of(word) == FieldKind.None && !StreetWords.HasEnding(word);
}
