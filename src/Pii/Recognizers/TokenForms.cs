using System.Buffers;
using System.Text.RegularExpressions;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Tokens without a prefix whose inner mark proves them (Azure's Q~, Telegram's :A, Terraform's .atlasv1.), and webhook
/// addresses that are secrets as a whole. The mark is searched; the pattern sees a window around it, so time stays linear.
/// </summary>
internal sealed partial class TokenForms : Recognizer
{
    private const int Window = 240;

    /// <summary>The mark, how many letters, digits, hyphens and underscores must follow it at once, and the whole form.</summary>
    private static readonly (string Mark, int Followers, Regex Pattern)[] Forms =
    [
        ("Q~", 4, Azure()), (":A", 34, Telegram()), (".atlasv1.", 30, Terraform()), ("_mmk", 0, MaxMind()), ("hooks.slack.com/", 8, Slack()),
            ("/api/webhooks/", 15, Discord()), (".webhook.office.com/", 10, Teams()),
        ("pat", 14, Airtable()), ("pat.", 22, Harness()), ("sat.", 22, Harness()),
    ];

    private static readonly SearchValues<char> Followers = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "secret «Z2e8Q~IBEGo8jK86tNNZlXHZ77ZIaBPZrONQHlPn»", "new TelegramBot('«7511215369:AAqP5CUd8badaPGWBkZHKTfQmZ8Jjw2c5Sk»')",
        "«f2i3pfjxet0k1e.atlasv1.17p14rw4beobwfb6gf0laflvcacd53tv6cl98i4frvrst9cr907ohlklo4k7»",
        "post to «https://hooks.slack.com/services/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» please",
        "«patUyySLfOojnxTS1.b05299a042bbde0925659e201848dde514f259fbad1e716bc8ab5d1e2c3f4a5b»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "why Q~ not", "12:Alpha", "a.atlasv1.b", "https://hooks.slack.com/services", "compat", "format. at. that.",
        "~~~~~~~Q~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        foreach (var (mark, followers, pattern) in Forms)
        {
            var searched = 0;
            for (var at = scan.Text.IndexOf(mark, StringComparison.Ordinal); at >= 0;)
            {
                var next = at + mark.Length;
                var from = Math.Max(searched, at - Window);
                var window = HasFollowers(scan.Text[next..], followers) ? scan.Text[from..Math.Min(scan.Text.Length, at + Window)] : default;
                foreach (var match in pattern.EnumerateMatches(window))
                {
                    findings.Add(new Finding(from + match.Index, match.Length, EntityType.ApiKey, 0.92f, FindingSource.Proven));
                    next = Math.Max(next, from + match.Index + match.Length);
                    searched = next;
                    break;
                }
                var more = scan.Text[next..].IndexOf(mark, StringComparison.Ordinal);
                at = more < 0 ? -1 : next + more;
            }
        }
    }

    private static bool HasFollowers(ReadOnlySpan<char> text, int count) => text.Length >= count && !text[..count].ContainsAnyExcept(Followers);

    [GeneratedRegex(@"\b[A-Za-z0-9_.]{3}[0-9]Q~[A-Za-z0-9_.][A-Za-z0-9_~.-]{30,33}", RegexOptions.CultureInvariant)]
    private static partial Regex Azure();

    [GeneratedRegex(@"\b[0-9]{5,16}:A[A-Za-z0-9_-]{34}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Telegram();

    [GeneratedRegex(@"\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}", RegexOptions.CultureInvariant)]
    private static partial Regex Terraform();

    [GeneratedRegex(@"\b[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk\b", RegexOptions.CultureInvariant)]
    private static partial Regex MaxMind();

    [GeneratedRegex(@"https?://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{30,70}", RegexOptions.CultureInvariant)]
    private static partial Regex Slack();

    [GeneratedRegex(@"https?://(?:ptb\.|canary\.)?discord(?:app)?\.com/api/webhooks/[0-9]{15,21}/[A-Za-z0-9_-]{40,80}", RegexOptions.CultureInvariant)]
    private static partial Regex Discord();

    [GeneratedRegex(@"https://[a-z0-9-]{1,60}\.webhook\.office\.com/webhookb2/[a-z0-9@/-]{60,180}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Teams();

    [GeneratedRegex(@"\bpat[A-Za-z0-9]{14}\.[a-f0-9]{64}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Airtable();

    [GeneratedRegex(@"\b[ps]at\.[A-Za-z0-9]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Harness();
}
