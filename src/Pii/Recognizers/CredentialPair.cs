using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.PasswordForm;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// A name and its password side by side: "log in with anna / Gruen!1988", "creds: svc:Kp9!vvL2", anna:Gruen!1988@host, and the last two strings that a
/// client's constructor takes.
/// </summary>
internal sealed class CredentialPair : Recognizer
{
    private const int Reach = 8, MaxCall = 240, MaxStrings = 8;

    /// <summary>Words before a pair.</summary>
    private static readonly HashSet<ulong> Announcers = WordHash.SetOf(
        "compte cuenta conta conto konto kontoen účet hesap usager benutzer usuario utente login logins log logon sign signin credentials credential creds cred account accounts access user wifi wlan ssid vpn ftp sftp admin portal zugang zugangsdaten anmeldedaten anmeldung logindaten einloggen identifiants accès connexion acceso credenciales entrar accesso credenziali acesso " +
        "inloggegevens inloggen logowanie logowania dane inloggning innlogging kirjautuminen giriş přihlášení");

    /// <summary>Parts of the names of what takes a password.</summary>
    private static readonly string[] Callees =
    [
        "credential", "login", "auth", "connect", "client", "session", "smtp", "ftp", "imap", "ldap", "database", "logon", "signin", "sign_in", "basic", "getconnection", "pdo", "mysqli", "sqlconnect", "createconnection", "jdbc", "amqp", "userinfo", "vpn", "wifi.begin", "with_user",
    ];

