using System.Buffers;
using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii.Structure;

/// <summary>A field's value that is a person's name; titles before it are left out.</summary>
internal static class NameValue
{
    private static readonly SearchValues<char> NotInName = SearchValues.Create("{}()=<>$[]|;/\\@_:#*+%&!?~^\"0123456789");

    /// <summary>Whether the value has no sign that names do not have.</summary>
    public static bool IsPlain(ReadOnlySpan<char> value) => !value.ContainsAny(NotInName);

    /// <summary>Adds the name at the start of the value; a number in a person's field is one of a customer or employee.</summary>
    public static void Add(ReadOnlySpan<char> value, int start, bool quoted, List<Finding> findings)
    {
        var name = quoted ? value : FieldText.UpToPunctuation(value);
        for (var space = name.IndexOf(' '); space > 0 && PersonTitles.Contains(name[..space]); space = name.IndexOf(' '))
        {
            name = name[(space + 1)..];
            start += space + 1;
        }
        if (name.Length is < 2 or > 60) return;
        if (name.ContainsAnyInRange('0', '9'))
        {
            if (!name.Contains(' ') && FieldText.Digits(name) >= 4 && name.Length <= 20 && !name.ContainsAny(FieldText.Code) && !name.Contains('@')) FieldText.Add(findings, start, name,
                EntityType.Code);
            return;
        }
        // "assignee: kris_b": who is named by an account.
        if (!name.Contains(' ') && char.IsAsciiLetterLower(name[0]) && name.ContainsAny('_', '.') && AccountNames.End(name, 0) == name.Length && AccountNames.IsName(name))
        {
            FieldText.Add(findings, start, name, EntityType.Username);
            return;
        }
        if (name.ContainsAny(NotInName) || Randomness.IsPlaceholder(name) || name.Count(' ') > 4 || name.Count('.') > 2) return;
        if (char.IsAsciiLetterLower(name[0]) && !(quoted && name.Contains(' '))) return;
        if (!quoted && name.Count(' ') > 0 && !HasCapitalisedEnd(name)) return;
        FieldText.Add(findings, start, name, EntityType.Person);
    }

    private static bool HasCapitalisedEnd(ReadOnlySpan<char> name) => name[(name.LastIndexOf(' ') + 1)..] is [var first, ..] && !char.IsAsciiLetterLower(first);
}
