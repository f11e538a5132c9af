using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Payment card numbers: an issuer's range (ISO/IEC 7812), its length, Luhn. Written in the networks' groups (4-4-4-4,
/// 4-6-5, 4-6-4) they need nothing else; of a bare run one in ten passes Luhn by chance, so it needs an issuer with its
/// exact length, or a word that announces it.
/// </summary>
internal sealed class PaymentCard : Recognizer
{
    public override IReadOnlyList<string> Finds { get; } =
    [
        "card «4111 1111 1111 1111», please", "«5555-5555-5555-4444»", "amex «3782 822463 10005»", "pay with «4242424242424242» today",
        "Kreditkarte: «6011000990139424»",
        "card «4222222222222»", "«30569309025904»", "JPY «3530111333300000»", "my credit card: «122000000000003»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "card 4111 1111 1111 1112", "order 20260131000017", "550e8400-e29b-41d4-a716-446655440000", "sha 4111111111111111ab", "0.4111111111111111",
        "4111111111111111.5",
        "0000 0000 0000 0000", "trace_4111111111111111", "1700000000000000", "id 4111-1111-1111-1111-1111",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        Span<char> digits = stackalloc char[19];
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            if (!scan.Tokens[i].IsNumber || !scan.IsFreeBefore(scan.Tokens[i].Start)) continue;
            var length = 0;
            var separator = '\0';
            var last = i;
            for (var next = i; next < scan.Tokens.Length && next < i + 6; next++)
            {
                ref readonly var token = ref scan.Tokens[next];
                if (!token.IsNumber || token.Length + length > 19) break;
                if (next > i)
                {
                    var between = scan.Text[token.Start - 1];
                    if (token.Start != scan.Tokens[next - 1].End + 1 || between is not (' ' or '-' or '.') || (separator != '\0' && between != separator)) break;
                    separator = between;
                }
                scan.Text[token.Start..token.End].CopyTo(digits[length..]);
                length += token.Length;
                last = next;
            }
            var finding = length < 12 || !scan.IsFreeAfter(scan.Tokens[last].End)
                || HasGroupBeside(scan, i, last, separator) ? default : Check(scan, i, last, digits[..length]);
            if (finding.Length == 0) continue;
            findings.Add(finding);
            i = last;
        }
    }

    /// <summary>Whether the words around say that the number is there to test with.</summary>
    private static bool IsCalledTest(in Scan scan, int first, int last)
    {
        for (var i = Math.Max(0, first - Scan.TokensBefore); i < Math.Min(scan.Tokens.Length, last + Scan.TokensAfter); i++)
        {
            if (scan.TextOf(scan.Tokens[i]) is "test" or "Test" or "TEST" or "tests" or "testing" or "sandbox" or "fixture" or "sample" or "dummy" or "pytest" or "mock" or "Testkarte" or "Testnummer" or "prueba" or "essai") return true;
        }
        return false;
    }

    private static Finding Check(in Scan scan, int first, int last, ReadOnlySpan<char> digits)
    {
        if (!CheckDigits.Luhn(digits) || CheckDigits.IsConstant(digits) || PublishedCards.IsOne(digits) && IsCalledTest(scan, first, last)) return default;
        var range = HasIssuerRange(digits);
        var announced = (scan.CueNear(first, last) & Cue.Card) != 0;
        if (!announced && first > 0 && (IsGoodsNumber(scan, first) || first == last && IsMachineNumber(scan, first))) return default;
        var start = scan.Tokens[first].Start;
        var size = scan.Tokens[last].End - start;
        if (last > first) return range
            && HasCardGroups(scan, first, last) ? new Finding(start, size, EntityType.CreditCard, 0.97f, FindingSource.Proven) : default;
        // Of the short ranges a bare run of machine digits falls into one too easily.
        if (range && (announced || digits.Length == 16 || scan.IsBare)) return new Finding(start, size, EntityType.CreditCard, announced ? 0.97f : 0.8f,
            FindingSource.Proven);
        return (announced && digits.Length >= 13)
            || (scan.IsBare && digits.Length is 15 or 16) ? new Finding(start, size, EntityType.CreditCard, 0.5f, FindingSource.Context) : default;
    }

    /// <summary>"order 4111111111111111", "id 5500000000000004": the numbers of goods and rows pass Luhn too, one in ten.</summary>
    private static bool IsMachineNumber(in Scan scan, int first) =>
        (scan.Tokens[first - 1].Cue & (Cue.Order | Cue.Goods | Cue.Id)) != 0 && scan.Text[scan.Tokens[first - 1].End..scan.Tokens[first].Start] is " " or "\":\"" or "\": \"" or "\": " or "\":" or "=" or ": " or " = ";

    /// <summary>"Lotto 2720994625763536", "batch no. …": the word right before says what is numbered.</summary>
    private static bool IsGoodsNumber(in Scan scan, int first) =>
        scan.Tokens[first].Start - scan.Tokens[first - 1].End <= 3 && !scan.Text[scan.Tokens[first - 1].End..scan.Tokens[first].Start].Contains(',')
            && scan.TextOf(scan.Tokens[first - 1]) is "batch" or "Batch" or "lot" or "Lot" or "LOT" or "lote" or "Lote" or "lotto" or "Lotto" or "Charge" or "Chargennummer" or "partij" or "szarża" or "serie" or "Serie"
                or "serial" or "Serial" or "sku" or "SKU" or "ean" or "EAN" or "trace" or "span";

    /// <summary>Whether a further group follows or goes before with the same separator, so that the row is no card number.</summary>
    private static bool HasGroupBeside(in Scan scan, int first, int last, char separator)
    {
        if (separator == '\0') return false;
        var after = scan.Tokens[last].End;
        return (scan.At(after) == separator && char.IsAsciiDigit(scan.At(after + 1)))
            || (first > 0 && scan.Before(scan.Tokens[first].Start) == separator && char.IsAsciiDigit(scan.Text[scan.Tokens[first].Start - 2]));
    }

    private static bool HasCardGroups(in Scan scan, int first, int last)
    {
        var groups = last - first + 1;
        for (var i = first; i < last; i++)
        {
            var length = scan.Tokens[i].Length;
            if (length != 4 && !(groups == 3 && i == first + 1 && length == 6)) return false;
        }
        return true;
    }

    /// <summary>Issuer identification numbers and the lengths that their networks use.</summary>
    private static bool HasIssuerRange(ReadOnlySpan<char> digits)
    {
        var four = (int)CheckDigits.Number(digits[..4]);
        var six = (int)CheckDigits.Number(digits[..6]);
        return digits.Length switch
        {
            13 => four / 1000 == 4,
            14 => four / 10 is >= 300 and <= 305 || four / 100 is 36 or 38 or 39,
            15 => four / 100 is 34 or 37,
            16 => four / 1000 == 4 || four / 100 is (>= 51 and <= 55) or 50 or (>= 56 and <= 69) or 81 || four is >= 2200 and <= 2204
                || four is (>= 2221 and <= 2720) or (>= 3528 and <= 3589) || six is >= 622126 and <= 622925,
            12 or 17 or 18 => four is 5018 or 5020 or 5038 or 5893 or 6304 or 6759 or 6761 or 6762 or 6763 || four / 100 == 62 && digits.Length > 16,
            19 => four / 1000 == 4 || four / 100 == 62 || four is 5018 or 5020 or 5038 or 6304 or 6759 or 6761 or 6762 or 6763,
            _ => false,
        };
    }
}
