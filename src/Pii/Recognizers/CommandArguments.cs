using EventAgents.Pii.Structure;

namespace EventAgents.Pii.Recognizers;

/// <summary>A command's arguments, and the findings that they become.</summary>
internal static class CommandArguments
{
    /// <summary>How far a command's arguments are read, in characters, and how many of them.</summary>
    public const int MaxLine = 300, MaxArguments = 24;

    /// <summary>Splits the rest of a command at spaces; quotation marks keep an argument whole and are left out.</summary>
    public static int Split(ReadOnlySpan<char> text, int start, Span<Range> arguments)
    {
        var limit = Math.Min(text.Length, start + MaxLine);
        var count = 0;
        for (var i = start; i < limit && count < arguments.Length;)
        {
            while (i < limit && text[i] == ' ') i++;
            if (i >= limit || text[i] is '\n' or '\r' or '|' or ';' or '`' or ')' || (text[i] == '&' && i + 1 < limit && text[i + 1] == '&')) break;
            var quote = text[i] is '"' or '\'' ? text[i++] : '\0';
            var end = i;
            while (end < limit && text[end] is not ('\n' or '\r') && (quote != '\0' ? text[end] != quote : text[end] is not (' ' or '|' or '`' or '"'))) end++;
            if (quote != '\0' && (end >= limit || text[end] != quote)) break;
            arguments[count++] = i..end;
            i = quote != '\0' || (end < limit && text[end] is '`' or '"') ? end + 1 : end;
        }
        return count;
    }

    /// <summary>Adds an account's name; a password joined to it by <paramref name="joint"/> is one of its own.</summary>
    public static void User(ReadOnlySpan<char> text, Range range, char joint, List<Finding> findings)
    {
        var (start, length) = range.GetOffsetAndLength(text.Length);
        var name = text.Slice(start, length);
        var split = joint == '\0' ? -1 : name.IndexOf(joint);
        if (split > 0)
        {
            Password(text, (start + split + 1)..(start + length), findings);
            name = name[..split];
        }
        var domain = name.LastIndexOf('\\');
        start += domain + 1;
        name = name[(domain + 1)..];
        if (AccountNames.End(name, 0) == name.Length && AccountNames.IsName(name))
            findings.Add(new Finding(start, name.Length, EntityType.Username, 0.75f, FindingSource.Context));
    }

    /// <summary>Adds a password that is no option, variable, path or placeholder.</summary>
    public static void Password(ReadOnlySpan<char> text, Range range, List<Finding> findings)
    {
        var (start, length) = range.GetOffsetAndLength(text.Length);
        var value = text.Slice(start, length);
        if (value.Length is >= 3 and <= 128 && value[0] is not ('-' or '$' or '<' or '/') && !Randomness.IsPlaceholder(value))
            findings.Add(new Finding(start, length, EntityType.Password, 0.8f, FindingSource.Context));
    }
}
