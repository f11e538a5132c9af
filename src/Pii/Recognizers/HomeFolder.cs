using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.AccountNames;

namespace EventAgents.Pii.Recognizers;

/// <summary>Account names in what a shell shows: home folders, prompts, owners in a listing of files, id's output.</summary>
internal sealed class HomeFolder : Recognizer
{
    private static readonly string[] Homes = ["/home/", "/Users/", "\\Users\\", "/users/home/", "C:/Users/", "/export/home/", "Documents and Settings\\", "/var/mail/", "/var/spool/cron/crontabs/"];

    public override IReadOnlyList<string> Finds { get; } =
    [
        "in /home/«rkowalczuk»/src", "C:\\Users\\«rkowalczuk»\\Desktop", "PS C:\\Users\\«mreyes»> dotnet build", "«anouk»@thinkpad:~/src$ make test",
        "[«rahul»@build01 ~]$ ls", "-rw-r--r-- 1 «cmoreau» staff 1204 Jun  3 10:11 notes.txt", "drwxr-x--- 4 «dpatel» «dpatel» 4096 May 2 .ssh",
        "uid=1001(«pat») gid=100(users)",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "/home/", "C:\\Users\\Public\\x", "/home/runner/work", "root@build01:~# ls", "-rw-r--r-- 1 root root 1204 Jun 3 x", "drwxr-xr-x", "-rw- is a mode",
        "uid=0(root)", "a@b", "/home/user/app",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        foreach (var home in Homes) Home(scan.Text, home, findings);
        Prompts(scan.Text, findings);
        Listings(scan.Text, findings);
        Ids(scan.Text, findings);
    }

    private static void Home(ReadOnlySpan<char> text, string home, List<Finding> findings)
    {
        for (var i = text.IndexOf(home, StringComparison.Ordinal); i >= 0;)
        {
            var start = i + home.Length;
            if (start < text.Length && text[start] == '\\') start++;
            var end = End(text, start);
            if (IsName(text[start..end])
                && (end >= text.Length || text[end] is '/' or '\\' or ' ' or '\n' or '"' or '\'' or ':' or ')' or '\r' or ',' or '>' or '`' or ';' or '.' or ']' or '<'))
                Add(findings, start, end, 0.85f);
            var next = text[start..].IndexOf(home, StringComparison.Ordinal);
            i = next < 0 ? -1 : start + next;
        }
    }

    /// <summary>name@host:path$ and [name@host folder]$.</summary>
    private static void Prompts(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var at = text.IndexOf('@'); at >= 0;)
        {
            var host = End(text, at + 1);
            if (host > at + 1 && host < text.Length && (text[host] == ':' || text[host] == ' '))
            {
                var rest = text[host..Math.Min(text.Length, host + 80)];
                var line = rest.IndexOf('\n');
                if (line >= 0) rest = rest[..line];
                var start = at;
                while (start > 0 && at - start < MaxLength && IsPart(text[start - 1])) start--;
                var isBracketed = start > 0 && text[start - 1] == '[';
                var isPrompt = rest[0] == ':' ? rest.Length > 2 && rest[1] is '~' or '/' && rest.ContainsAny('$', '#', '%') : isBracketed && rest.Contains(']');
                if (isPrompt && (start == 0 || char.IsWhiteSpace(text[start - 1]) || text[start - 1] is '[' or '(' or '"' or '`') && IsName(text[start..at]))
                    Add(findings, start, at, 0.8f);
            }
            var next = text[(at + 1)..].IndexOf('@');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    /// <summary>The owner and the group behind "-rw-r--r-- 1".</summary>
    private static void Listings(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = text.IndexOf("rw"); i >= 0;)
        {
            var mode = i - 1;
            if (mode >= 0 && text[mode] is '-' or 'd' or 'l' && mode + 12 < text.Length && (mode == 0 || char.IsWhiteSpace(text[mode - 1])) && IsMode(text.Slice(mode + 1, 9)))
            {
                var at = mode + 10;
                if (text[at] is '+' or '.' or '@') at++;
                at = SkipSpaces(text, at);
                var links = at;
                while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
                if (at > links)
                {
                    at = Owner(text, SkipSpaces(text, at), findings);
                    Owner(text, SkipSpaces(text, at), findings);
                }
            }
            var next = text[(i + 2)..].IndexOf("rw");
            i = next < 0 ? -1 : i + 2 + next;
        }
    }

    private static bool IsMode(ReadOnlySpan<char> mode)
    {
        foreach (var c in mode)
        {
            if (c is not ('r' or 'w' or 'x' or '-' or 's' or 't' or 'S' or 'T')) return false;
        }
        return true;
    }

    private static int Owner(ReadOnlySpan<char> text, int start, List<Finding> findings)
    {
        var end = End(text, start);
        if (IsName(text[start..end])) Add(findings, start, end, 0.75f);
        return end;
    }

    /// <summary>uid=1001(pat) gid=1001(pat).</summary>
    private static void Ids(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = text.IndexOf("id="); i >= 0;)
        {
            var at = i + 3;
            while (at < text.Length && at < i + 14 && char.IsAsciiDigit(text[at])) at++;
            if (at > i + 3 && at < text.Length && text[at] == '(' && i > 0 && text[i - 1] is 'u' or 'g')
            {
                var end = End(text, at + 1);
                if (end < text.Length && text[end] == ')' && IsName(text[(at + 1)..end])) Add(findings, at + 1, end, 0.75f);
            }
            // by rkim(uid=1003)
            if (i > 2 && text[i - 1] == 'u' && text[i - 2] == '(')
            {
                var start = i - 2;
                while (start > 0 && i - start < MaxLength && IsPart(text[start - 1])) start--;
                if (IsName(text[start..(i - 2)])) Add(findings, start, i - 2, 0.75f);
            }
            var next = text[(i + 3)..].IndexOf("id=");
            i = next < 0 ? -1 : i + 3 + next;
        }
    }

    private static int SkipSpaces(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        return at;
    }

    private static void Add(List<Finding> findings, int start, int end, float score) =>
        findings.Add(new Finding(start, end - start, EntityType.Username, score, FindingSource.Context));
}
