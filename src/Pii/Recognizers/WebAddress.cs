using System.Buffers;
using System.Collections.Frozen;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Web addresses. One whose path names a person (profiles, /u/name) is reported surely, one of an unknown host less so;
/// pages of well-known public sites get a score below the default threshold. User name and password inside one are
/// findings of their own.
/// </summary>
internal sealed class WebAddress : Recognizer
{
    private const int MaxLength = 2_048;

    /// <summary>The score of an address at an unknown host, and of one that everybody knows; the latter is below <see
    /// cref="DetectionPolicy.DefaultThreshold"/>.</summary>
    private const float Unknown = 0.4f, Public = 0.2f;

    /// <summary>Hosts of documentation, packages, standards and search, with all that is below them.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> PublicHosts = FrozenSet.ToFrozenSet(
        [
            "w3.org", "schema.org", "json-schema.org", "xmlsoap.org", "purl.org", "ietf.org", "rfc-editor.org", "whatwg.org", "unicode.org", "iso.org",
            "opengis.net", "python.org", "pypi.org", "npmjs.com", "npmjs.org", "nodejs.org", "github.com", "githubusercontent.com", "github.io", "gitlab.com",
            "bitbucket.org",
            "stackoverflow.com", "stackexchange.com", "wikipedia.org", "wikimedia.org", "mozilla.org", "google.com", "googleapis.com", "gstatic.com",
            "microsoft.com", "azure.com", "windows.net", "visualstudio.com", "nuget.org", "apache.org", "maven.org", "gnu.org", "debian.org", "ubuntu.com",
            "docker.com", "docker.io",
            "kubernetes.io", "k8s.io", "golang.org", "go.dev", "rust-lang.org", "crates.io", "docs.rs", "readthedocs.io", "readthedocs.org", "oracle.com",
            "java.com", "jetbrains.com", "reactjs.org", "react.dev", "vuejs.org", "angular.io", "eslint.org", "webpack.js.org", "babeljs.io", "cloudflare.com",
            "jsdelivr.net",
            "unpkg.com", "amazonaws.com", "amazon.com", "apple.com", "android.com", "mysql.com", "postgresql.org", "sqlite.org", "redis.io", "mongodb.com",
            "elastic.co", "grafana.com", "prometheus.io", "openai.com", "anthropic.com", "huggingface.co", "arxiv.org", "doi.org", "youtube.com", "youtu.be",
            "medium.com", "bbc.co.uk",
            "opensource.org", "creativecommons.org", "spdx.org", "iana.org", "example.com", "example.org", "example.net", "bugs.python.org", "sourceforge.net",
            "perl.org", "ruby-lang.org", "rubygems.org", "php.net", "swift.org", "kernel.org", "freedesktop.org", "openssl.org", "letsencrypt.org", "nist.gov",
            "owasp.org",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> End = SearchValues.Create(" \t\r\n\"'<>`{}|\\^«»“”，。、");

    private static readonly SearchValues<string> PersonalPaths = SearchValues.Create(
        [
            "linkedin.com/in/", "facebook.com/", "instagram.com/", "twitter.com/", "x.com/", "t.me/", "github.com/users/", "/profile/", "/profiles/", "/user/",
            "/users/", "/u/", "/~", "/people/", "/author/", "/authors/", "/member/", "/members/", "/@", "/in/", "calendly.com/", "tiktok.com/@",
            "xing.com/profile", "orcid.org/0", "gravatar.com/avatar/", "paypal.me/", "wa.me/", "keybase.io/", "/persone/", "/personen/", "/personas/", "/perfil/", "/profil/", "/usuarios/", "/utenti/", "/mitarbeiter/", "/konto/", "/kabinet/", "/share/", "?u=", "&u=", "user=", "who=", "email=", "mail=", "/d/", "/cv/", "/resume", "/patients/", "/customers/", "/employees/",
        ],
        StringComparison.OrdinalIgnoreCase);

    public override IReadOnlyList<string> Finds { get; } =
    [
        "page «www.kettle-and-moss.example» is", "see «https://linkedin.com/in/ada-lovelace-1815», thanks",
        "«https://shop.example.com/u/quiltingqueen_1951/orders?page=2» and", "«http://blog.example.net/authors/ada-lovelace»", "«https://www.example.org/»",
        "«example.com»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "http://localhost", "a.b", "file.txt", "foo://", "www.", "e.g. this", "README.md", "http://[2001:db8::1]/path",
        "see https://docs.python.org/3/library/re.html for it",
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
        for (var i = text.IndexOf("www."); i >= 0;)
        {
            var rest = text[i..Math.Min(text.Length, i + MaxLength)];
            var length = rest.IndexOfAny(End);
            if (length < 0) length = rest.Length;
            rest = rest[..length].TrimEnd(".,;:!?)*]'");
            if (rest.Count('.') > 1 && !char.IsLetterOrDigit(scan.Before(i))
                && scan.Before(i) is not ('/' or '@' or '.')) findings.Add(new Finding(i, rest.Length, EntityType.Url,
                IsPublic(rest[..(rest.IndexOf('/') is var slash && slash < 0 ? rest.Length : slash)]) ? Public : Unknown, FindingSource.Context));
            var next = text[(i + 4)..].IndexOf("www.");
            i = next < 0 ? -1 : i + 4 + next;
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
        if (Credentials(rest, colon + 3, findings)) return behind;
        var isWeb = text[start..colon] is "http" or "https" or "ftp" or "HTTP" or "HTTPS";
        var host = rest[..(rest.IndexOfAny('/', '?', '#') is var slash && slash < 0 ? rest.Length : slash)];
        if (!isWeb || !host.Contains('.') || host.Contains('[') || !HasLetter(host)) return behind;
        var isPersonal = rest.ContainsAny(PersonalPaths) && rest.Length > host.Length + 4;
        isPersonal |= IsSomebodys(scan, start);
        var isWhole = start <= 1 && behind >= text.Length - 1;
        findings.Add(new Finding(start, behind - start, EntityType.Url, isPersonal ? 0.8f : isWhole ? 0.6f : IsPublic(host) ? Public : Unknown,
            FindingSource.Context));
        return behind;
    }

    /// <summary>"his site is http://…", "portfolio: https://…".</summary>
    private static bool IsSomebodys(in Scan scan, int start)
    {
        var token = scan.TokenAt(start) - 1;
        var hasOwner = false;
        for (var i = token; i >= Math.Max(0, token - 2); i--)
        {
            var word = scan.TextOf(scan.Tokens[i]);
            if (scan.Text[scan.Tokens[i].End..start].ContainsAny('\n', ';') && i == token && scan.At(scan.Tokens[i].End) != ':') return false;
            if (word is "portfolio" or "Portfolio" or "homepage" or "Homepage" or "strona" or "perfil" or "profil" or "profile" or "Profile") return true;
            if (word is "site" or "website" or "blog" or "page" or "web" or "Website" or "Site" or "sito" or "página") hasOwner = i > 0 && scan.TextOf(scan.Tokens[i - 1]) is "his" or "her" or "my" or "His" or "Her" or "My" or "su" or "mi" or "seu" or "suo" or "personal";
            if (hasOwner) return true;
        }
        return false;
    }

    /// <summary>user:password@host: each part by itself, or one key where the provider's host says that the pair is one.</summary>
    private static bool Credentials(ReadOnlySpan<char> rest, int offset, List<Finding> findings)
    {
        var authority = rest[..(rest.IndexOfAny('/', '?') is var slash && slash < 0 ? rest.Length : slash)];
        var at = authority.LastIndexOf('@');
        if (at < 1) return false;
        var colon = authority[..at].IndexOf(':');
        if (authority[at..].EndsWith("contribsys.com", StringComparison.OrdinalIgnoreCase)
            || authority[at..].Contains("contribsys.com:", StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(new Finding(offset, at, EntityType.ApiKey, 0.9f, FindingSource.Proven));
            return true;
        }
        var user = authority[..(colon < 0 ? at : colon)];
        if (user.Length >= 2 && user is not ("git" or "root" or "user" or "username" or "admin" or "postgres") && !Structure.Randomness.IsPlaceholder(user)
            && !user.Contains('$'))
            findings.Add(new Finding(offset, user.Length, EntityType.Username, 0.8f, FindingSource.Context));
        if (colon < 0) return true;
        var password = authority[(colon + 1)..at];
        if (password.Length >= 3 && !Structure.Randomness.IsPlaceholder(password) && !password.Contains('$') && password is not ("pass" or "password"))
            findings.Add(new Finding(offset + colon + 1, password.Length, EntityType.Password, 0.85f, FindingSource.Context));
        return true;
    }

    /// <summary>Whether the host or one of its parents is known to everybody.</summary>
    private static bool IsPublic(ReadOnlySpan<char> host)
    {
        var port = host.LastIndexOf(':');
        if (port > 0) host = host[..port];
        while (true)
        {
            if (PublicHosts.Contains(host)) return true;
            var dot = host.IndexOf('.');
            if (dot < 0) return host is "localhost";
            host = host[(dot + 1)..];
        }
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
