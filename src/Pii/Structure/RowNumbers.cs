namespace EventAgents.Pii.Structure;

/// <summary>
/// Numbers in a person's row: cells of nothing but digits, between delimiters on a line that names somebody, without a header that would say what they are
/// (CSV and SQL without columns, HL7, lists).
/// </summary>
internal static class RowNumbers
{
    private const int LeastDelimiters = 3, LeastDigits = 5, MostDigits = 20, MaxLine = 2_000;

    /// <summary>Adds them; <paramref name="findings"/> up to <paramref name="known"/> are sorted and disjoint.</summary>
    public static void Add(ReadOnlySpan<char> text, List<Finding> findings, int known)
    {
        var lineEnd = -1;
        for (var i = 0; i < known; i++)
        {
            if (findings[i].Type != EntityType.Person || findings[i].Start < lineEnd) continue;
            var line = text[..findings[i].Start].LastIndexOf('\n') + 1;
            var length = text[line..].IndexOf('\n');
            lineEnd = length < 0 ? text.Length : line + length;
            // INSERT … (id, name) VALUES (…): its columns have been read.
            if (lineEnd - line > MaxLine || text[line..lineEnd].Contains(") VALUES", StringComparison.OrdinalIgnoreCase) || CountDelimiters(text[line..lineEnd]) < LeastDelimiters) continue;
            Cells(text, line, lineEnd, findings);
            for (var j = i; j < known && findings[j].Start < lineEnd; j++)
            {
                if (findings[j].Type == EntityType.DateTime && IsOfBirth(text.Slice(findings[j].Start, findings[j].Length))) findings[j] = findings[j] with { Type = EntityType.DateOfBirth };
            }
        }
    }

    private static void Cells(ReadOnlySpan<char> text, int line, int lineEnd, List<Finding> findings)
    {
        for (var at = line; at < lineEnd; at++)
        {
            if (!char.IsAsciiDigit(text[at]) || at > line && !IsBoundary(text, at - 1, line)) continue;
            var end = at;
            while (end < lineEnd && char.IsAsciiDigit(text[end])) end++;
            if (end - at is >= LeastDigits and <= MostDigits && (end == lineEnd || IsBoundary(text, end, line)) && !text[at..end].StartsWith("000000"))
                findings.Add(new Finding(at, end - at, EntityType.Code, 0.45f, FindingSource.Repeated));
            at = end;
        }
    }

    /// <summary>A delimiter, or white space or quotation marks next to one.</summary>
    private static bool IsBoundary(ReadOnlySpan<char> text, int index, int line)
    {
        if (IsDelimiter(text[index])) return true;
        if (text[index] is '"' or '\'' or '(' or ')') return true;
        return text[index] == ' ' && index > line && IsDelimiter(text[index - 1]) || text[index] == ' ' && index + 1 < text.Length && text[index + 1] == '|';
    }

    private static bool IsDelimiter(char c) => c is ',' or ';' or '|' or '\t' or '^';

    /// <summary>A whole date of 1920 to 2012, without a time.</summary>
    private static bool IsOfBirth(ReadOnlySpan<char> date)
    {
        if (date.Length is < 8 or > 10 || date.Contains(':')) return false;
        var year = date.Length > 4 && !date[..4].ContainsAnyExceptInRange('0', '9') ? date[..4] : date[^4..];
        return !year.ContainsAnyExceptInRange('0', '9') && int.Parse(year, provider: null) is >= 1920 and <= 2012;
    }

    private static int CountDelimiters(ReadOnlySpan<char> line)
    {
        var count = 0;
        foreach (var c in line) count += IsDelimiter(c) || c is '—' or '–' ? 1 : 0;
        return count;
    }
}
