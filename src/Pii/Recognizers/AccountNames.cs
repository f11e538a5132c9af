using System.Collections.Frozen;

namespace EventAgents.Pii.Recognizers;

/// <summary>What account names look like, and which of them are nobody's.</summary>
internal static class AccountNames
{
    /// <summary>Longest account name in characters.</summary>
    public const int MaxLength = 40;

    /// <summary>Accounts that every system has, placeholders, and words that follow an @ in code.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Nobody = FrozenSet.ToFrozenSet(
        [
            "root", "admin", "administrator", "postgres", "system", "guest", "nobody", "anonymous", "user", "users", "default", "ubuntu", "debian", "centos",
            "www-data", "nginx", "git", "service", "public", "sa", "daemon", "bot", "assistant", "none", "null", "localhost", "mysql", "redis", "test",
            "readonly", "app", "ec2-user", "runner", "login", "name", "id", "agent", "shared", "all", "username", "you", "me", "jovyan", "vscode", "node",
            "linuxbrew", "vagrant", "pi", "work", "everyone", "here", "channel", "team", "staff", "wheel", "docker", "sudo", "apache", "httpd", "sshd",
            "jenkins", "gitlab-runner", "circleci", "travis", "backup", "mail", "oracle", "systemd", "messagebus", "polkitd", "nobody4", "operator",
            "support", "info", "security", "root@localhost", "current_user", "session_user", "myuser", "youruser", "your_username", "my_user", "myusername",
            "yourname", "someuser", "someone", "demo", "example", "foo", "bar", "unknown", "tool", "function", "developer", "model", "human", "ai", "client", "i", "hi", "hello", "hey", "the", "my",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the name belongs to no person and no organisation's own system.</summary>
    public static bool IsNobody(ReadOnlySpan<char> name) => Nobody.Contains(name) || name.EndsWith("_bot", StringComparison.OrdinalIgnoreCase) || name.EndsWith("-bot", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a name that begins at <paramref name="start"/> ends; a stop or hyphen behind it is left out.</summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start <= MaxLength && IsPart(text[end])) end++;
        while (end > start && text[end - 1] is '.' or '-') end--;
        return end;
    }

    public static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-';

    /// <summary>A name of 2 to <see cref="MaxLength"/> characters with a letter, that is somebody's.</summary>
    public static bool IsName(ReadOnlySpan<char> name) => name.Length is >= 2 and <= MaxLength && HasLetter(name) && !IsNobody(name) && !IsProgram(name);

    private static bool IsProgram(ReadOnlySpan<char> name) =>
        name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".py", StringComparison.Ordinal) || name.EndsWith(".js", StringComparison.Ordinal);

    /// <summary>Whether the name has a form that words do not have: j.kramer, aeberth7, BIGDADDY_REX59, kschmidt.</summary>
    public static bool HasForm(ReadOnlySpan<char> name)
    {
        var letters = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsLetter(name[i])) letters++;
            else if (letters > 0 && !(name[i] is '-' && !name[(i + 1)..].ContainsAnyInRange('0', '9') && !HasDigit(name))) return true;
        }
        return letters == name.Length && IsInitialAndSurname(name);
    }

    /// <summary>jhansen, gbernard, mvdberg: two consonants that begin no word, as where an initial stands before a surname.</summary>
    public static bool IsInitialAndSurname(ReadOnlySpan<char> name)
    {
        if (name.Length is < 4 or > 16 || !char.IsAsciiLetterLower(name[0]) || !char.IsAsciiLetterLower(name[1])) return false;
        if (IsVowel(name[0]) || IsVowel(name[1]) || name[1] == 'y') return false;
        var hasVowel = false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c)) return false;
            hasVowel |= IsVowel(c) || c == 'y';
        }
        return hasVowel && !Onsets.Contains(name[..2], StringComparison.Ordinal);
    }

    private const string Onsets =
        "bl br ch cl cr cz dr ds dz dw fj fl fr gh gl gn gr hr kl km kn kr kw ll lj nj ng ph pl pn pr ps pt sc sf sh sj sk sl sm sn sp sq sr st sv sw sz th tj tr ts tw tz vl vr wh wr zb zd zl zm zn zr zw bh dh dj mn xh zh";

    public static bool HasLetter(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (char.IsLetter(c)) return true;
        }
        return false;
    }

    private static bool HasDigit(ReadOnlySpan<char> name) => name.ContainsAnyInRange('0', '9');

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
