namespace EventAgents.Pii.Structure;

/// <summary>How far a field's value reaches.</summary>
internal static class FieldReach
{
    /// <summary>The value behind a separator: what stands in quotation marks, or the rest of the line or of the item.</summary>
    public static Range ValueAfter(ReadOnlySpan<char> text, int start, bool spaceSeparates, bool inQuery, out bool quoted)
    {
        quoted = false;
        while (start < text.Length && text[start] is ' ' or '\t' or '*') start++;
        if (start >= text.Length) return ..0;
        var escaped = text[start] == '\\' && start + 1 < text.Length && text[start + 1] is '"' or '\'';
        if (escaped) start++;
        var limit = Math.Min(text.Length, start + Fields.MaxValueLength);
        if (text[start] is '"' or '\'' or '`' or '«' or '“' or '„')
        {
            var close = text[start] switch { '«' => '»', '“' => '”', '„' => '“', var same => same };
            start++;
            if (close == '»') while (start < limit && text[start] is ' ' or '\u00a0') start++;
            for (var i = start; i < limit && text[i] is not ('\n' or '\r'); i++)
            {
                if (text[i] == '\\' && !escaped)
                {
                    i++;
                    continue;
                }
                if (text[i] != close && !(escaped && text[i] == '\\')) continue;
                quoted = true;
                return start..i;
            }
            return ..0;
        }
        var end = start;
        while (end < limit)
        {
            var c = text[end];
            if (c is '\n' or '\r' or '\t' or '"' or '`' or '|' or '<' || (c == '\\' && end + 1 < limit && text[end + 1] is 'n' or 'r')) break;
            if (inQuery && c is '&' or ' ' or '#') break;
            if (spaceSeparates && (c == ' ' || c == ';' && end + 1 < text.Length && text[end + 1] is ' ' or '\n')) break;
            if (c == ' ' && end + 1 < limit && text[end + 1] is ' ' or '#' or '|' or '–' or '—' or '('
                && !(text[end + 1] == '#' && end + 2 < limit && char.IsAsciiDigit(text[end + 2]))) break;
            end++;
        }
        return start..end;
    }

    /// <summary>legal_name=Ada Lovelace; next=…: capitalised words go on where no further key begins.</summary>
    public static Range OfWords(ReadOnlySpan<char> text, Range value)
    {
        var (start, length) = value.GetOffsetAndLength(text.Length);
        var end = start + length;
        for (var words = 0; words < 3 && end + 1 < text.Length && text[end] == ' ' && char.IsUpper(text[end + 1]) && !text[start..end].ContainsAny(',', ';'); words++)
        {
            var next = end + 1;
            while (next < text.Length && (char.IsLetter(text[next]) || text[next] is '-' or '\'' or '’' or '.' or '&')) next++;
            if (next < text.Length && text[next] is '=' or ':' or '_' or '(') break;
            end = next;
        }
        return start..(start + text[start..end].TrimEnd(" ;,").Length);
    }
}
