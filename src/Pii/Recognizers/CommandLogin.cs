using EventAgents.Pii.Reading;
using EventAgents.Pii.Structure;
using static EventAgents.Pii.Recognizers.CommandArguments;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Who logs in with what on a command line: <c>mysql -u name -pSecret</c>, <c>ssh name@host</c>, <c>net use /user:name Secret</c>,
/// <c>useradd name</c>. Long options (<c>--password x</c>) are found by <see cref="Fields"/>.
/// </summary>
internal sealed class CommandLogin : Recognizer
{
    /// <summary>What a command's arguments mean.</summary>
    /// <param name="User">The option with a user's name, or NUL.</param>
    /// <param name="Password">The option with a password, or NUL.</param>
    /// <param name="Last">Whether the last argument that is no option names a user.</param>
    /// <param name="AtHost">Whether an argument may be name@host.</param>
    private sealed record Form(char User = '\0', char Password = '\0', bool Last = false, bool AtHost = false)
    {
        /// <summary>Whether the password may stand right behind its option's letter.</summary>
        public bool Attached { get; init; }

        /// <summary>Whether the user option may hold name%password or name:password.</summary>
        public char Joint { get; init; }

        /// <summary>Whether the first argument that is no option is name:group or name.</summary>
        public bool Owner { get; init; }

        /// <summary>Whether the last two arguments are a name and a password.</summary>
        public bool Tail { get; init; }

        /// <summary>Words of prose too: they count at the start of a command only.</summary>
        public bool IsWord { get; init; }
    }

    private static readonly Dictionary<ulong, Form> Forms = Table(
        ("ssh scp sftp rsync mosh sshfs autossh", new Form(User: 'l', AtHost: true)),
        ("mysql mysqldump mariadb mysqladmin mysqlimport mycli", new Form('u', 'p') { Attached = true }),
        ("psql pg_dump pg_restore createdb dropdb pgcli createuser", new Form('U')),
        ("mongo mongosh mongodump mongorestore cqlsh influx clickhouse", new Form('u', 'p')),
        ("docker podman buildah nerdctl helm oras skopeo", new Form('u', 'p')),
        ("sshpass", new Form('\0', 'p') { Attached = true }),
        ("az cf oc ibmcloud twine", new Form('u', 'p')),
        ("sqlcmd bcp isql osql tsql", new Form('U', 'P')),
        ("smbclient rpcclient smbmap crackmapexec", new Form('U') { Joint = '%' }),
        ("ldapsearch ldapmodify ldapadd ldapwhoami", new Form('\0', 'w')),
        ("mosquitto_pub mosquitto_sub", new Form('u', 'P')),
        ("redis-cli valkey-cli cli", new Form('\0', 'a')),
        ("psexec wmic winexe xfreerdp", new Form('u', 'p')),
        ("zip unzip pdftk", new Form('\0', 'P') { Attached = true, IsWord = true }),
        ("7z 7za rar unrar", new Form('\0', 'p') { Attached = true }),
        ("kinit useradd userdel deluser adduser chage finger", new Form(Last: true)),
        ("usermod", new Form(Last: true)),
        ("passwd", new Form(Last: true) { IsWord = true }),
        ("chown", new Form { Owner = true }),
        ("sudo runuser doas crontab pkill pgrep lsof", new Form('u')),
        ("ps", new Form('u') { IsWord = true }),
        ("htpasswd", new Form { Tail = true }),
        ("add_user change_password", new Form { Tail = true }),
        ("sqlplus sqlldr impdp expdp", new Form(AtHost: true) { Joint = '/' }),
        ("su", new Form(Last: true) { IsWord = true }),
        ("wget lftp ftp curlftpfs", new Form('u') { Joint = ',', IsWord = true }));

