using System.Buffers;
using System.Collections.Frozen;
using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.AccountNames;

namespace EventAgents.Pii.Recognizers;

/// <summary>Handles of chats and networks: @name in prose, u/name, name#1234.</summary>
internal sealed class Handle : Recognizer
{
    /// <summary>What stands behind an @ in code, style sheets, packages and documentation comments.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet.ToFrozenSet(
        [
            "media", "import", "keyframes", "charset", "supports", "param", "return", "returns", "throws", "see", "author", "override", "deprecated", "test",
            "since", "version", "example", "type", "property", "latest", "next", "beta", "alpha", "canary", "types", "babel", "angular", "todo", "gmail",
            "yahoo", "hotmail", "outlook", "font", "font-face", "page", "layer", "container", "include", "mixin", "if", "else", "for", "end", "section",
            "yield", "extends", "click", "input", "change", "submit", "interface", "protocol", "class", "selector", "objc", "available", "main", "escaping",
            "component", "injectable", "dataclass", "staticmethod", "classmethod", "pytest", "abstractmethod", "notnull", "nullable", "autowired",
            "getmapping", "service", "entity", "data", "bean", "vue", "react", "nestjs", "aws-sdk", "mui", "fixture", "property", "cached_property", "wraps",
            "tailwind", "apply", "use", "forward", "namespace", "model", "inject", "foreach", "html", "using", "code", "functions", "link", "summary", "src",
            "echo", "echo-off", "everyone", "here", "channel", "group", "me", "you", "noon", "midnight", "home", "work", "all", "dev", "prod", "staging",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> MayStandBefore = SearchValues.Create("(\"',/>*[:.;~|-—–");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "«@mossy_kettle» and «@juno.beats» replied", "(«@ruairi246»)", "telegram: «@volkov_m»", "«u/throwaway_bird41» posted this", "discord: «moonfox#4821»", "<«tessa_k»> hey\n<«dreyboy94»> ya",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "@media (min-width: 1px)", "@Override\npublic", "npm i @types/node", "mail ada@example.com", "@ 5 pm", "react@18", "@param name the name",
        "f(u/v)", "issue#1204", "C#2019", "docs/u/x", "page#section",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        AtSigns(scan, findings);
        ForumNames(scan, findings);
        Discriminators(scan, findings);
        Nicks(scan.Text, findings);
        Senders(scan.Text, findings);
    }

