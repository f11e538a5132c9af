using System.Collections.Frozen;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// International bank account numbers, ISO 13616: the country's length and the remainder modulo 97 prove them.
/// One that fails the check beside the word IBAN is still reported, with a lower score: a mistyped account is personal too.
/// </summary>
internal sealed class Iban : Recognizer
{
    /// <summary>Country and length, from the list of the SWIFT registry in NOTICE.</summary>
    private const string Lengths =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 " +
        "IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 " +
        "SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private const int MaxLength = 34;

    private static readonly FrozenDictionary<int,
        int> LengthOf = Lengths.Split(' ').ToFrozenDictionary(entry => entry[0] << 8 | entry[1], entry => int.Parse(entry[2..], provider: null));

    public override IReadOnlyList<string> Finds { get; } =
    [
        "pay to «DE89 3704 0044 0532 0130 00».", "IBAN:«GB29NWBK60161331926819»", "«AL47-2121-1009-0000-0002-3569-8741»",
        "IBAN «DE89370400440532013001» (mistyped)", "to «fr14 2004 1010 0505 0001 3m02 606» today",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "DE89 3704 0044 0532 0130 01", "AL47/2121/1009/0000/0002/3569/8741", "xDE89370400440532013000", "DE89370400440532013000x", "DE00370400440532013000",
        "IBAN of the company",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        Span<char> compact = stackalloc char[MaxLength];
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.Length < 4 || token.Length > MaxLength || !token.HasDigit || !char.IsAsciiDigit(scan.Text[token.Start + 2])
                || !char.IsAsciiDigit(scan.Text[token.Start + 3])) continue;
            if (!LengthOf.TryGetValue((scan.Text[token.Start] & ~0x20) << 8 | (scan.Text[token.Start + 1] & ~0x20), out var expected)) continue;
            if (expected > 0 && IsBounded(scan, token.Start)) FindAt(scan, i, expected, compact, findings);
        }
    }

    private static bool IsBounded(in Scan scan, int start) => scan.Before(start) is not ('_' or '@') && !char.IsLetterOrDigit(scan.Before(start));

    private static void FindAt(in Scan scan, int first, int expected, Span<char> compact, List<Finding> findings)
    {
        var length = 0;
        var separator = '\0';
        for (var i = first; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.Length + length > expected || (token.Kind & TokenKind.Foreign) != 0) return;
            if (i > first)
            {
                var between = scan.Text[token.Start - 1];
                if (token.Start != scan.Tokens[i - 1].End + 1 || between is not (' ' or '-' or '.') || (separator != '\0' && between != separator)) return;
                separator = between;
            }
            scan.Text[token.Start..token.End].ToUpperInvariant(compact[length..]);
            length += token.Length;
            if (length < expected) continue;
            var start = scan.Tokens[first].Start;
            var check = CheckDigits.Pair(compact, 2);
            if (check is >= 2 and <= 98
                && CheckDigits.Mod97(compact[..length])) findings.Add(new Finding(start, token.End - start, EntityType.Iban, 0.98f, FindingSource.Proven));
            else if ((scan.CueNear(first, i) & Cue.Iban) != 0 && CountDigits(compact[..length]) >= length / 2 && IsLabelled(scan, start))
                findings.Add(new Finding(start, token.End - start, EntityType.Iban, 0.6f, FindingSource.Context));
            return;
        }
    }

    /// <summary>Whether the word that announces the number stands right before it, as a label does.</summary>
    private static bool IsLabelled(in Scan scan, int start)
    {
        var label = scan.Text[Math.Max(0, start - 24)..start];
        return label.Contains("iban", StringComparison.OrdinalIgnoreCase) && !label.Contains('\n');
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text) count += char.IsAsciiDigit(c) ? 1 : 0;
        return count;
    }
}