    public override IReadOnlyList<string> Finds { get; } =
    [
        "ssh «deploy7»@build01", "scp report.pdf «lea»@nas01:/volume1/", "mysql -u «crm» -p«Dove!91» shop", "mysql -u«crm» -p«Dove!91» shop", "psql -h db01 -U «report_ro» -d sales",
        "docker login -u «anna» -p «Stork_66» registry.example.com", "sshpass -p '«Crane5!»' ssh «anna»@host1", "smbclient //srv/x -U «anna»%«Ibis99»",
        "useradd -m -s /bin/bash «pierre»", "chown -R «lmeyer»:users /srv/share", "su - «batchuser3»", "sudo -u «pgowner» psql", "net user «jhansen» «Stork_66!» /add",
        "net use Z: \\\\srv\\x /user:«anna» «Stork_66»", "echo \"«Stork_66»\" | docker login --password-stdin", "echo «anna»:«Stork_66» | chpasswd", "usermod -aG docker «oskar»", "htpasswd -b .htpasswd «webedit» «Tulpe!55»", "rabbitmqctl add_user «orders_w» «h0ppity»", "sqlplus «scott7»/«tiger88»@ORCL", "sudo -iu «mdietz»", "7z x -p«mango77» a.7z",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "ssh root@build01", "mysql -u root -p shop", "docker run -p 8080:80 nginx", "docker run -u 1000 nginx", "mkdir -p /var/x", "chown -R www-data:www-data /var",
        "su casa es grande", "passwd file is missing", "sudo systemctl restart nginx", "docker run -p 127.0.0.1:80:80 x", "zip -P $PW a.zip", "sshpass -p $PW ssh x",
        "the sudo command is useful", "net user guide", "docker compose -p project up", "chown user:group file", "echo hello | docker load",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        Span<Range> arguments = stackalloc Range[MaxArguments];
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.Length is < 2 or > 16 || scan.At(token.End) is not (' ' or '-' or '_')) continue;
            var end = token.End;
            if (scan.At(end) is '-' or '_') end = AccountNames.End(scan.Text, token.Start);
            var word = WordHash.Of(scan.Text[token.Start..end]);
            if (scan.At(end) != ' ') continue;
            if (Forms.TryGetValue(word, out var form))
            {
                if (form.IsWord && !IsCommandPlace(scan, token.Start)) continue;
                Read(scan, form, scan.TextOf(token), end, Split(scan.Text, end, arguments), arguments, findings);
            }
            else if (scan.TextOf(token) is "net" && IsCommandPlace(scan, token.Start)) WindowsLogin.Find(scan.Text, Split(scan.Text, end, arguments), arguments, findings);
            else if (scan.TextOf(token) is "echo" or "printf") PipedPassword.Find(scan.Text, end, findings);
        }
    }

    /// <summary>At the start of a line, behind a prompt, a pipe, sudo or a quotation mark.</summary>
    private static bool IsCommandPlace(in Scan scan, int start)
    {
        var before = start;
        while (before > 0 && scan.Text[before - 1] == ' ') before--;
        return before == 0 || scan.Text[before - 1] is '\n' or '$' or '#' or '>' or '`' or '|' or '&' or ';' or '"' or '\'' or '(' || scan.Text[..before].EndsWith("sudo");
    }

    private static void Read(in Scan scan, Form form, ReadOnlySpan<char> command, int from, int count, ReadOnlySpan<Range> arguments, List<Finding> findings)
    {
        var text = scan.Text;
        int last = -1, secondLast = -1;
        var hasFirst = false;
        var hasOption = false;
        var takesPassword = command is not ("docker" or "podman" or "nerdctl" or "helm" or "az" or "cf" or "oc") || HasLogin(text, count, arguments);
        for (var i = 0; i < count; i++)
        {
            var argument = text[arguments[i]];
            if (argument.Length == 0) continue;
            if (argument is "-")
            {
                hasOption = true;
                continue;
            }
            if (argument[0] == '-')
            {
                hasOption = true;
                if (!takesPassword || argument[1] == '-') continue;
                var isAttached = argument.Length > 2;
                var next = i + 1 < count ? arguments[i + 1] : ..0;
                if (command is "sudo" && argument is "-iu") isAttached = false;
                if ((argument[1] == form.User || argument is "-iu") && (!isAttached || form.Attached))
                {
                    User(text, isAttached ? (arguments[i].Start.Value + 2)..arguments[i].End.Value : next, form.Joint, findings);
                    if (!isAttached) i++;
                }
                else if (argument[1] == form.Password && (isAttached ? form.Attached : !form.Attached || command is "sshpass" or "zip" or "unzip"))
                {
                    Password(text, isAttached ? (arguments[i].Start.Value + 2)..arguments[i].End.Value : next, findings);
                    if (!isAttached) i++;
                }
                continue;
            }
            if (form.AtHost && argument.IndexOf('@') is > 0 and var at && !argument[(at + 1)..].Contains('@')) User(text, arguments[i].Start.Value..(arguments[i].Start.Value + at), form.Joint, findings);
            if (form.Owner && !hasFirst) Owner(text, arguments[i], findings);
            hasFirst = true;
            (secondLast, last) = (last, i);
        }
        if (form.Tail && secondLast >= 0 && text[arguments[last]] is not ['/', ..])
        {
            User(text, arguments[secondLast], '\0', findings);
            Password(text, arguments[last], findings);
        }
        if (!form.Last || last < 0 || count > 8) return;
        // "su" and "passwd" are words: with an option, or alone with one name.
        if (form.IsWord && !(hasOption || count == 1)) return;
        var name = text[arguments[last]];
        var realm = name.IndexOf('@');
        var start = arguments[last].Start.Value;
        if (realm > 0) name = name[..realm];
        if (!name.ContainsAny('/', '$', '<') && !name.ContainsAny('=', '.', ':') || AccountNames.HasForm(name)) User(text, start..(start + name.Length), '\0', findings);
    }

    private static bool HasLogin(ReadOnlySpan<char> text, int count, ReadOnlySpan<Range> arguments)
    {
        for (var i = 0; i < count; i++)
        {
            if (text[arguments[i]] is "login") return true;
        }
        return false;
    }

    private static void Owner(ReadOnlySpan<char> text, Range range, List<Finding> findings)
    {
        var (start, length) = range.GetOffsetAndLength(text.Length);
        var name = text.Slice(start, length);
        var colon = name.IndexOfAny(':', '.');
        if (colon > 0) name = name[..colon];
        if (!name.Contains('/')) User(text, start..(start + name.Length), '\0', findings);
    }

    private static Dictionary<ulong, Form> Table(params (string Commands, Form Form)[] rows) =>
        rows.SelectMany(row => row.Commands.Split(' '), (row, command) => (command, row.Form)).ToDictionary(entry => WordHash.Of(entry.command), entry => entry.Form);
}
