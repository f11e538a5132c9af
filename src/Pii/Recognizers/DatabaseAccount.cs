using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.AccountNames;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Accounts in what administrates a database: <c>CREATE USER x</c>, <c>GRANT … TO x</c>, <c>OWNER TO x</c>. Key words count in capitals, or in small letters
/// behind their verb. Roles that stand for what they may do (readonly, app_role) are nobody's.
/// </summary>
internal sealed class DatabaseAccount : Recognizer
{
    /// <summary>How far behind GRANT its TO may stand, in tokens, and how many accounts are read.</summary>
    private const int Reach = 40, MaxAccounts = 8;

    public override IReadOnlyList<string> Finds { get; } =
    [
        "GRANT SELECT ON payroll.* TO '«pay_reader»'@'%';", "REVOKE INSERT ON orders FROM «jtanaka»;", "CREATE USER «jtanaka» WITH LOGIN", "ALTER USER '«lfontana»'@'localhost' x",
        "CREATE LOGIN [«svc_orders»] WITH x", "DROP USER IF EXISTS «oldintern7»;", "ALTER TABLE t OWNER TO «mvarga3»;", "grant usage on schema x to «lkeller», «mvarga3»;",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "GRANT SELECT ON t TO readonly;", "CREATE ROLE app_role NOLOGIN", "GRANT ALL ON t TO PUBLIC", "the grant goes to research_2", "CREATE USER MAPPING FOR x", "create user accounts",
        "REVOKE ALL ON SCHEMA public FROM public", "create user service_v2",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i + 1 < scan.Tokens.Length; i++)
        {
            switch (scan.TextOf(scan.Tokens[i]))
            {
                case "GRANT" or "grant" or "REVOKE" or "revoke":
                    Granted(scan, i, findings);
                    break;
                case "CREATE" or "ALTER" or "DROP" or "create" or "alter" or "drop" when IsAccount(scan, i + 1):
                    Account(scan, Skip(scan, i + 2), findings);
                    break;
                case "OWNER" or "owner" when scan.TextOf(scan.Tokens[i + 1]) is "TO" or "to":
                case "OWNED" or "owned" when scan.TextOf(scan.Tokens[i + 1]) is "BY" or "by":
                    Account(scan, i + 2, findings);
                    break;
            }
        }
    }

    private static bool IsAccount(in Scan scan, int index) => scan.TextOf(scan.Tokens[index]) is "USER" or "ROLE" or "LOGIN" or "user" or "role" or "login";

    private static int Skip(in Scan scan, int index)
    {
        while (index < scan.Tokens.Length && scan.TextOf(scan.Tokens[index]) is "IF" or "NOT" or "EXISTS" or "if" or "not" or "exists") index++;
        return index;
    }

    /// <summary>The accounts behind TO or FROM, up to the statement's end.</summary>
    private static void Granted(in Scan scan, int verb, List<Finding> findings)
    {
        var isStatement = false;
        for (var i = verb + 1; i < scan.Tokens.Length && i <= verb + Reach; i++)
        {
            if (scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start].Contains(';')) return;
            var word = scan.TextOf(scan.Tokens[i]);
            isStatement |= word is "ON" or "on" || char.IsUpper(scan.Text[scan.Tokens[verb].Start]);
            if (!isStatement || word is not ("TO" or "to" or "FROM" or "from")) continue;
            for (var (next, count) = (i + 1, 0); count < MaxAccounts && next < scan.Tokens.Length; count++)
            {
                var end = Account(scan, next, findings);
                if (scan.At(end) != ',') return;
                next = scan.TokenAt(end);
            }
            return;
        }
    }

    /// <summary>Adds the account that begins with a token; where it ends.</summary>
    private static int Account(in Scan scan, int index, List<Finding> findings)
    {
        if (index >= scan.Tokens.Length) return scan.Text.Length;
        var start = scan.Tokens[index].Start;
        var end = End(scan.Text, start);
        var name = scan.Text[start..end];
        var isQuoted = scan.Before(start) is '\'' or '"' or '`' or '[';
        if (IsName(name) && !IsRole(name) && (HasForm(name) || isQuoted && char.IsLower(name[0])) && scan.At(end) is not ('(' or '.')) findings.Add(new Finding(start, name.Length, EntityType.Username, 0.7f, FindingSource.Context));
        while (scan.At(end) is '\'' or '"' or '`' or ']') end++;
        return end;
    }

    /// <summary>What an account may do or what it is part of, instead of whose it is.</summary>
    private static bool IsRole(ReadOnlySpan<char> name) =>
        name.Contains("role", StringComparison.OrdinalIgnoreCase) || name.Contains("readonly", StringComparison.OrdinalIgnoreCase) || name.Contains("read_only", StringComparison.OrdinalIgnoreCase)
            || name.Contains("readwrite", StringComparison.OrdinalIgnoreCase) || name.Contains("group", StringComparison.OrdinalIgnoreCase) || name.Contains("service", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("app_", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_users", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_app", StringComparison.OrdinalIgnoreCase);
}
