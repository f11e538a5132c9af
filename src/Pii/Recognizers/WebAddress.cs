using System.Buffers;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Web addresses. Reported as a whole where the path names a person (profiles, /u/name) or the text is nothing else;
/// other addresses get a score below the default threshold. User name and password inside one are findings of their own.
/// </summary>
internal sealed class WebAddress : Recognizer
{
    private const int MaxLength = 2_048;

    /// <summary>The score of an address that names nobody; below <see cref="DetectionPolicy.DefaultThreshold"/>.</summary>
    private const float Plain = 0.2f;

    private static readonly SearchValues<char> End = SearchValues.Create(" \t\r\n\"'<>`{}|\\^«»“”，。、");

    private static readonly SearchValues<string> PersonalPaths = SearchValues.Create(
        [
            "linkedin.com/in/", "facebook.com/", "instagram.com/", "twitter.com/", "x.com/", "t.me/", "github.com/users/", "/profile/", "/profiles/", "/user/", "/users/", "/u/", "/~", "/people/", "/author/", "/authors/", "/member/", "/members/", "/@", "/in/", "calendly.com/", "tiktok.com/@",
            "xing.com/profile", "orcid.org/0", "gravatar.com/avatar/", "paypal.me/", "wa.me/", "keybase.io/", "/patients/", "/customers/", "/employees/",
        ],
        StringComparison.OrdinalIgnoreCase);

    public override IReadOnlyList<string> Finds { get; } =
    [
        "see «https://linkedin.com/in/ada-lovelace-1815», thanks", "«https://shop.example.com/u/quiltingqueen_1951/orders?page=2» and", "«http://blog.example.net/authors/ada-lovelace»", "«https://www.example.org/»", "«example.com»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "http://localhost", "a.b", "file.txt", "foo://", "www.", "e.g. this", "README.md", "http://[2001:db8::1]/path",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        for (var i = text.IndexOf("://"); i >= 0;)
        {
            var end = Scheme(scan, i, findings);
            var next = text[end..].IndexOf("://");
            i = next < 0 ? -1 : end + next;
        }
        if (scan.IsBareHost) findings.Add(new Finding(0, text.Length, EntityType.Url, 0.6f, FindingSource.Context));
    }

    private static int Scheme(in Scan scan, int colon, List<Finding> findings)
    {
        var text = scan.Text;
        var start = colon;
        while (start > 0 && colon - start < 20 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '.' or '-')) start--;
        var rest = text[(colon + 3)..Math.Min(text.Length, colon + 3 + MaxLength)];
        var length = rest.IndexOfAny(End);
        if (length < 0) length = rest.Length;
        rest = rest[..length].TrimEnd(".,;:!?)*]'");
        var behind = colon + 3 + rest.Length;
        if (start == colon || rest.Length < 4) return colon + 3;
        Credentials(rest, colon + 3, findings);
        var isWeb = text[start..colon] is "http" or "https" or "ftp" or "HTTP" or "HTTPS";
        var host = rest[..(rest.IndexOfAny('/', '?', '#') is var slash && slash < 0 ? rest.Length : slash)];
        if (!isWeb || !host.Contains('.') || host.Contains('[') || !HasLetter(host)) return behind;
        var isPersonal = rest.ContainsAny(PersonalPaths) && rest.Length > host.Length + 4;
        var isWhole = start <= 1 && behind >= text.Length - 1;
        findings.Add(new Finding(start, behind - start, EntityType.Url, isPersonal ? 0.8f : isWhole ? 0.6f : Plain, FindingSource.Context));
        return behind;
    }

    /// <summary>user:password@host: each part by itself, or one key where the provider's host says that the pair is one.</summary>
    private static void Credentials(ReadOnlySpan<char> rest, int offset, List<Finding> findings)
    {
        var authority = rest[..(rest.IndexOfAny('/', '?') is var slash && slash < 0 ? rest.Length : slash)];
        var at = authority.LastIndexOf('@');
        if (at < 1) return;
        var colon = authority[..at].IndexOf(':');
        if (authority[at..].EndsWith("contribsys.com", StringComparison.OrdinalIgnoreCase) || authority[at..].Contains("contribsys.com:", StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(new Finding(offset, at, EntityType.ApiKey, 0.9f, FindingSource.Proven));
            return;
        }
        var user = authority[..(colon < 0 ? at : colon)];
        if (user.Length >= 2 && user is not ("git" or "root" or "user" or "username" or "admin" or "postgres") && !Structure.Randomness.IsPlaceholder(user) && !user.Contains('$'))
            findings.Add(new Finding(offset, user.Length, EntityType.Username, 0.8f, FindingSource.Context));
        if (colon < 0) return;
        var password = authority[(colon + 1)..at];
        if (password.Length >= 3 && !Structure.Randomness.IsPlaceholder(password) && !password.Contains('$') && password is not ("pass" or "password"))
            findings.Add(new Finding(offset + colon + 1, password.Length, EntityType.Password, 0.85f, FindingSource.Context));
    }

    private static bool HasLetter(ReadOnlySpan<char> host)
    {
        foreach (var c in host)
        {
            if (char.IsLetter(c)) return true;
        }
        return false;
    }
}
