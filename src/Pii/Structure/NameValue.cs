using System.Buffers;
using System.Collections.Frozen;
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
        if (!quoted && name.Length < value.Length)
        {
            if (value[name.Length] == ',' && GivenName(value, name.Length) is > 0 and var full) name = value[..full];
            // A call or an index: Symbol("parent"), client[0].
            if (name.Length < value.Length && value[name.Length] is '(' or '[' or '{' or '=') return;
            // "Médico: Ada Lovelace NºCol: 28": the next label's word.
            if (name.Length < value.Length && value[name.Length] == ':') name = name[..Math.Max(0, name.LastIndexOf(' '))].TrimEnd();
        }
        // name=Ada+Lovelace, as forms are sent.
        if (name.Contains('+') && !name.Contains(' ') && char.IsLetter(name[0]) && char.IsLetter(name[^1]) && !name.ContainsAny(NotInForm) && name.Count('+') <= 3)
        {
            FieldText.Add(findings, start, name, EntityType.Person);
            return;
        }
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
        if (!quoted && name.Contains(' ') && !IsCapitalised(name)) return;
        if (Openings.Contains(name.IndexOf(' ') is var first and > 0 ? name[..first] : name)) return;
        FieldText.Add(findings, start, name, EntityType.Person);
    }

    /// <summary>"HOLLINGBERRY, Desmond A.": where the given name behind a family name and a comma ends; 0 where there is none.</summary>
    private static int GivenName(ReadOnlySpan<char> value, int comma)
    {
        if (value[..comma].Contains(' ') || comma < 3 || !char.IsUpper(value[0]) || comma + 3 >= value.Length || value[comma + 1] != ' ' || !char.IsUpper(value[comma + 2])) return 0;
        var end = comma + 2;
        for (var words = 0; words < 2; words++)
        {
            var word = end;
            while (word < value.Length && (char.IsLetter(value[word]) || value[word] is '-' or '\'')) word++;
            if (word == end) return 0;
            if (word < value.Length && value[word] == '.' && word - end == 1) word++;
            end = word;
            if (end + 1 >= value.Length || value[end] != ' ' || !char.IsUpper(value[end + 1])) break;
            end++;
        }
        return end >= value.Length || value[end] is ' ' or ';' or '|' ? end : 0;
    }

    /// <summary>How people begin to speak behind "Customer:" in a record of talk.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Openings = FrozenSet.ToFrozenSet(
        ("guten hallo hello hi hey yes no ja nein oui non bonjour buenos buenas sí si buongiorno pronto olá bom boa goedemorgen goedemiddag goedendag dzień dobrý hej god tak merhaba günaydın thanks thank danke merci gracias grazie obrigado okay ok sure please bitte und and but so well my i'm i'd it's " +
        "the das der die ich we wir you sie this that what how when where why can could would is are do does did leider gerne genau stimmt moment einen good morning afternoon sorry right correct sir madam none all see same self signature date").Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> NotInForm = SearchValues.Create("{}()=<>$[]|;/\\@_:#*&!?~^\"0123456789");

    /// <summary>Every word with a capital or in a script without them, but for particles.</summary>
    private static bool IsCapitalised(ReadOnlySpan<char> name)
    {
        foreach (var range in name.Split(' '))
        {
            var word = name[range];
            if (word.Length > 3 && char.IsLower(word[0])) return false;
        }
        return name[(name.LastIndexOf(' ') + 1)..] is [var last, ..] && !char.IsAsciiLetterLower(last);
    }
}
