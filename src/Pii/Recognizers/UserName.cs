using System.Collections.Frozen;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>Account names: @handles in prose, home directories, user@host of ssh, and names that the word "username" announces.</summary>
internal sealed class UserName : Recognizer
{
    private const int MaxLength = 40;

    private static readonly string[] Homes = ["/home/", "/Users/", "\\Users\\", "/users/home/", "C:/Users/"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Nobody = FrozenSet.ToFrozenSet(
        ["public", "default", "shared", "all", "runner", "ubuntu", "user", "username", "you", "me", "root", "admin", "administrator", "jovyan", "vscode",
            "node", "app", "git", "ec2-user", "linuxbrew", "vagrant", "pi", "work", "guest", "<user>", "name", "everyone", "here", "channel", "team", "media",
            "import", "keyframes", "charset", "supports", "param", "return", "returns", "throws", "see", "author", "override", "deprecated", "test", "since",
            "version", "example", "type", "property", "latest", "next", "beta", "types", "babel", "angular", "types", "todo", "gmail", "yahoo", "hotmail",
            "font", "page", "layer", "container", "include", "mixin", "if", "else", "for", "end", "section", "yield", "extends", "click", "input", "change",
            "submit", "interface", "protocol", "class", "property", "selector", "objc", "available", "main", "escaping", "component", "injectable",
            "dataclass", "staticmethod", "classmethod", "app", "pytest", "abstractmethod", "notnull", "nullable", "autowired", "getmapping", "service",
            "entity", "id", "data", "bean"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public override IReadOnlyList<string> Finds { get; } =
    [
        "«@mossy_kettle» and «@juno.beats» replied", "in /home/«rkowalczuk»/src", "C:\\Users\\«rkowalczuk»\\Desktop", "ssh «deploy7»@build01",
        "username is «aeberth» and", "failed login for user '«shopadm»'", "my login is «j.kramer»", "for account «quilting_queen»: list",
        "«suzanne_sg» pushed to main", "(«@ruairi246»)",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "@media (min-width: 1px)", "@Override\npublic", "npm i @types/node", "mail ada@example.com", "/home/", "user is angry", "C:\\Users\\Public\\x",
        "@ 5 pm", "react@18", "username or password", "ssh root@build01", "@param name the name", "login is required", "the user of it",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        Handles(scan, findings);
        LogLines(scan.Text, findings);
        foreach (var home in Homes) Home(scan.Text, home, findings);
        for (var i = 0; i + 1 < scan.Tokens.Length; i++)
        {
            if ((scan.Tokens[i].Cue & Cue.User) != 0) Spoken(scan, i, findings);
            else if (scan.TextOf(scan.Tokens[i]) is "account" or "konto" or "compte" or "cuenta" or "conta") Account(scan, i, findings);
            else if (i > 0 && scan.TextOf(scan.Tokens[i]) is "pushed" or "committed" or "merged" or "commented" or "logged") Actor(scan, i, findings);
            else if (scan.TextOf(scan.Tokens[i]) is "ssh" or "scp" or "sftp" or "rsync") Shell(scan, i, findings);
        }
    }

    private static void Handles(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        for (var at = text.IndexOf('@'); at >= 0;)
        {
            var end = EndOfName(text, at + 1);
            var name = text[(at + 1)..end];
            var before = scan.Before(at);
            if (name.Length >= 3 && (char.IsWhiteSpace(before) || before is '(' or '"' or '\'' or ',' or '/' or '>' or '*' or '[' or ':' or '.' or ';')
                && scan.At(end) is not ('/' or '@' or '(' or '{') && char.IsAsciiLetterOrDigit(name[0])
                && HasLetter(name) && !Nobody.Contains(name) && !(before == '/' && at > 1 && text[at - 2] == '/') && !IsDecorator(text, at, end, name))
                findings.Add(new Finding(at, end - at, EntityType.Username, 0.7f, FindingSource.Context));
            var next = text[(at + 1)..].IndexOf('@');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    /// <summary>203.0.113.7 - name "GET … and - name [date]: the third field of a web server's log.</summary>
    private static void LogLines(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = text.IndexOf(" - "); i >= 0;)
        {
            var start = i + 3;
            var end = EndOfName(text, start);
            var name = text[start..end];
            if (i > 0 && char.IsAsciiHexDigit(text[i - 1]) && name.Length is >= 2 and <= MaxLength && HasLetter(name) && end + 1 < text.Length
                && text[end] == ' ' && text[end + 1] is '[' or '"' && !Nobody.Contains(name))
                findings.Add(new Finding(start, name.Length, EntityType.Username, 0.75f, FindingSource.Structure));
            var next = text[start..].IndexOf(" - ");
            i = next < 0 ? -1 : start + next;
        }
    }

    /// <summary>A word with a capital alone at the start of a line, or before a line that declares something.</summary>
    private static bool IsDecorator(ReadOnlySpan<char> text, int at, int end, ReadOnlySpan<char> name)
    {
        var from = Math.Max(0, at - 120);
        var line = from + text[from..at].LastIndexOf('\n') + 1;
        if (text[line..at].TrimStart(" \t*").Length > 0) return false;
        var after = end < text.Length ? text[end] : '\n';
        return after is '\n' or '\r' ? at > 0 || text.Length > end : char.IsAsciiLetterUpper(name[0]) && after == ' '
            && text[end..].StartsWith(" public", StringComparison.Ordinal);
    }

    private static void Home(ReadOnlySpan<char> text, string home, List<Finding> findings)
    {
        for (var i = text.IndexOf(home, StringComparison.Ordinal); i >= 0;)
        {
            var start = i + home.Length;
            if (start < text.Length && text[start] == '\\') start++;
            var end = EndOfName(text, start);
            var name = text[start..end];
            if (name.Length is >= 2 and <= MaxLength && HasLetter(name) && !Nobody.Contains(name)
                && (end >= text.Length || text[end] is '/' or '\\' or ' ' or '\n' or '"' or '\'' or ':' or ')' or '\r' or ','))
                findings.Add(new Finding(start, name.Length, EntityType.Username, 0.85f, FindingSource.Context));
            var next = text[start..].IndexOf(home, StringComparison.Ordinal);
            i = next < 0 ? -1 : start + next;
        }
    }

    /// <summary>ssh user@host, without a dot in the host; with one it is found as an address.</summary>
    private static void Shell(in Scan scan, int command, List<Finding> findings)
    {
        var from = scan.Tokens[command].End;
        var line = scan.Text[from..Math.Min(scan.Text.Length, from + 120)];
        var stop = line.IndexOfAny('\n', '|', ';');
        if (stop >= 0) line = line[..stop];
        var at = line.IndexOf('@');
        if (at < 2) return;
        var start = at;
        while (start > 0 && IsNamePart(line[start - 1])) start--;
        var name = line[start..at];
        if (name.Length >= 2 && HasLetter(name)
            && !Nobody.Contains(name)) findings.Add(new Finding(from + start, name.Length, EntityType.Username, 0.75f, FindingSource.Proven));
    }

    /// <summary>"username is aeberth", "user 'shopadm'": quoted, or with a form that words do not have.</summary>
    private static void Spoken(in Scan scan, int cue, List<Finding> findings)
    {
        var i = cue + 1;
        var said = false;
        while (i < scan.Tokens.Length && i <= cue + 3
            && scan.TextOf(scan.Tokens[i]) is "is" or "name" or "id" or "was" or "est" or "es" or "ist" or "é" or "è" or "for" or "called" or "login" or "user")
        {
            said |= scan.TextOf(scan.Tokens[i]) is not ("name" or "id" or "user" or "login");
            i++;
        }
        if (i >= scan.Tokens.Length) return;
        var start = scan.Tokens[i].Start;
        var between = scan.Text[scan.Tokens[i - 1].End..start].TrimEnd('_');
        var quoted = between is " '" or " \"" or " `" or ": '" or " „" or " “" or " «";
        if (!quoted && between is not (" " or ": ")) return;
        while (scan.Before(start) == '_') start--;
        var end = EndOfName(scan.Text, start);
        var name = scan.Text[start..end];
        var isAnnounced = said || scan.Tokens[cue].Length > 6;
        if (name.Length is < 3 or > MaxLength || Nobody.Contains(name) || scan.At(end) is '@' or '(' or '=') return;
        if (quoted ? scan.At(end) is '\'' or '"' or '`' or '”' or '“' or '»' && (isAnnounced || HasForm(name)) : isAnnounced
            && HasForm(name)) findings.Add(new Finding(start, name.Length, EntityType.Username, 0.7f, FindingSource.Context));
    }

    /// <summary>"account quilting_queen": only with an underscore, or letters and digits, as numbers of accounts do not have.</summary>
    private static void Account(in Scan scan, int cue, List<Finding> findings)
    {
        var start = scan.Tokens[cue + 1].Start;
        if (start != scan.Tokens[cue].End + 1) return;
        var end = EndOfName(scan.Text, start);
        var name = scan.Text[start..end];
        if (name.Length is >= 5 and <= MaxLength && char.IsAsciiLetterLower(name[0])
            && name.Contains('_')) findings.Add(new Finding(start, name.Length, EntityType.Username, 0.65f, FindingSource.Context));
    }

    /// <summary>"suzanne_sg pushed to main": a name with a form of its own before what users do.</summary>
    private static void Actor(in Scan scan, int verb, List<Finding> findings)
    {
        var end = scan.Tokens[verb - 1].End;
        if (scan.Tokens[verb].Start != end + 1) return;
        var start = end;
        while (start > 0 && end - start < MaxLength && IsNamePart(scan.Text[start - 1])) start--;
        if (start > 0 && scan.Text[start - 1] == '@') return;  // a handle is found as such
        var name = scan.Text[start..end];
        if (name.Length >= 4 && char.IsAsciiLetterLower(name[0]) && HasInnerSign(name)
            && !Nobody.Contains(name)) findings.Add(new Finding(start, name.Length, EntityType.Username, 0.65f, FindingSource.Context));
    }

    private static bool HasInnerSign(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsLetter(c)) return true;
        }
        return false;
    }

    /// <summary>A digit, a dot or an underscore inside, or no vowel run that a word would have: j.kramer, aeberth7, BIGDADDY_REX59.</summary>
    private static bool HasForm(ReadOnlySpan<char> name)
    {
        var letters = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsLetter(name[i])) letters++;
            else if (i > 0 && i < name.Length && letters > 0) return true;
        }
        return name.Length >= 5 && letters == name.Length && char.IsLower(name[0]) && !EnglishEnding(name);
    }

    private static bool EnglishEnding(ReadOnlySpan<char> word) =>
        word.EndsWith("ed", StringComparison.Ordinal) || word.EndsWith("ing", StringComparison.Ordinal) || word.EndsWith("y", StringComparison.Ordinal)
            || word.EndsWith("e", StringComparison.Ordinal) || word.EndsWith("s", StringComparison.Ordinal) || word.EndsWith("d", StringComparison.Ordinal)
            || word.EndsWith("t", StringComparison.Ordinal) || word.EndsWith("n", StringComparison.Ordinal);

    private static int EndOfName(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start <= MaxLength && IsNamePart(text[end])) end++;
        while (end > start && text[end - 1] is '.' or '-') end--;
        return end;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-';

    private static bool HasLetter(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (char.IsLetter(c)) return true;
        }
        return false;
    }
}
