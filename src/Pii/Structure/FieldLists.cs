using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii.Structure;

/// <summary>Fields that hold several values: <c>"attendees": ["Ada Lovelace", "x"]</c>, YAML's lines with hyphens, <c>reviewers: a, b</c>.</summary>
internal static class FieldLists
{
    /// <summary>How far a list is read, in characters.</summary>
    private const int Reach = 1_500;

    /// <summary>Adds what the list behind a key gives away; false where no list stands there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Right behind the key's colon.</param>
    /// <param name="kind">What the key promises of each value.</param>
    /// <param name="findings">Where to add.</param>
    public static bool Add(ReadOnlySpan<char> text, int start, FieldKind kind, List<Finding> findings)
    {
        while (start < text.Length && text[start] == ' ') start++;
        if (start >= text.Length) return false;
        var limit = Math.Min(text.Length, start + Reach);
        if (text[start] == '[') Array(text, start + 1, limit, kind, findings);
        else if (text[start] is '\n' or '\r') return Lines(text, start, limit, kind, findings);
        else if (kind == FieldKind.People) Names(text, start, limit, findings);
        else return false;
        return true;
    }

    private static void Array(ReadOnlySpan<char> text, int at, int limit, FieldKind kind, List<Finding> findings)
    {
        while (at < limit)
        {
            while (at < limit && (char.IsWhiteSpace(text[at]) || text[at] == ',')) at++;
            if (at >= limit || text[at] is ']' or '[' or '{' or '}') return;
            var quote = text[at] is '"' or '\'' or '`' ? text[at++] : '\0';
            var length = quote == '\0' ? text[at..limit].IndexOfAny(",]\n") : text[at..limit].IndexOf(quote);
            if (length < 0) return;
            Item(text, at..(at + length), kind, findings);
            at += length + (quote == '\0' ? 0 : 1);
        }
    }

    private static bool Lines(ReadOnlySpan<char> text, int at, int limit, FieldKind kind, List<Finding> findings)
    {
        var any = false;
        while (at < limit)
        {
            while (at < limit && char.IsWhiteSpace(text[at])) at++;
            if (at + 2 >= limit || text[at] is not ('-' or '*') || text[at + 1] != ' ') return any;
            at += 2;
            var length = text[at..limit].IndexOf('\n');
            var end = length < 0 ? limit : at + length;
            var item = text[at..end].Trim(" \t\r\"'");
            if (item.Contains(": ", StringComparison.Ordinal) || item.IsEmpty || item[^1] == ':') return any;
            var first = at + text[at..end].IndexOf(item);
            Item(text, first..(first + item.Length), kind, findings);
            any = true;
            at = end;
        }
        return any;
    }

    /// <summary>Accounts with commas between, up to the end of the line.</summary>
    private static void Names(ReadOnlySpan<char> text, int at, int limit, List<Finding> findings)
    {
        // "names = segment_names" is a program's.
        var isAssigned = at > 1 && (text[at - 1] == '=' || text[at - 2] == '=');
        while (at < limit && text[at] is not ('\n' or '\r'))
        {
            while (at < limit && text[at] is ' ' or ',' or ';' or '@' or '"') at++;
            var end = AccountNames.End(text, at);
            if (end == at || isAssigned && text[at..end].ContainsAny('_', '.') || end < text.Length && text[end] is not (',' or ';' or '\n' or '\r' or ' ' or '"' or '.')) return;
            People(text[at..end], at, findings);
            at = end;
            if (at < limit && text[at] == ' ' && !text[at..].StartsWith(" and ", StringComparison.Ordinal)) return;
            if (at < limit && text[at] == ' ') at += 5;
            if (at < limit && text[at] == '.') return;
        }
    }

    private static void Item(ReadOnlySpan<char> text, Range range, FieldKind kind, List<Finding> findings)
    {
        if (kind != FieldKind.People)
        {
            FieldValue.Add(text, kind, range, quoted: true, findings);
            return;
        }
        var (start, length) = range.GetOffsetAndLength(text.Length);
        People(text.Slice(start, length), start, findings);
    }

    /// <summary>Whoever a list of people names: an account of a form of its own, or a name of two words and more.</summary>
    private static void People(ReadOnlySpan<char> item, int start, List<Finding> findings)
    {
        if (item.Length is < 2 or > 60) return;
        if (!item.Contains(' '))
        {
            if (AccountNames.End(item, 0) == item.Length && char.IsAsciiLetterLower(item[0]) && AccountNames.IsName(item) && AccountNames.HasForm(item) && SpokenAccount.IsPlainText(item) && !Randomness.IsPlaceholder(item)) FieldText.Add(findings, start, item, EntityType.Username);
            return;
        }
        var last = item[(item.LastIndexOf(' ') + 1)..];
        if (char.IsUpper(item[0]) && char.IsUpper(last[0]) && !IsRole(last)) NameValue.Add(item, start, quoted: true, findings);
    }

    private static bool IsRole(ReadOnlySpan<char> word) =>
        word is "Team" or "Group" or "Owner" or "Owners" or "Master" or "Manager" or "Managers" or "Lead" or "Leads" or "Engineer" or "Engineers" or "Engineering" or "Admin" or "Admins" or "Department" or "Committee" or "Board" or "Office" or "Users"
            or "Support" or "Operations" or "Services" or "Staff" or "Service" or "Members" or "Council" or "Inc" or "Ltd" or "Director" or "Analyst" or "Developer" or "Developers" or "Officer";
}
