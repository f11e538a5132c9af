using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.AccountNames;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Account names in what servers log: "for invalid user x from", "session opened for user x", "access denied for user 'x'@", the third field of a
/// web server's log. Behind these phrases any name counts, whatever its form.
/// </summary>
internal sealed class AccountLog : Recognizer
{
    /// <summary>The name stands right behind; quotation marks around it are left out.</summary>
    private static readonly string[] Phrases =
    [
        "for invalid user ", "for illegal user ", "Invalid user ", "invalid user ", "for user ", "for user: ", "publickey for ", "password for ", "keyboard-interactive for ",
        "Accepted password for ", "Disconnected from user ", "disconnected from authenticating user ", "Disconnected from invalid user ", "session opened for user ", "session closed for user ",
        "Connection closed by authenticating user ", "Connection closed by invalid user ", "sudo:", "login failed for ", "Login failed for user ", "logged in as ", "authenticated as ", "impersonating user ",
        "role \"", "user \"", "user '", "Account Name:", "by user ", "as user ", "User ", "user ", "account ", "\\password ", "Started by user ", "Match User ", "AllowUsers ", "DenyUsers ", "TODO(", "FIXME(", "HACK(", "XXX(", "BUG(",
    ];

    public override IReadOnlyList<string> Finds { get; } =
    [
        "Failed password for invalid user «oracle7» from 203.0.113.5 port 40112 ssh2", "Accepted publickey for «mkeller» from 203.0.113.9",
        "session opened for user «hwagner»(uid=1004) by", "sudo:   «pdubois» : TTY=pts/1", "Access denied for user '«blogadmin»'@'10.0.0.7'",
        "203.0.113.44 - «ewa.nowak» [02/Jul/2025:10:11:12 +0200] \"GET", "FATAL: password authentication failed for user \"«metrics_rw»\"",
        "failed login for user '«shopadm»'", "# TODO(«tmurray»): remove", "AllowUsers «deploy7» sftp", "«jpark» ALL=(ALL:ALL) NOPASSWD: x", "Host bastion\n  User «ecarter»\n", "User «CORP\\jmartens» logged on",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "for invalid user input", "Failed password for root from 203.0.113.5", "the password for the portal", "logged in as admin", "for user experience",
        "session opened for user root", "203.0.113.5 - - [02/Jul/2025]", "ask the user for a file", "# TODO(next sprint): remove", "user \"name\" is required",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        WebServer(scan.Text, findings);
        Sudoers(scan.Text, findings);
        var text = scan.Text;
        foreach (var phrase in Phrases)
        {
            for (var i = text.IndexOf(phrase, StringComparison.Ordinal); i >= 0;)
            {
                var behind = i + phrase.Length;
                Behind(scan, i, behind, phrase, findings);
                var next = text[behind..].IndexOf(phrase, StringComparison.Ordinal);
                i = next < 0 ? -1 : behind + next;
            }
        }
    }

