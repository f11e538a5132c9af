using System.Buffers;
using EventAgents.Pii.Reading;
using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii.Structure;

/// <summary>
/// Values whose field's name says what they are: JSON and YAML, <c>key=value</c>, forms ("Phone: …"), headers, XML tags,
/// command line options.
/// </summary>
internal sealed class Fields : Recognizer
{
    /// <summary>Longest name and value that are looked at, in characters.</summary>
    public const int MaxKeyLength = 48, MaxValueLength = 400;

    private static readonly SearchValues<char> Anchors = SearchValues.Create(":=>|→\t");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "{\"customer_name\": \"«Ada Lovelace»\"}", "firstName: \"«Ada»\",", "user=«rkowalczuk» src=x", "password: «9fWb!harrow-Teal»",
        "SMTP_PASS=«Copper!Finch31»", "<account>«8830 1147 2095»</account>", "Passport no.: «A07714420» (expires 2031)",
        "User Id=«payroll_svc»;Database=x", "Authorization: Bearer «cfcabd11c7ed9a41b1a3e063c32d5114»", "--password «hunter22»",
        "GET /x?token=«2815d2802827283e0ad8417358156996» HTTP/1.1", "\"plz\": \"«24937»\"", "Age: «47»", "benutzer: «webmaster_kita»",
        "**Employee ID:** «E-10442»", "Home: «33 Tannery Row, Sheffield S3 8GG»", "aws_secret_access_key = «y3bkv/TdAeD/+6sWmwpcpmmoppig0Ojy4GrQF3G/»",
        "'pwd' => '«geheim12»'", "| Password | «Gull_2025» |", "Passport → «A07714420»", "<add key=\"Password\" value=\"«Martin!3»\"/>",
        "Current address .... «4410 Sycamore Bluff Dr #208, Boise, ID 83704»", "define('METEO_TOKEN', '«91921c652bd5195a09b20024df25e3f10e288d4b»');",
        "- name: DB_PASSWORD\n  value: «Skua!18x»", "variable \"db_password\" { default = \"«Skua!18»\" }",
        "\"attendees\": [\"«Ada Lovelace»\", \"«rkowalczuk»\"]", "<property name=\"db.password\">«mango77»</property>", "| a/c | «70881249» | «13570950» |", "maintainers:\n  - «rkowalczuk»\n  - web\n", "reviewers: «rkowalczuk», «j.kramer»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "{\"file_name\": \"Ada Lovelace\"}", "password: ${DB_PASSWORD}", "password=os.environ['PW']", "token: <YOUR_TOKEN>", "User: I need help with this",
        "user: root", "key = XSalsa20.key_length", "api_key: process.env.API_KEY", "password: string;",
        "\"max_tokens\": 4096", "age: unknown", "case: closed", "credentialsId: 'ff083f76-7804-4ef1-80e4-fe975bb9141b'x", "std::string name", "a == b",
        "password = getpass()", "secret_length = X25519.secret_length", "keyword: \"Befaehigung_P2\"",
        "time: 12:30", "customer: {", "email: null", "| Name | Employee ID |", "- name: LOG_LEVEL\n  value: debug7",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        for (var i = text.IndexOfAny(Anchors); i >= 0;)
        {
            At(text, i, findings);
            var next = text[(i + 1)..].IndexOfAny(Anchors);
            i = next < 0 ? -1 : i + 1 + next;
        }
        CommandOptions.Find(text, findings);
        Leaders(text, findings);
        ArgumentPairs.Find(text, findings);
        ArgumentPairs.FindSetters(text, findings);
    }