    public override IReadOnlyList<string> Finds { get; } =
    [
        "login with anna / «Gruen!1988»", "new mysqli(\"db\", \"«shopadm_7»\", \"«Pa55-the-salt»\", \"shop\")", "creds: «svc_x»:«Kp9!vvL2»", "«anna7»:«Gruen!1988»@host1", "use admin and «letmein99» to log in", "wifi: HomeNet / «p1neapple-T0ast»",
        "new NetworkCredential(\"«svc_x»\", \"«Lynx!55»\")", "requests.get(url, auth=(\"«j.kramer»\", \"«Heron_88»\"))", "DriverManager.getConnection(url, \"«crm_rw»\", \"«Wren!52»\")",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "log in / sign up", "login with SSO / OAuth2", "connect(\"localhost\", 5432)", "auth(\"basic\", \"realm1\")", "print(\"user1\", \"Lynx!55\")", "access and permissions",
        "login: 12:30", "a:b@c", "Client(\"v1\", \"https://x.example/v2\")", "use Docker and Python3 to log in", "user admin/editor2",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i + 2 < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (Announcers.Contains(token.Hash) && !(scan.At(token.End) is '_' or '(' or '.' && char.IsLetter(scan.At(token.End + 1)))) Announced(scan, i, findings);
            if (scan.TextOf(token) is "use" or "with" or "mit" or "avec" or "con" or "com") Used(scan, i, findings);
        }
        AtHost(scan, findings);
        Calls(scan, findings);
    }

    /// <summary>name / password, name:password, name | password within the next words of the line.</summary>
    private static void Announced(in Scan scan, int cue, List<Finding> findings)
    {
        for (var i = cue + 1; i + 1 < scan.Tokens.Length && i <= cue + Reach; i++)
        {
            if (scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start].ContainsAny('\n', '{')) return;
            var end = AccountNames.End(scan.Text, scan.Tokens[i].Start);
            if (scan.At(end) == '@') end = AccountNames.End(scan.Text, end + 1);
            var rest = scan.Text[end..Math.Min(scan.Text.Length, end + 3)];
            var joint = rest.StartsWith(" / ") || rest.StartsWith(" | ") ? 3 : rest.Length > 0 && rest[0] is '/' or ':' or '|' ? rest.StartsWith(": ") ? 0 : 1 : 0;
            if (joint == 0 || joint == 1 && rest is [':', '/', ..] or ['/', '/', ..]) continue;
            var run = Run(scan.Text, end + joint);
            if (!(joint == 1 && rest[0] == '/' ? IsUnmistakable(run) : IsStrong(run) && CountDigits(run) > 0) || run.Contains('/') || DateOrTime.IsWhole(run) || IsProduct(run)) continue;
            Name(scan, scan.Tokens[i].Start, findings);
            findings.Add(new Finding(end + joint, run.Length, EntityType.Password, 0.65f, FindingSource.Context));
            return;
        }
    }

    /// <summary>"use anna and letmein99 to log in".</summary>
    private static void Used(in Scan scan, int verb, List<Finding> findings)
    {
        if (verb + 3 >= scan.Tokens.Length || scan.TextOf(scan.Tokens[verb + 2]) is not ("and" or "und" or "et" or "y" or "e")) return;
        var start = scan.Tokens[verb + 3].Start;
        if (start != scan.Tokens[verb + 2].End + 1) return;
        var run = Run(scan.Text, start);
        if (!IsStrong(run) || CountDigits(run) == 0 || !(IsUnmistakable(run) || char.IsAsciiLetterLower(run[0]) && CountDigits(run) > 1)) return;
        var near = scan.Text[Math.Max(0, scan.Tokens[verb].Start - 60)..Math.Min(scan.Text.Length, start + run.Length + 60)];
        if (!near.Contains("log", StringComparison.OrdinalIgnoreCase) && !near.Contains("sign", StringComparison.OrdinalIgnoreCase)
            && !near.Contains("anmeld", StringComparison.OrdinalIgnoreCase)) return;
        Name(scan, scan.Tokens[verb + 1].Start, findings);
        findings.Add(new Finding(start, run.Length, EntityType.Password, 0.65f, FindingSource.Context));
    }

    /// <summary>name:password@host without a scheme.</summary>
    private static void AtHost(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        for (var at = text.IndexOf('@'); at >= 0;)
        {
            if (at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))
            {
                var start = at;
                while (start > 0 && at - start < 80 && !char.IsWhiteSpace(text[start - 1]) && text[start - 1] is not ('"' or '\'' or '(' or '`' or '<' or '=')) start--;
                var run = text[start..at];
                var colon = run.IndexOf(':');
                if (colon >= 3 && !run.Contains('/') && IsStrong(run[(colon + 1)..]) && CountDigits(run[(colon + 1)..]) > 0 && AccountNames.End(run, 0) == colon)
                {
                    Name(scan, start, findings);
                    findings.Add(new Finding(start + colon + 1, at - start - colon - 1, EntityType.Password, 0.8f, FindingSource.Proven));
                }
            }
            var next = text[(at + 1)..].IndexOf('@');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    /// <summary>Strings in brackets behind the name of something that logs in: the last one of a password's form, and the name before it.</summary>
    private static void Calls(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        Span<Range> strings = stackalloc Range[MaxStrings];
        for (var open = text.IndexOf('('); open >= 0;)
        {
            if (open + 1 < text.Length && IsCallee(text, open)) Arguments(scan, open, strings, findings);
            var next = text[(open + 1)..].IndexOf('(');
            open = next < 0 ? -1 : open + 1 + next;
        }
    }

    private static bool IsCallee(ReadOnlySpan<char> text, int open)
    {
        var from = Math.Max(0, open - 32);
        var start = open;
        while (start > from && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.' or ':' or '=' or ' ' && start == open)) start--;
        var name = text[start..open];
        if (name.Length < 3) return false;
        foreach (var callee in Callees)
        {
            if (name.Contains(callee, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static void Arguments(in Scan scan, int open, Span<Range> strings, List<Finding> findings)
    {
        var text = scan.Text;
        var limit = Math.Min(text.Length, open + MaxCall);
        var count = 0;
        for (var i = open + 1; i < limit && text[i] is not (')' or '(' or '{' or ';') && count < strings.Length; i++)
        {
            if (text[i] is not ('"' or '\'')) continue;
            var close = text[(i + 1)..limit].IndexOf(text[i]);
            if (close < 0 || text.Slice(i + 1, close).Contains('\n')) break;
            strings[count++] = (i + 1)..(i + 1 + close);
            i += close + 1;
        }
        if (count < 2) return;
        var isDatabase = IsDatabase(text[Math.Max(0, open - 24)..open]);
        // mysqli(host, user, password, database): the password is not the last.
        if (isDatabase && count > 3 && !(IsStrong(text[strings[count - 1]]) && CountDigits(text[strings[count - 1]]) > 0)) count--;
        var password = text[strings[count - 1]];
        var isCredential = text[Math.Max(0, open - 24)..open].Contains("credential", StringComparison.OrdinalIgnoreCase);
        if (!((isCredential || isDatabase && CountDigits(password) > 0) && IsStrong(password)) && !IsUnmistakable(password) && !(IsStrong(password) && CountDigits(password) > 0 && password.Contains('_') && password.ContainsAnyInRange('A', 'Z'))) return;
        Name(scan, strings[count - 2].Start.Value, findings);
        findings.Add(new Finding(strings[count - 1].Start.Value, password.Length, EntityType.Password, 0.7f, FindingSource.Context));
    }

    private static bool IsDatabase(ReadOnlySpan<char> before) =>
        before.Contains("mysqli", StringComparison.OrdinalIgnoreCase) || before.Contains("mysql_connect", StringComparison.OrdinalIgnoreCase) || before.Contains("PDO", StringComparison.Ordinal)
            || before.Contains("getConnection", StringComparison.OrdinalIgnoreCase);

    private static void Name(in Scan scan, int start, List<Finding> findings)
    {
        var end = AccountNames.End(scan.Text, start);
        if (AccountNames.IsName(scan.Text[start..end]) && AccountNames.HasForm(scan.Text[start..end]) && scan.At(end) != '@')
            findings.Add(new Finding(start, end - start, EntityType.Username, 0.7f, FindingSource.Context));
    }

    /// <summary>Names of products and standards with a number: Python3, OAuth2.</summary>
    private static bool IsProduct(ReadOnlySpan<char> run) =>
        char.IsUpper(run[0]) && CountDigits(run) == 1 && char.IsAsciiDigit(run[^1]) && !HasSign(run);

    private static ReadOnlySpan<char> Run(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start <= 64 && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '`' or '|' or '<')) end++;
        while (end > start && text[end - 1] is '.' or ',' or ';' or ')' or '\'' or ':' or ']' or '}') end--;
        return text[start..end];
    }
}