    private static void Behind(in Scan scan, int phraseStart, int at, string phrase, List<Finding> findings)
    {
        var text = scan.Text;
        if (char.IsLetterOrDigit(scan.Before(phraseStart)) && phrase[0] is not ('C' or 'I')) return;
        var start = at;
        while (start < text.Length && start < at + 8 && text[start] is ' ' or '\t') start++;
        var quote = start < text.Length && text[start] is '\'' or '"' or '`' or '<' ? text[start++] : phrase[^1] is '"' or '\'' ? phrase[^1] : '\0';
        var end = End(text, start);
        // A Windows domain before the name.
        if (end < text.Length && text[end] == '\\' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]))
        {
            end = End(text, end + 1);
            quote = quote == '\0' ? '\\' : quote;
        }
        var name = text[start..end];
        if (!IsName(name[(name.IndexOf('\\') + 1)..])) return;
        var rest = text[end..Math.Min(text.Length, end + 24)];
        var isLog = phrase switch
        {
            "User " when quote == '\0' && IsSetting(text, phraseStart, rest) => true,
            "sudo:" => rest.StartsWith(" : ", StringComparison.Ordinal),
            "user \"" or "user '" or "role \"" => rest.Length > 0 && rest[0] == quote && IsLogEnd(rest[1..], hasQuote: true),
            "user " or "User " or "account " or "by user " or "as user " => quote == '\\' || (quote != '\0' && rest.Length > 0 && rest[0] == quote && IsLogEnd(rest[1..], hasQuote: true)),
            "password for " => IsLogEnd(rest, hasQuote: false) && rest.StartsWith(" from ", StringComparison.Ordinal),
            "logged in as " or "authenticated as " => true,
            "TODO(" or "FIXME(" or "HACK(" or "XXX(" or "BUG(" => rest.StartsWith("):", StringComparison.Ordinal) && (HasForm(name) || name.Length >= 5 && name is not ("cleanup" or "refactor" or "security" or "urgent" or "later" or "tests" or "style" or "types" or "async" or "performance" or "launch")) || rest.StartsWith(") ", StringComparison.Ordinal) && HasForm(name),
            "AllowUsers " or "DenyUsers " or "Started by user " or "\\password " => true,
            _ when rest.Length == 0 || rest[0] is '\n' or '\r' or '.' or ',' or ';' => HasForm(name) || quote == '\\',
            _ => quote is not ('\0' or '\\') ? rest.Length > 0 && rest[0] is '\'' or '"' or '`' or '>' : IsLogEnd(rest, hasQuote: false) || quote == '\\',
        };
        if (isLog) findings.Add(new Finding(start, name.Length, EntityType.Username, 0.75f, FindingSource.Context));
    }

    /// <summary>"  User x" below "Host y", as OpenSSH is set up.</summary>
    private static bool IsSetting(ReadOnlySpan<char> text, int start, ReadOnlySpan<char> rest) =>
        rest is [] or ['\n', ..] or ['\r', ..] && text[Math.Max(0, start - 200)..start] is var before && before.TrimEnd(" \t") is [.., '\n'] && before.Contains("Host", StringComparison.Ordinal);

    /// <summary>The first word of a line of sudo's rules.</summary>
    private static void Sudoers(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = text.IndexOf(" ALL=("); i >= 0;)
        {
            var start = i;
            while (start > 0 && i - start < MaxLength && IsPart(text[start - 1])) start--;
            if (IsName(text[start..i]) && (start == 0 || text[start - 1] is '\n' or ' ' or '%' or '"' or '\'' or '`')) findings.Add(new Finding(start, i - start, EntityType.Username, 0.75f, FindingSource.Structure));
            var next = text[(i + 6)..].IndexOf(" ALL=(");
            i = next < 0 ? -1 : i + 6 + next;
        }
    }

    /// <summary>What a log goes on with behind a name, and prose does not.</summary>
    private static bool IsLogEnd(ReadOnlySpan<char> rest, bool hasQuote)
    {
        if (rest.Length == 0) return true;
        if (rest[0] is '\n' or '\r' or '(' or '@' or ':' or '[' or ']' or ')') return true;
        if (rest[0] is '.' or ',' or ';') return true;
        if (rest[0] != ' ') return false;
        var word = rest[1..];
        return word.StartsWith("from ", StringComparison.Ordinal) || word.StartsWith("by ", StringComparison.Ordinal) || word.StartsWith("port ", StringComparison.Ordinal)
            || (hasQuote && (word.StartsWith("not ", StringComparison.Ordinal) || word.StartsWith("does ", StringComparison.Ordinal) || word.StartsWith("is ", StringComparison.Ordinal)
                || word.StartsWith("has ", StringComparison.Ordinal) || word.StartsWith("was ", StringComparison.Ordinal) || word.StartsWith("failed", StringComparison.Ordinal)
                || word.StartsWith("already", StringComparison.Ordinal) || word.StartsWith("logged", StringComparison.Ordinal) || word.StartsWith("locked", StringComparison.Ordinal)))
            || (!hasQuote && word.StartsWith("(uid", StringComparison.Ordinal));
    }

    /// <summary>203.0.113.7 - name "GET … and - name [date]: the third field of a web server's log.</summary>
    private static void WebServer(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = text.IndexOf(" - "); i >= 0;)
        {
            var start = i + 3;
            var end = End(text, start);
            if (i > 0 && char.IsAsciiHexDigit(text[i - 1]) && IsName(text[start..end]) && end + 1 < text.Length && text[end] == ' ' && text[end + 1] is '[' or '"')
                findings.Add(new Finding(start, end - start, EntityType.Username, 0.75f, FindingSource.Structure));
            var next = text[start..].IndexOf(" - ");
            i = next < 0 ? -1 : start + next;
        }
    }
}