    /// <summary>Current address ..... 4410 Sycamore Bluff.</summary>
    private static void Leaders(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = text.IndexOf(" ."); i >= 0;)
        {
            var end = i + 1;
            while (end < text.Length && text[end] is '.' or ' ') end++;
            if (end < text.Length && text[end] != '\n' && (end - i > 3 || text[i..end] is " . "))
            {
                var key = KeyBefore(text, i, out var start);
                if (key.Length > 1 && (start == 0 || text[start - 1] == '\n') && FieldKeys.Of(key) is var kind && kind is not (FieldKind.None or FieldKind.Harmless))
                    FieldValue.Add(text, kind, FieldReach.ValueAfter(text, end, spaceSeparates: false, inQuery: false, out var quoted), quoted, findings);
            }
            var next = text[end..].IndexOf(" .");
            i = next < 0 ? -1 : end + next;
        }
    }

    private static void At(ReadOnlySpan<char> text, int anchor, List<Finding> findings)
    {
        var c = text[anchor];
        var next = anchor + 1 < text.Length ? text[anchor + 1] : '\n';
        var previous = anchor > 0 ? text[anchor - 1] : '\n';
        if (c is '|' or '→' or '\t')
        {
            Cells(text, anchor, findings);
            return;
        }
        if (c == '>')
        {
            if (previous is not ('=' or '-' or ' ')) Tag(text, anchor, findings);
            return;
        }
        if ((c == ':' && (next is ':' or '/' or '=' || previous == ':' || (char.IsAsciiDigit(next) && char.IsAsciiDigit(previous))))
            || (c == '=' && (next == '=' || previous is '=' or '!' or '<' or '>' or '+'))) return;
        var key = KeyBefore(text, c == '=' && previous == ':' ? anchor - 1 : anchor, out var keyStart);
        // ${NAME:-value}: a variable and what stands in for it.
        if (key.Length < 2 || keyStart > 1 && text[keyStart - 1] == '{' && text[keyStart - 2] == '$') return;
        var kind = FieldKeys.Of(key);
        if (kind is FieldKind.None && NamedValues.IsValueKey(key)) kind = NamedValues.KindOf(text, keyStart);
        if (kind is FieldKind.None or FieldKind.Harmless) return;
        var valueStart = anchor + (c == '=' && next == '>' ? 2 : 1);
        if (kind is FieldKind.People or FieldKind.Person or FieldKind.PartOfName or FieldKind.User or FieldKind.Password or FieldKind.Code or FieldKind.Medical or FieldKind.NationalId or FieldKind.Bank
            && FieldLists.Add(text, valueStart, kind, findings) || kind == FieldKind.People) return;
        var inQuery = keyStart > 0 && text[keyStart - 1] is '?' or '&';
        var value = FieldReach.ValueAfter(text, valueStart, spaceSeparates: c == '=' && previous != ' ' && !key.Contains(' '), inQuery, out var quoted);
        if (text[value].Trim().Equals(key, StringComparison.OrdinalIgnoreCase)) return;
        if (kind is FieldKind.Person or FieldKind.Organization && c == '=' && !quoted) value = FieldReach.OfWords(text, value);
        FieldValue.Add(text, kind, value, quoted, findings);
    }

    /// <summary>| key | value |, key → value and key, tab, value: two cells and no more, so that a table's header is no field.</summary>
    private static void Cells(ReadOnlySpan<char> text, int anchor, List<Finding> findings)
    {
        var from = Math.Max(0, anchor - MaxKeyLength);
        var line = from + text[from..anchor].LastIndexOfAny('\n', '\r') + 1;
        var key = text[line..anchor].TrimStart(" |*-");
        if (key.TrimEnd(" *") is [.., ')'] && key.IndexOf(" (") is > 1 and var remark) key = key[..remark];
        if (key.ContainsAny('|', '\t') || key.TrimEnd(" *").Length is < 2 or > 40 || FieldKeys.Of(key) is var kind && kind is FieldKind.None or FieldKind.Harmless) return;
        var rest = text[(anchor + 1)..Math.Min(text.Length, anchor + 1 + MaxValueLength)];
        var end = rest.IndexOfAny('\n', '\r');
        if (end >= 0) rest = rest[..end];
        var value = rest.TrimEnd(" |*\t").TrimStart(" *\t");
        if (value.Length == 0) return;
        if (value.ContainsAny('|', '\t'))
        {
            Versions(text, anchor, anchor + 1 + rest.Length, kind, findings);
            return;
        }
        if (FieldKeys.Of(value) != FieldKind.None) return;
        var start = anchor + 1 + rest.IndexOf(value);
        FieldValue.Add(text, kind, start..(start + value.Length), quoted: text[anchor] != '→', findings);
    }

    /// <summary>| account | 70881249 | 13570950 |: a number in two or three versions.</summary>
    private static void Versions(ReadOnlySpan<char> text, int from, int to, FieldKind kind, List<Finding> findings)
    {
        if (kind is not (FieldKind.Bank or FieldKind.Code or FieldKind.Medical or FieldKind.NationalId or FieldKind.Passport or FieldKind.Licence or FieldKind.Vehicle or FieldKind.Phone)) return;
        var cells = 0;
        foreach (var cell in new Cells(text, from + 1, to, text[from]))
        {
            if (++cells > 4 || FieldKeys.Of(text[cell].Trim(" *\"'`")) != FieldKind.None) return;
        }
        foreach (var cell in new Cells(text, from + 1, to, text[from]))
        {
            if (!text[cell].Trim(" *").IsEmpty) FieldValue.Add(text, kind, cell, quoted: true, findings);
        }
    }

    /// <summary>The name before a separator: quotation marks, markup and a remark in brackets are skipped.</summary>
    private static ReadOnlySpan<char> KeyBefore(ReadOnlySpan<char> text, int end, out int start)
    {
        var limit = Math.Max(0, end - MaxKeyLength);
        while (end > limit && text[end - 1] == ' ') end--;
        if (end > limit && text[end - 1] == ')')
        {
            var open = text[limit..end].LastIndexOf('(');
            if (open > 0) end = limit + open;
            while (end > limit && text[end - 1] == ' ') end--;
        }
        while (end > limit && text[end - 1] is '"' or '\'' or '`' or '*' or '_' or ']' or '\\' or '.' or '?') end--;
        start = end;
        while (start > limit)
        {
            var c = text[start - 1];
            if (char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '\'' or '’' or 'º') start--;
            else if (c is ' ' or '/' && start - 1 > limit && char.IsLetterOrDigit(text[start - 2])) start--;
            else break;
        }
        // -Dname=value, a property of Java's.
        if (end - start > 3 && text[start] == '-' && text[start + 1] == 'D') start += 2;
        return text[start..end];
    }

    /// <summary>&lt;name&gt;value&lt;/name&gt;: the anchor is the end of the opening tag.</summary>
    private static void Tag(ReadOnlySpan<char> text, int anchor, List<Finding> findings)
    {
        var limit = Math.Max(0, anchor - MaxKeyLength);
        var open = text[limit..anchor].LastIndexOf('<');
        if (open < 0) return;
        var name = text[(limit + open + 1)..anchor];
        var space = name.IndexOf(' ');
        var attributes = space >= 0 ? name[space..] : default;
        if (space >= 0) name = name[..space];
        if (name.Length < 2 || !char.IsLetter(name[0])) return;
        var kind = FieldKeys.Of(name);
        // <property name="db.password">
        if (kind is FieldKind.None && attributes.IndexOf("name=\"") is >= 0 and var named && attributes[(named + 6)..] is var named1 && named1.IndexOf('"') is > 1 and var quote) kind = FieldKeys.Of(named1[..quote]);
        if (kind is FieldKind.None or FieldKind.Harmless) return;
        var rest = text[(anchor + 1)..Math.Min(text.Length, anchor + 1 + MaxValueLength)];
        var close = rest.IndexOf("</");
        if (close > 0) FieldValue.Add(text, kind, (anchor + 1)..(anchor + 1 + close), quoted: true, findings);
    }
}
