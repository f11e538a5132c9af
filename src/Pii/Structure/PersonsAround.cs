using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>
/// What a person who was found says of what stands beside them: the number in brackets behind a name is an age, and who speaks in the same chat is a
/// person too.
/// </summary>
internal static class PersonsAround
{
    /// <summary>Who speaks in chats without a name.</summary>
    private static readonly HashSet<ulong> Roles = [.. ("user assistant system agent caller customer client me you mom dad mum support bot human ai kunde kundin berater agente cliente moi maman papa mama operator visitor admin note notes ps re fw subject betreff from to cc date von an " +
        "objet asunto oggetto assunto q a question answer problem solution error warning info todo fixme hint example input output result summary title name email phone address status steps expected actual version environment logs output tip update edit step total sum price description ask host ticket " +
        "beispiel hinweis frage antwort lösung fehler titel datum ort zeit thema exemple remarque question réponse objet nota ejemplo respuesta pregunta allergies diagnosis plan history medication").Split(' ').Select(word => WordHash.Of(word))];

    /// <summary>Adds ages behind names and further speakers; <paramref name="findings"/> are sorted and disjoint, and stay so.</summary>
    public static void Add(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var known = findings.Count;
        for (var i = 0; i < known; i++)
        {
            if (findings[i].Type is EntityType.Person or EntityType.DateOfBirth) Age(text, findings[i], i + 1 < known ? findings[i + 1].Start : text.Length, findings);
        }
        Speakers(text, findings, known);
        Numbers(text, findings, known);
        RowNumbers.Add(text, findings, known);
        Holders.Add(text, findings, known);
        PersonalAddresses.Add(text, findings, known);
        if (findings.Count > known) Overlaps.Resolve(findings);
    }

    /// <summary>Jurre (11), "Jasper", 34, and Anna, 52 Jahre.</summary>
    private static void Age(ReadOnlySpan<char> text, in Finding person, int limit, List<Finding> findings)
    {
        var at = person.End;
        if (at < limit && text[at] is '"' or '\'' or '»' or '“' or '”') at++;
        var bracket = at + 1 < limit && text[at] == ' ' && text[at + 1] == '(';
        if (!bracket && !(at + 1 < limit && text[at] == ',' && text[at + 1] == ' ')) return;
        at += 2;
        var end = at;
        while (end < limit && end < at + 3 && char.IsAsciiDigit(text[end])) end++;
        if (end - at is 0 or 3 || text[at] == '0') return;
        var after = end < text.Length ? text[end] : '\n';
        if (bracket ? after is ')' or ',' : after is ',' or ')' or '\n' || (after == '.' && (end + 1 >= text.Length || text[end + 1] is ' ' or '\n')))
            findings.Add(new Finding(at, end - at, EntityType.Age, 0.6f, FindingSource.Context));
    }

    /// <summary>On a line with a person: what has the form of a document's number and no other finding, EH4417720 or VK-4614982.</summary>
    private static void Numbers(ReadOnlySpan<char> text, List<Finding> findings, int known)
    {
        var lineEnd = -1;
        for (var i = 0; i < known; i++)
        {
            if (findings[i].Type != EntityType.Person || findings[i].Start < lineEnd) continue;
            var line = text[..findings[i].Start].LastIndexOf('\n') + 1;
            lineEnd = EndOfLine(text, findings[i].Start);
            for (var at = line; at < lineEnd; at++)
            {
                if (text[at] == '#' && at > line && text[at - 1] == '(') Bracketed(text, at, lineEnd, findings);
                if (!char.IsAsciiLetterUpper(text[at]) || (at > line && !IsBoundary(text[at - 1]))) continue;
                var end = at;
                while (end < lineEnd && (char.IsAsciiLetterUpper(text[end]) || char.IsAsciiDigit(text[end]) || text[end] is '-' or '/')) end++;
                if ((end == text.Length || IsBoundary(text[end]) || text[end] is '.' or ',' or ';' or ')') && IsDocumentNumber(text[at..end]))
                    findings.Add(new Finding(at, end - at, EntityType.Code, 0.45f, FindingSource.Repeated));
                at = Math.Max(at, end - 1);
            }
        }
    }

