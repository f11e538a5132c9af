using System.Buffers;
using EventAgents.Pii.Reading;
using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii.Structure;

/// <summary>
/// Columns whose header says what they hold: CSV with commas, semicolons or tabs, tables with bars, and the rows of an SQL INSERT.
/// </summary>
internal sealed class Tables : Recognizer
{
    private const int MaxColumns = 64, MaxHeaderCell = 40;

    private static readonly SearchValues<char> RuleCharacters = SearchValues.Create("|-:+ \r=");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "emp_id,name,team,ssn\n«E-10442»,«Darnell Hightower»,Ohio,«343-65-9405»\n«E-10518»,«Ingrid Solberg»,Iowa,«220-61-4649»\n\nend",
        "| Name | Employee ID |\n|---|---|\n| «Ada Lovelace» | «E-10442» |",
        "nome;cognome;codice_fiscale;nascita\n«Amedeo»;«Scarpellini»;«SCRMDA68C22Z999W»;«22/03/1968»",
        "INSERT INTO staff (first_name, last_name, password) VALUES ('«Ada»', '«Lovelace»', '«Copper!31»'), ('«Alan»', '«Turing»', '«Velvet?62»');",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "id,size,color\n1,2,red", "Dear Ada, first name, last name\nbye", "a,b\n1,2", "| Option | Value |\n|---|---|\n| depth | 64 |",
        "INSERT INTO t (a, b) VALUES (1, 2)", "first_name,last_name", "name, phone number, and email\nare needed",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        Span<FieldKind> kinds = stackalloc FieldKind[MaxColumns];
        for (var line = 0; line < text.Length;)
        {
            var end = EndOfLine(text, line);
            var next = end + 1;
            var delimiter = Delimiter(text[line..end]);
            var columns = delimiter == '\0' || next >= text.Length ? 0 : Header(text, line, end, delimiter, kinds);
            if (columns > 0)
            {
                while (next < text.Length)
                {
                    end = EndOfLine(text, next);
                    if (!IsRule(text[next..end]) && !Row(text, next, end, delimiter, kinds[..columns], findings)) break;
                    next = end + 1;
                }
            }
            line = next;
        }
        Insert(text, kinds, findings);
    }

    private static int EndOfLine(ReadOnlySpan<char> text, int start) => text[start..].IndexOf('\n') is var length && length < 0 ? text.Length : start + length;

    private static char Delimiter(ReadOnlySpan<char> line)
    {
        if (line.Length is < 3 or > 2_000) return '\0';
        var best = '\0';
        var count = 0;
        foreach (var delimiter in "\t|;,")
        {
            var found = line.Count(delimiter);
            if (found > count) (best, count) = (delimiter, found);
        }
        return best;
    }

    /// <summary>The line between a header and its rows: | --- | :-: |.</summary>
    private static bool IsRule(ReadOnlySpan<char> line) => line.Length > 2 && !line.ContainsAnyExcept(RuleCharacters);

    /// <summary>Reads a header; returns the number of columns, or 0 where no two cells are names of personal fields or a cell is no name.</summary>
    private static int Header(ReadOnlySpan<char> text, int start, int end, char delimiter, Span<FieldKind> kinds)
    {
        int columns = 0, personal = 0, names = 0;
        foreach (var range in new Cells(text, start, end, delimiter))
        {
            var cell = text[range].Trim(" \t\r\"'`*");
            if (columns == kinds.Length || cell.Length > MaxHeaderCell || cell.ContainsAny('@', ':', '=') || cell.Count(' ') > 3) return 0;
            var kind = FieldKeys.Of(cell);
            if (kind == FieldKind.None && IsName(cell)) (kind, names) = (FieldKind.Person, names + 1);
            else if (kind is not (FieldKind.None or FieldKind.Harmless or FieldKind.People)) personal++;
            kinds[columns++] = kind;
        }
        return columns >= 2 && personal >= 1 && personal + names >= 2 ? columns : 0;
    }

    /// <summary>"name" alone is a person's only beside other personal columns.</summary>
    private static bool IsName(ReadOnlySpan<char> cell) =>
        cell.Equals("name", StringComparison.OrdinalIgnoreCase) || cell.Equals("nome", StringComparison.OrdinalIgnoreCase)
            || cell.Equals("nom", StringComparison.OrdinalIgnoreCase) || cell.Equals("namn", StringComparison.OrdinalIgnoreCase)
            || cell.Equals("navn", StringComparison.OrdinalIgnoreCase);

    private static bool Row(ReadOnlySpan<char> text, int start, int end, char delimiter, ReadOnlySpan<FieldKind> kinds, List<Finding> findings)
    {
        var columns = 0;
        foreach (var range in new Cells(text, start, end, delimiter))
        {
            if (columns == kinds.Length) return false;
            columns++;
        }
        if (columns != kinds.Length) return false;
        columns = 0;
        foreach (var range in new Cells(text, start, end, delimiter)) Cell(text, range, kinds[columns++], findings);
        return true;
    }

    private static void Cell(ReadOnlySpan<char> text, Range range, FieldKind kind, List<Finding> findings)
    {
        if (kind is FieldKind.None or FieldKind.Harmless) return;
        var (start, length) = range.GetOffsetAndLength(text.Length);
        var cell = text.Slice(start, length).TrimEnd(" \t\r\"'`*");
        var trimmed = cell.TrimStart(" \t\"'`*");
        if (trimmed.Length > 0) FieldValue.Add(text, kind, (start + cell.Length - trimmed.Length)..(start + cell.Length), quoted: true, findings);
    }

    /// <summary>INSERT … (columns) VALUES (values), (values): values in their order.</summary>
    private static void Insert(ReadOnlySpan<char> text, Span<FieldKind> kinds, List<Finding> findings)
    {
        for (var at = IndexOfValues(text, 0); at >= 0; at = IndexOfValues(text, at + 6))
        {
            var close = text[..at].LastIndexOf(')');
            var open = close < 0 || at - close > 4 ? -1 : text[..close].LastIndexOf('(');
            if (open < 0 || close - open > 2_000) continue;
            var columns = 0;
            foreach (var range in new Cells(text, open + 1, close, ','))
            {
                if (columns == kinds.Length) break;
                var name = text[range].Trim(" \t\r\n\"'`[]");
                kinds[columns++] = FieldKeys.Of(name) is var kind && kind == FieldKind.None && IsName(name) ? FieldKind.Person : FieldKeys.Of(name);
            }
            for (var row = at + 6; row < text.Length;)
            {
                while (row < text.Length && text[row] is ' ' or '\t' or '\r' or '\n' or ',') row++;
                if (row >= text.Length || text[row] != '(') break;
                var end = EndOfRow(text, row + 1);
                if (end < 0) break;
                var column = 0;
                foreach (var range in new Cells(text, row + 1, end, ','))
                {
                    if (column == columns) break;
                    Cell(text, range, kinds[column++], findings);
                }
                row = end + 1;
            }
        }
    }

    private static int IndexOfValues(ReadOnlySpan<char> text, int from)
    {
        if (from >= text.Length) return -1;
        var index = text[from..].IndexOf("VALUES", StringComparison.OrdinalIgnoreCase);
        return index < 0 ? -1 : from + index;
    }

    private static int EndOfRow(ReadOnlySpan<char> text, int start)
    {
        var quoted = false;
        for (var i = start; i < text.Length && i < start + 4_000; i++)
        {
            if (text[i] == '\'') quoted = !quoted;
            else if (text[i] == ')' && !quoted) return i;
        }
        return -1;
    }
}
