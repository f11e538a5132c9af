using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Vehicle identification numbers (ISO 3779, with North America's check digit in place 9, else announced) and number
/// plates of several countries, announced or alone in the text; IMEIs (15 digits, Luhn, announced).
/// </summary>
internal sealed class Vehicle : Recognizer
{
    public override IReadOnlyList<string> Finds { get; } =
    [
        "VIN «1HGCM82633A004352»", "«1M8GDM9AXKP042788»", "chassis «WVWZZZ1JZXW000001»", "Plaka «34 ABC 1234» ve", "plate «BV57 AXC».",
        "Kennzeichen «B-JN 5684»", "«AB70 DEF»", "IMEI: «490154203237518»", "plates: «APP-456CV»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "1HGCM82633A004353", "490154203237518", "the 12 ABC 1234 test", "AB49 ABC", "S3", "token WVWZZZ1JZXW000001X", "PLATE OF FOOD 12",
        "plate number 3 was hot",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        Span<char> compact = stackalloc char[12];
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.Length > 17 || !IsOfPlate(scan, token) || !scan.IsFreeBefore(token.Start)) continue;
            if (token.HasDigit && token.Length == 17 && scan.IsFreeAfter(token.End))
            {
                if (IsVin(scan.TextOf(token)) && (HasVinCheckDigit(scan.TextOf(token)) || (scan.CueNear(i, i) & Cue.Vin) != 0))
                    findings.Add(new Finding(token.Start, 17, EntityType.VehicleId, 0.9f, FindingSource.Proven));
            }
            else if (token.IsNumber && token.Length == 15 && scan.IsFreeAfter(token.End) && (scan.CueNear(i, i) & Cue.Imei) != 0
                && CheckDigits.Luhn(scan.TextOf(token)))
                findings.Add(new Finding(token.Start, 15, EntityType.Code, 0.8f, FindingSource.Context));
            else if (token.Length <= 10 && (token.HasDigit || token.Length <= 3)) Plate(scan, i, compact, findings);
        }
    }

    /// <summary>ASCII, capitals of another script, or one character of a script without spaces.</summary>
    private static bool IsOfPlate(in Scan scan, in Token token)
    {
        if ((token.Kind & TokenKind.Foreign) == 0) return true;
        if (Tokenizer.IsUnspaced(scan.Text[token.Start])) return token.Length == 1;
        foreach (var c in scan.TextOf(token))
        {
            if (!char.IsUpper(c) && !char.IsAsciiDigit(c)) return false;
        }
        return token.Length <= 10;
    }

    private static bool IsVin(ReadOnlySpan<char> word)
    {
        int digits = 0, letters = 0;
        foreach (var c in word)
        {
            if (c is 'I' or 'O' or 'Q' || char.IsAsciiLetterLower(c)) return false;
            if (char.IsAsciiDigit(c)) digits++;
            else letters++;
        }
        return digits >= 3 && letters >= 2;
    }

    /// <summary>49 CFR 565: transliterated characters with weights 8 7 6 5 4 3 2 10 0 9 8 7 6 5 4 3 2; the remainder modulo 11 stands in place 9.</summary>
    private static bool HasVinCheckDigit(ReadOnlySpan<char> vin)
    {
        ReadOnlySpan<byte> weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        ReadOnlySpan<byte> letters = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (char.IsAsciiDigit(vin[i]) ? vin[i] - '0' : letters[vin[i] - 'A']) * weights[i];
        return vin[8] == (sum % 11 == 10 ? 'X' : (char)('0' + sum % 11));
    }

    /// <summary>One to four tokens of letters and digits that together look like a plate.</summary>
    private static void Plate(in Scan scan, int first, Span<char> compact, List<Finding> findings)
    {
        var length = 0;
        Finding best = default;
        Span<char> form = stackalloc char[16];
        var size = 0;
        for (var i = first; i < scan.Tokens.Length && i < first + 4; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.Length + length > 11 || !IsOfPlate(scan, token)) break;
            if (i > first)
            {
                var isClose = token.Start == scan.Tokens[i - 1].End;
                if (!isClose && (token.Start != scan.Tokens[i - 1].End + 1 || scan.Text[token.Start - 1] is not (' ' or '-' or '·'))) break;
                if (!isClose) form[size++] = ' ';
            }
            foreach (var c in scan.TextOf(token)) form[size++] = char.IsAsciiDigit(c) ? '9' : 'A';
            scan.TextOf(token).ToUpperInvariant(compact[length..]);
            length += token.Length;
            if (length < 4 || !scan.IsFreeAfter(token.End)) continue;
            var score = PlateScore(scan, first, i, form[..size], compact[..length]);
            if (score > 0) best = new Finding(scan.Tokens[first].Start, token.End - scan.Tokens[first].Start, EntityType.VehicleId, score,
                FindingSource.Context);
        }
        if (best.Length > 0) findings.Add(best);
    }

    private static float PlateScore(in Scan scan, int first, int last, ReadOnlySpan<char> form, ReadOnlySpan<char> compact)
    {
        if (form.IndexOf('9') < 0 || form.IndexOf('A') < 0) return 0;
        var hasForm = IsTurkish(form, compact) || IsIndian(form) || IsNigerian(form) || IsBritish(form, compact);
        if (hasForm && (scan.IsBare || form is "AA99 AAA" && HasShortUpperParts(scan, first, last))) return 0.6f;
        if ((scan.CueNear(first, last) & Cue.Plate) == 0) return 0;
        if (hasForm) return 0.85f;
        // Any mix of letters and digits in at most four short groups, in upper case.
        return compact.Length is >= 5 and <= 8 && HasShortUpperParts(scan, first, last) && IsNearPlateWord(scan, first) ? 0.7f : 0;
    }

    private static bool HasShortUpperParts(in Scan scan, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            if ((scan.Tokens[i].Kind & TokenKind.Lower) != 0 || (!scan.Tokens[i].HasDigit && scan.Tokens[i].Length > (last - first == 1 ? 4 : 3))) return false;
        }
        return true;
    }

    private static bool IsNearPlateWord(in Scan scan, int first)
    {
        for (var i = Math.Max(0, first - Scan.TokensBefore); i < first; i++)
        {
            if ((scan.Tokens[i].Cue & Cue.Plate) != 0) return true;
        }
        return false;
    }

    /// <summary>Province 01 to 81, one to three letters, two to four digits.</summary>
    private static bool IsTurkish(ReadOnlySpan<char> form, ReadOnlySpan<char> compact) =>
        (form is "99 A 99" or "99 A 9999" or "99 A 99999" or "99 AA 999" or "99 AA 9999" or "99 AAA 99" or "99 AAA 999" or "99 AAA 9999" or "99A9999"
            or "99AA999" or "99AA9999" or "99AAA99" or "99AAA999" or "99AAA9999")
        && CheckDigits.Pair(compact, 0) is >= 1 and <= 81;

    private static bool IsIndian(ReadOnlySpan<char> form) =>
        form is "AA99 AA 9999" or "AA 99 AA 9999" or "AA99 A 9999" or "AA 99 A 9999" or "AA99AA9999" or "AA99A9999" or "AA 99 AA9999" or "AA99 AA9999" or "AA99 AAA 9999" or "AA 99 AAA 9999";

    private static bool IsNigerian(ReadOnlySpan<char> form) => form is "AAA 999AA" or "AAA999AA" or "AAA 999 AA";

    /// <summary>Since 2001: area without I, Q, Z, an age identifier 02 to 29 or 51 to 79, three letters without I and Q.</summary>
    private static bool IsBritish(ReadOnlySpan<char> form, ReadOnlySpan<char> compact) =>
        form is "AA99 AAA" or "AA99AAA" && !"IQZ".Contains(compact[0]) && CheckDigits.Pair(compact, 2) is (>= 2 and <= 29) or (>= 51 and <= 79)
            && compact[4..].IndexOfAny('I', 'Q') < 0;
}
