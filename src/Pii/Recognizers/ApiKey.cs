using System.Buffers;
using System.Buffers.Text;
using EventAgents.Pii.Reading;
using EventAgents.Pii.Structure;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Keys and tokens that their form proves: a provider's prefix with its alphabet and length, JSON web tokens, private
/// keys in PEM. Keys that only their field's name gives away are found by <see cref="Fields"/>.
/// </summary>
internal sealed class ApiKey : Recognizer
{
    private const int MaxPemLength = 16_384, MaxTokenLength = 8_192;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> Url = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_");
    private static readonly SearchValues<char> Dotted = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.=");
    private static readonly SearchValues<char> Base64Characters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/=");
    private static readonly SearchValues<char> Any = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/=-_.:~%");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "the token is «ghp_6EnLqNGpuxcmlzkO7rRu5ykYYqhXHdO2x93C» ok", "«AKIALAQKPVJRCHXN9364»", "x=«glpat-05U2MEaIE5PwnKy8LiZw»;",
        "key `«sk_live_BsnHlvBbPn4ySv5Z7YJYIWsH»` revoked", "«xoxb-797121438381-0461306263589-3k4pTErKLeaZtqvZp0jzDU3J»",
        "jwt «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg» end",
        "SG «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»", "«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»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "AKIAXXXXXXXXXXXXXXXX", "glpat-xxxxxxxx-xxxxxxxxxxx", "sk-learn is a library", "hf_requiredCharacteristicTypesForDisplayMetadata",
        "xoxb-xoxb-my-bot-token", "eyJhbGciOi", "-----BEGIN PRIVATE KEY-----\nanything\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "sk-0123", "sntryu_[a-f0-9]{65}", "ghp_short",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.Length < 2 || token.Start + 12 > text.Length || scan.Before(token.Start) is '_') continue;
            if (text[token.Start] == 'e' && text[token.Start..].StartsWith("eyJ", StringComparison.Ordinal)
                && WebToken(text, token.Start, findings) is > 0 and var end)
            {
                i = scan.TokenAt(end - 1);
                continue;
            }
            if (Prefixed(text, token.Start, findings) is > 0 and var behind) i = scan.TokenAt(behind - 1);
        }
        PrivateKeys(text, findings);
    }

    private static int Prefixed(ReadOnlySpan<char> text, int start, List<Finding> findings)
    {
        foreach (ref readonly var known in KeyPrefixes.StartingLike(text[start..]))
        {
            if (!text[start..].StartsWith(known.Prefix, StringComparison.Ordinal)) continue;
            var rest = text[(start + known.Prefix.Length)..];
            var length = rest[..Math.Min(rest.Length, known.Max + 1)].IndexOfAnyExcept(Alphabet(known.Alphabet));
            if (length < 0) length = Math.Min(rest.Length, known.Max + 1);
            while (length > known.Min && rest[length - 1] is '.' or ':' or '%' or '-') length--;
            if (length < known.Min || length > known.Max || (length < rest.Length && char.IsAsciiLetterOrDigit(rest[length]))) continue;
            var body = rest[..length];
            if (Randomness.IsPlaceholder(body) || Randomness.Entropy(body) < Math.Min(2.6, Math.Log2(length) - 0.8) || !LooksGenerated(known, body)) continue;
            findings.Add(new Finding(start, known.Prefix.Length + length, EntityType.ApiKey, 0.95f, FindingSource.Proven));
            return start + known.Prefix.Length + length;
        }
        return 0;
    }

    /// <summary>Short or common beginnings (sk-, test_, API-) need a body with digits, so that names are left alone.</summary>
    private static bool LooksGenerated(in KeyPrefix known, ReadOnlySpan<char> body)
    {
        if (known.Prefix.Length > 5 || known.Alphabet == KeyAlphabet.Hex || known.Prefix is "hf_" or "npm_") return true;
        var digits = 0;
        foreach (var c in body) digits += char.IsAsciiDigit(c) ? 1 : 0;
        return digits >= (known.Prefix.StartsWith('A') ? 1 : 2);
    }

    private static SearchValues<char> Alphabet(KeyAlphabet alphabet) => alphabet switch
    {
        KeyAlphabet.Hex => Hex,
        KeyAlphabet.LettersAndDigits => LettersAndDigits,
        KeyAlphabet.Url => Url,
        KeyAlphabet.Dotted => Dotted,
        KeyAlphabet.Base64 => Base64Characters,
        _ => Any,
    };

    /// <summary>Three parts in base64url of which the first decodes to a JSON object; two parts of an encrypted one may be empty.</summary>
    private static int WebToken(ReadOnlySpan<char> text, int start, List<Finding> findings)
    {
        var rest = text.Slice(start, Math.Min(text.Length - start, MaxTokenLength));
        var length = rest.IndexOfAnyExcept(Dotted);
        if (length < 0) length = rest.Length;
        var token = rest[..length].TrimEnd('.');
        var dot = token.IndexOf('.');
        if (dot < 12 || token.Length - dot < 12 || token[(dot + 1)..].IndexOf('.') < 0) return 0;
        Span<byte> decoded = stackalloc byte[48];
        var head = token[..Math.Min(dot, 60)];
        if (Base64Url.DecodeFromChars(head[..(head.Length / 4 * 4)], decoded, out _, out var written, isFinalBlock: false) is OperationStatus.InvalidData
            || !decoded[..written].StartsWith("{\""u8)) return 0;
        findings.Add(new Finding(start, token.Length, EntityType.ApiKey, 0.95f, FindingSource.Proven));
        return start + token.Length;
    }

    /// <summary>The whole PEM block; one that is cut off ends with the last line of base64.</summary>
    private static void PrivateKeys(ReadOnlySpan<char> text, List<Finding> findings)
    {
        const string Begin = "-----BEGIN ";
        for (var start = text.IndexOf(Begin); start >= 0;)
        {
            var block = text.Slice(start, Math.Min(text.Length - start, MaxPemLength));
            var end = Begin.Length;
            var head = block[end..].IndexOf("-----");
            if (head is > 0 and < 40 && block.Slice(end, head).Contains("PRIVATE KEY", StringComparison.Ordinal))
            {
                var body = end + head + 5;
                var tail = block[body..].IndexOf("-----END ");
                var close = tail < 0 ? -1 : block[(body + tail + 9)..].IndexOf("-----");
                end = close >= 0 ? body + tail + 9 + close + 5 : EndOfBase64(block, body);
                if ((close >= 0 ? tail : end - body) >= 40) findings.Add(new Finding(start, end, EntityType.ApiKey, 0.98f, FindingSource.Proven));
            }
            var next = text[(start + end)..].IndexOf(Begin);
            start = next < 0 ? -1 : start + end + next;
        }
    }

    private static int EndOfBase64(ReadOnlySpan<char> block, int start)
    {
        var end = start;
        while (end < block.Length && (Base64Characters.Contains(block[end]) || block[end] is '\n' or '\r' or '\\')) end++;
        return end;
    }
}
