namespace EventAgents.Pii.Structure;

/// <summary>A name and its value as the first two arguments of a call.</summary>
internal static class ArgumentPairs
{
    /// <summary>define('METEO_TOKEN', 'value'), setenv("DB_PASSWORD", "value"): a name and its value as arguments.</summary>
    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = text.IndexOf(','); i >= 0;)
        {
            if (i > 2 && text[i - 1] is '"' or '\'')
            {
                var from = Math.Max(0, i - 1 - Fields.MaxKeyLength);
                var open = text[from..(i - 1)].LastIndexOf(text[i - 1]);
                var next = i + 1;
                while (next < text.Length && text[next] == ' ') next++;
                if (open >= 0 && next < text.Length && text[next] is '"' or '\'' && from + open > 0 && text[from + open - 1] is '(' or '[' or ' '
                    && FieldKeys.Of(text[(from + open + 1)..(i - 1)]) is FieldKind.Password or FieldKind.Secret or FieldKind.User or FieldKind.Email or FieldKind.Phone
                    && IsFirstArgument(text, from + open))
                {
                    var kind = FieldKeys.Of(text[(from + open + 1)..(i - 1)]);
                    var value = FieldReach.ValueAfter(text, next, spaceSeparates: false, inQuery: false, out var quoted);
                    if (quoted && !FieldKeys.IsName(text[value])) FieldValue.Add(text, kind, value, quoted, findings);
                }
            }
            var more = text[(i + 1)..].IndexOf(',');
            i = more < 0 ? -1 : i + 1 + more;
        }
    }

    /// <summary>setPassport("AK9439466"), withUser('petronella'): what is set is named by the method.</summary>
    public static void FindSetters(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var open = text.IndexOf('('); open >= 0;)
        {
            if (open > 4 && open + 2 < text.Length && text[open + 1] is '"' or '\'')
            {
                var start = open;
                while (start > 0 && open - start < Fields.MaxKeyLength && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '_')) start--;
                var name = text[start..open];
                if (Property(name) is { Length: > 2 } property && FieldKeys.Of(property) is var kind && kind is not (FieldKind.None or FieldKind.Harmless))
                {
                    var value = FieldReach.ValueAfter(text, open + 1, spaceSeparates: false, inQuery: false, out var quoted);
                    if (quoted && text[value.End.Value..].Length > 1 && text[value.End.Value + 1] is ')' or ',') FieldValue.Add(text, kind, value, quoted, findings);
                }
            }
            var more = text[(open + 1)..].IndexOf('(');
            open = more < 0 ? -1 : open + 1 + more;
        }
    }

    private static ReadOnlySpan<char> Property(ReadOnlySpan<char> name)
    {
        foreach (var verb in (ReadOnlySpan<string>)["set_", "set", "with", "Set", "With", "add", "Add", "findBy", "find_by_", "FindBy", "getBy", "get_by_", "GetBy"])
        {
            if (name.StartsWith(verb, StringComparison.Ordinal) && name.Length > verb.Length && (verb[^1] == '_' || char.IsUpper(name[verb.Length]))) return name[verb.Length..];
        }
        // new User("petronella")
        return name is "User" or "Username" ? "username" : default;
    }

    private static bool IsFirstArgument(ReadOnlySpan<char> text, int quote)
    {
        while (quote > 0 && text[quote - 1] == ' ') quote--;
        return quote > 1 && text[quote - 1] == '(' && (char.IsLetterOrDigit(text[quote - 2]) || text[quote - 2] == '_');
    }
}