    /// <summary>"Ada Lovelace (#44712)".</summary>
    private static void Bracketed(ReadOnlySpan<char> text, int sign, int lineEnd, List<Finding> findings)
    {
        var end = sign + 1;
        while (end < lineEnd && char.IsAsciiDigit(text[end])) end++;
        if (end - sign is >= 5 and <= 9 && end < lineEnd && text[end] == ')') findings.Add(new Finding(sign + 1, end - sign - 1, EntityType.Code, 0.45f, FindingSource.Repeated));
    }

    private static bool IsBoundary(char c) => char.IsWhiteSpace(c) || c is '(' or '"' or '\'' or '|' or ';' or ',' or '—' or '–';

    /// <summary>One to five capitals, five to ten digits with at most two signs between; standards and vulnerabilities have such numbers too.</summary>
    private static bool IsDocumentNumber(ReadOnlySpan<char> word)
    {
        if (word.Length is < 7 or > 18 || word.StartsWith("CVE") || word.StartsWith("ISO") || word.StartsWith("RFC") || word.StartsWith("DIN") || word.StartsWith("SHA") || word.StartsWith("UTC")
            || word.StartsWith("EUR") || word.StartsWith("USD") || word.StartsWith("GBP") || !char.IsAsciiDigit(word[^1]) && !char.IsAsciiDigit(word[^2])) return false;
        int letters = 0, digits = 0, signs = 0;
        foreach (var c in word)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsAsciiLetterUpper(c)) letters++;
            else signs++;
        }
        return letters is >= 1 and <= 5 && digits is >= 5 and <= 12 && signs <= 2;
    }

    /// <summary>Names before a colon at the start of lines, where one of them is a person's.</summary>
    private static void Speakers(ReadOnlySpan<char> text, List<Finding> findings, int known)
    {
        if (known == 0 || text.Count('\n') < 2) return;
        int lines = 0, next = 0;
        var hasPerson = false;
        for (var line = 0; line < text.Length; line = EndOfLine(text, line) + 1)
        {
            var (start, end) = Speaker(text, line);
            if (end < 0) continue;
            lines++;
            while (next < known && findings[next].Start < start) next++;
            hasPerson |= next < known && findings[next].Type == EntityType.Person && findings[next].Start == start;
        }
        if (!hasPerson || lines < 3) return;
        for (var line = 0; line < text.Length; line = EndOfLine(text, line) + 1)
        {
            var (start, end) = Speaker(text, line);
            if (end > 0) findings.Add(new Finding(start, end - start, EntityType.Person, 0.6f, FindingSource.Repeated));
        }
    }

    /// <summary>One or two capitalised words before a colon and a space, behind a time in brackets or at the line's start.</summary>
    private static (int Start, int End) Speaker(ReadOnlySpan<char> text, int line)
    {
        var start = line;
        if (start < text.Length && text[start] == '[')
        {
            var close = text[start..Math.Min(text.Length, start + 24)].IndexOf(']');
            if (close < 0) return (0, -1);
            start += close + 1;
            while (start < text.Length && text[start] == ' ') start++;
        }
        var end = start;
        var words = 0;
        while (end < text.Length && end < start + 30 && (char.IsLetter(text[end]) || text[end] is ' ' or '-'))
        {
            if (end == start || text[end - 1] == ' ')
            {
                if (!char.IsUpper(text[end])) return (0, -1);
                words++;
            }
            end++;
        }
        if (words is 0 or > 2 || end - start < 3 || end + 1 >= text.Length || text[end] != ':' || text[end + 1] != ' ' || char.IsUpper(text[start + 1])) return (0, -1);
        var space = text[start..end].IndexOf(' ');
        return Roles.Contains(WordHash.Of(text.Slice(start, space < 0 ? end - start : space))) || FieldKeys.Of(text[start..end]) != FieldKind.None ? (0, -1) : (start, end);
    }

    private static int EndOfLine(ReadOnlySpan<char> text, int start) => text[start..].IndexOf('\n') is var length && length < 0 ? text.Length : start + length;
}