    /// <summary>octo-lisa &lt;x@example.com&gt;: an account where a name stands mostly.</summary>
    private static void Senders(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var open = text.IndexOf(" <"); open >= 0;)
        {
            var start = open;
            while (start > 0 && open - start < MaxLength && IsPart(text[start - 1])) start--;
            var address = text[(open + 2)..Math.Min(text.Length, open + 82)];
            var close = address.IndexOf('>');
            if (close > 3 && address[..close].Contains('@') && !address[..close].Contains(' ') && open - start >= 4 && char.IsAsciiLetterLower(text[start]) && IsName(text[start..open])
                && (HasForm(text[start..open]) || text[start..open].Contains('-') || start == 0 || text[start - 1] == '\n' || start > 1 && text[start - 2] == ':'))
                findings.Add(new Finding(start, open - start, EntityType.Username, 0.6f, FindingSource.Context));
            var next = text[(open + 2)..].IndexOf(" <");
            open = next < 0 ? -1 : open + 2 + next;
        }
    }

    /// <summary>&lt;name&gt; before what somebody says in a chat: at the start of a line, with a form that tags do not have.</summary>
    private static void Nicks(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var open = text.IndexOf('<'); open >= 0;)
        {
            var start = open + 1;
            if (start < text.Length && text[start] is '@' or '+' or '~') start++;
            var end = End(text, start);
            if (end + 1 < text.Length && text[end] == '>' && text[end + 1] == ' ' && end - start >= 3 && (open == 0 || text[open - 1] is '\n' || text[open - 1] == ' ' && open > 1 && text[open - 2] == ']')
                && HasForm(text[start..end]) && IsName(text[start..end]))
                findings.Add(new Finding(start, end - start, EntityType.Username, 0.65f, FindingSource.Context));
            var next = text[(open + 1)..].IndexOf('<');
            open = next < 0 ? -1 : open + 1 + next;
        }
    }

    private static void AtSigns(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        for (var at = text.IndexOf('@'); at >= 0;)
        {
            var end = End(text, at + 1);
            var name = text[(at + 1)..end];
            var before = scan.Before(at);
            if (name.Length >= 3 && (char.IsWhiteSpace(before) || MayStandBefore.Contains(before)) && scan.At(end) is not ('/' or '@' or '(' or '{')
                && (char.IsAsciiLetterOrDigit(name[0]) || name[0] == '_') && HasLetter(name) && !IsNobody(name) && !Words.Contains(name)
                && !(before == '/' && at > 1 && text[at - 2] == '/') && !IsDecorator(text, at, end, name))
                findings.Add(new Finding(at, end - at, EntityType.Username, 0.7f, FindingSource.Context));
            var next = text[(at + 1)..].IndexOf('@');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    /// <summary>A word alone on its line, before a line that declares something, or with a member behind a dot.</summary>
    private static bool IsDecorator(ReadOnlySpan<char> text, int at, int end, ReadOnlySpan<char> name)
    {
        var from = Math.Max(0, at - 120);
        var line = from + text[from..at].LastIndexOf('\n') + 1;
        if (text[line..at].TrimStart(" \t*").Length > 0) return false;
        var after = end < text.Length ? text[end] : '\n';
        return after is '\n' or '\r' ? at > 0 || text.Length > end : char.IsAsciiLetterUpper(name[0]) && after == ' '
            && text[end..].StartsWith(" public", StringComparison.Ordinal);
    }

    /// <summary>u/name and /u/name, as forums write it.</summary>
    private static void ForumNames(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        for (var at = text.IndexOf("u/"); at >= 0;)
        {
            var start = at;
            if (scan.Before(start) == '/') start--;
            var end = End(text, at + 2);
            var name = text[(at + 2)..end];
            if ((char.IsWhiteSpace(scan.Before(start)) || scan.Before(start) is '(' or '"' or ',') && name.Length >= 4 && IsName(name)
                && scan.At(end) is not ('/' or '(') && (start == at || name.Contains('_') || name.ContainsAnyInRange('0', '9')))
                findings.Add(new Finding(start, end - start, EntityType.Username, 0.65f, FindingSource.Context));
            var next = text[(at + 2)..].IndexOf("u/");
            at = next < 0 ? -1 : at + 2 + next;
        }
    }

    /// <summary>name#1234: four digits, a name with a form of its own or a chat named before it.</summary>
    private static void Discriminators(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        for (var sign = text.IndexOf('#'); sign >= 0;)
        {
            var start = sign;
            while (start > 0 && sign - start < MaxLength && IsPart(text[start - 1])) start--;
            var digits = sign + 1;
            while (digits < text.Length && digits < sign + 6 && char.IsAsciiDigit(text[digits])) digits++;
            if (digits - sign - 1 is 4 or 5 && sign - start >= 3 && !Scan.Glues(scan.At(digits)) && scan.At(digits) != '.' && IsName(text[start..sign])
                && (HasForm(text[start..sign]) || IsChat(text[Math.Max(0, start - 24)..start])))
                findings.Add(new Finding(start, digits - start, EntityType.Username, 0.65f, FindingSource.Context));
            var next = text[(sign + 1)..].IndexOf('#');
            sign = next < 0 ? -1 : sign + 1 + next;
        }
    }

    private static bool IsChat(ReadOnlySpan<char> before) =>
        before.Contains("discord", StringComparison.OrdinalIgnoreCase) || before.Contains("battle", StringComparison.OrdinalIgnoreCase)
            || before.Contains("gamertag", StringComparison.OrdinalIgnoreCase);
}
