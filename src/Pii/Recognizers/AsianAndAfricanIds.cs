using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.CheckDigits;

namespace EventAgents.Pii.Recognizers;

/// <summary>Numbers of Asia, the Middle East and Africa.</summary>
internal static class AsianAndAfricanIds
{
    public static IReadOnlyList<IdRule> Rules { get; } =
    [
        new("CN resident identity", EntityType.NationalId, "dddddddddddddddddx", IsChinese, Cue.NationalId, Proof.None)
            { Valid = ["11010519491231002X"], Invalid = ["110105194912310021", "11010519491331002X"] },
        new("KR registration with check digit", EntityType.NationalId, "ddddddddddddd", IsKoreanWithCheckDigit, Cue.NationalId, Proof.Sole, Proof.None, "6 7")
            { Separator = '-', Valid = ["960121-1021413", "911124-5678906"], Invalid = ["001332-1234567", "960303-0021413", "000402-6214431"] },
        new("KR resident registration", EntityType.NationalId, "ddddddddddddd", compact => compact[6] < '5' && IsKorean(compact), Cue.NationalId, Proof.Sole,
            Proof.None, "6 7") { Separator = '-', Valid = ["960121-1234567"], Invalid = ["001332-1234567", "990229-4321191"] },
        new("KR foreigner registration", EntityType.NationalId, "ddddddddddddd", IsKoreanForeigner, Cue.NationalId, Proof.Cue, Proof.Cue, "6 7")
            { Separator = '-', Valid = ["911124-5678901"], Invalid = ["911324-5678901"] },
        new("ZA identity", EntityType.NationalId, "ddddddddddddd", IsSouthAfrican, Cue.NationalId, Proof.Sole)
            { Valid = ["8001015009087"], Invalid = ["9913326789285", "8001015009088"] },
        new("TH citizen", EntityType.NationalId, "ddddddddddddd", IsThai, Cue.NationalId, Proof.Sole, Proof.None, "1 4 5 2 1")
            { Valid = ["1234567890121", "1-2345-67890-12-1"], Invalid = ["1234567890123", "0234567890124"] },
        new("KR business registration", EntityType.Code, "dddddddddd", IsKoreanBusiness, Cue.Company, Proof.Sole, Proof.Sole, "3 2 5")
            { Valid = ["104-86-56659", "1048656659"], Invalid = ["104-86-56658"] },
        new("KR driving licence", EntityType.DriverLicense, "dddddddddddd", compact => Pair(compact, 0) is >= 11 and <= 28, Cue.Licence, Proof.Sole,
            Proof.None, "2 2 6 2") { Valid = ["11-22-123456-12"], Invalid = ["99-22-123456-12"] },
        new("KR passport", EntityType.Passport, "adddadddd", compact => "MSRODG".Contains(compact[0]), Cue.Passport, Proof.Cue)
            { Valid = ["M123A4567"], Invalid = ["A123A4567"] },
        new("JP My Number", EntityType.NationalId, "dddddddddddd", IsMyNumber, Cue.NationalId, Proof.Cue, Proof.Cue, "4 4 4")
            { Valid = ["1234 5678 9018"], Invalid = ["1234 5678 9019"] },
        new("IN Aadhaar", EntityType.NationalId, "dddddddddddd", compact => compact[0] >= '2' && Verhoeff(compact) && !IsConstant(compact), Cue.NationalId,
            Proof.Sole, Proof.Sole, "4 4 4") { Valid = ["2345 6789 0124"], Invalid = ["2345 6789 0123", "1234 5678 9012"] },
        new("IN PAN", EntityType.NationalId, "aaaaadddda", compact => "ABCFGHJLPT".Contains(compact[3]), Cue.Tax, Proof.Sole)
            { Valid = ["ABCPE1234F"], Invalid = ["ABCDE1234F"] },
        new("IN GSTIN", EntityType.Code, "ddaaaaaddddaxZx", IsGstin, Cue.Company | Cue.Tax, Proof.None)
            { Valid = ["27AAPFU0939F1ZV"], Invalid = ["27AAPFU0939F1ZW", "38AAPFU0939F1ZV"] },
        new("IN voter", EntityType.NationalId, "aaaddddddd", _ => true, Cue.NationalId, Proof.Cue) { Valid = ["ABC1234567"] },
        new("SG NRIC or FIN", EntityType.NationalId, "addddddda", IsNric, Cue.NationalId, Proof.None)
            { Valid = ["S1234567D", "F2346401L", "M4332674T"], Invalid = ["S1234567E"] },
        new("SG NRIC or FIN, mistyped", EntityType.NationalId, "addddddda", compact => "STFGM".Contains(compact[0]), Cue.NationalId, Proof.Sole)
            { Valid = ["T1234567Z"], Invalid = ["A1234567Z"] },
        new("SG UEN of a business", EntityType.Code, "dddddddda", IsBusinessUen, Cue.Company, Proof.Sole) { Valid = ["53125226D"], Invalid = ["53125226E"] },
        new("SG UEN of a company", EntityType.Code, "ddddddddda", IsCompanyUen, Cue.Company, Proof.Sole) { Valid = ["201434292D"], Invalid = ["201434292E"] },
        new("SG UEN of another entity", EntityType.Code, "addaadddda", IsOtherUen, Cue.Company, Proof.Sole)
            { Valid = ["S57TU0392K"], Invalid = ["S57TU0392L"] },
        new("HK identity", EntityType.NationalId, "addddddx", IsHkid, Cue.NationalId, Proof.Sole) { Valid = ["A1234563"], Invalid = ["A1234564"] },
        new("TW identity", EntityType.NationalId, "addddddddd", IsTaiwanese, Cue.NationalId, Proof.Sole) { Valid = ["A123456789"], Invalid = ["A123456788"] },
        new("MY MyKad", EntityType.NationalId, "dddddddddddd", IsMyKad, Cue.NationalId, Proof.Cue, Proof.None, "6 2 4")
            { Separator = '-', Valid = ["880415-14-5678"], Invalid = ["881315-14-5678", "880415-17-5678"] },
        new("ID NIK", EntityType.NationalId, "dddddddddddddddd", compact => IsMonthAndDay(Pair(compact, 8), Pair(compact, 6) % 40)
            && Pair(compact, 0) is >= 11 and <= 97, Cue.NationalId, Proof.Cue) { Valid = ["3171015505900001"], Invalid = ["3171015513900001"] },
        new("TR TCKN", EntityType.NationalId, "ddddddddddd", IsTurkish, Cue.NationalId | Cue.Tax, Proof.Sole)
            { Valid = ["10000000146", "64625294480"], Invalid = ["12345678900", "00000000000"] },
        new("IL identity", EntityType.NationalId, "ddddddddd", compact => Luhn(compact) && !IsConstant(compact), Cue.NationalId, Proof.Cue, Proof.Cue,
            "8 1|1 7 1") { Valid = ["123456782"], Invalid = ["123456783"] },
        new("AE Emirates ID", EntityType.NationalId, "784dddddddddddd", Luhn, Cue.NationalId, Proof.Cue, Proof.None, "3 4 7 1")
            { Valid = ["784-1985-1234567-3"], Invalid = ["784-1985-1234567-4"] },
        new("SA identity", EntityType.NationalId, "dddddddddd", compact => compact[0] is '1' or '2' && Luhn(compact), Cue.NationalId, Proof.Cue)
            { Valid = ["1000000008"], Invalid = ["1000000009"] },
        new("NG NIN", EntityType.NationalId, "ddddddddddd", compact => !IsConstant(compact), Cue.NationalId, Proof.Cue)
            { Valid = ["12345678901"], Invalid = ["11111111111"] },
    ];

    private static bool IsChinese(ReadOnlySpan<char> compact) =>
        (char.IsAsciiDigit(compact[17]) || compact[17] == 'X') && Pair(compact, 0) is >= 11 and <= 91 && Pair(compact, 6) is >= 18 and <= 20
        && IsMonthAndDay(Pair(compact, 10), Pair(compact, 12)) && Iso7064Mod11And2(compact);

    /// <summary>Date, sex and century digit, region 00 to 95. Since October 2020 the last digit proves nothing.</summary>
    private static bool IsKorean(ReadOnlySpan<char> compact)
    {
        var kind = compact[6] - '0';
        var century = kind is 1 or 2 or 5 or 6 ? 1900 : 2000;
        if (century == 1900 && Pair(compact, 0) < 5) return false;  // nobody of that age is left
        return kind is >= 1 and <= 8 && IsDate(century + Pair(compact, 0), Pair(compact, 2), Pair(compact, 4)) && Pair(compact, 7) <= 95;
    }

    private static bool IsKoreanForeigner(ReadOnlySpan<char> compact) => compact[6] >= '5' && IsKorean(compact);

    private static bool IsKoreanWithCheckDigit(ReadOnlySpan<char> compact) =>
        IsKorean(compact) && ((compact[6] >= '5' ? 13 : 11) - Sum(compact, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10 == compact[12] - '0';

    private static bool IsSouthAfrican(ReadOnlySpan<char> compact) =>
        compact[10] is '0' or '1' or '2' && IsDate(1900 + Pair(compact, 0), Pair(compact, 2), Pair(compact, 4)) && Luhn(compact);

    private static bool IsThai(ReadOnlySpan<char> compact) =>
        compact[0] is >= '1' and <= '8' && IsThaiProvince(Pair(compact, 1))
            && (11 - Sum(compact, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == compact[12] - '0';

    private static bool IsThaiProvince(int code) =>
        code is (>= 10 and <= 27) or (>= 30 and <= 49) or (>= 50 and <= 58) or (>= 60 and <= 67) or (>= 70 and <= 77) or (>= 80 and <= 86) or (>= 90 and <= 96);

    private static bool IsKoreanBusiness(ReadOnlySpan<char> compact)
    {
        var sum = Sum(compact, 1, 3, 7, 1, 3, 7, 1, 3) + (compact[8] - '0') * 5 / 10 + (compact[8] - '0') * 5;
        return (10 - sum % 10) % 10 == compact[9] - '0' && Number(compact[..3]) >= 101;
    }

    private static bool IsMyNumber(ReadOnlySpan<char> compact)
    {
        var remainder = Sum(compact, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return (remainder < 2 ? 0 : 11 - remainder) == compact[11] - '0' && !IsConstant(compact);
    }

    /// <summary>State 01 to 37, and a Luhn sum in base 36.</summary>
    private static bool IsGstin(ReadOnlySpan<char> compact)
    {
        if (Pair(compact, 0) is 0 or > 37) return false;
        var sum = 0;
        for (var i = 0; i < 14; i++)
        {
            var product = Base36(compact[i]) * (i % 2 + 1);
            sum += product / 36 + product % 36;
        }
        return (36 - sum % 36) % 36 == Base36(compact[14]);
    }

    private static int Base36(char c) => char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10;

    private static bool IsNric(ReadOnlySpan<char> compact)
    {
        var sum = Sum(compact[1..], 2, 7, 6, 5, 4, 3, 2);
        return compact[0] switch
        {
            'S' => "JZIHGFEDCBA"[sum % 11] == compact[8],
            'T' => "JZIHGFEDCBA"[(sum + 4) % 11] == compact[8],
            'F' => "XWUTRQPNMLK"[sum % 11] == compact[8],
            'G' => "XWUTRQPNMLK"[(sum + 4) % 11] == compact[8],
            'M' => "KLJNPQRTUWX"[10 - (sum + 3) % 11] == compact[8],
            _ => false,
        };
    }

    private static bool IsBusinessUen(ReadOnlySpan<char> compact) => "XMKECAWLJDB"[Sum(compact, 10, 4, 9, 3, 8, 2, 7, 1) % 11] == compact[8];

    private static bool IsCompanyUen(ReadOnlySpan<char> compact) =>
        Pair(compact, 0) is >= 18 and <= 20 && "ZKCMDNERGWH"[Sum(compact, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11] == compact[9];

    /// <summary>R, S or T for the century, a year, two letters for the kind, and a sum over the alphabet without I and O.</summary>
    private static bool IsOtherUen(ReadOnlySpan<char> compact)
    {
        const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
        ReadOnlySpan<sbyte> weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
        if (compact[0] is not ('R' or 'S' or 'T')) return false;
        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            var place = Alphabet.IndexOf(compact[i]);
            if (place < 0) return false;
            sum += place * weights[i];
        }
        return Alphabet[((sum - 5) % 11 + 11) % 11] == compact[9];
    }

    /// <summary>A space (36) before the letter, weights 9 to 2; 10 is A.</summary>
    private static bool IsHkid(ReadOnlySpan<char> compact)
    {
        var digit = (11 - (36 * 9 + (compact[0] - 'A' + 10) * 8 + Sum(compact[1..], 7, 6, 5, 4, 3, 2)) % 11) % 11;
        return compact[7] == (digit == 10 ? 'A' : (char)('0' + digit));
    }

    /// <summary>The letter is a place of registration with a number from 10 to 35; then sex and a serial.</summary>
    private static bool IsTaiwanese(ReadOnlySpan<char> compact)
    {
        var place = "ABCDEFGHJKLMNPQRSTUVXYWZIO".IndexOf(compact[0]) + 10;
        return compact[1] is '1' or '2' or '8' or '9' && (place / 10 + place % 10 * 9 + Sum(compact[1..], 8, 7, 6, 5, 4, 3, 2, 1, 1)) % 10 == 0;
    }

    private static bool IsMyKad(ReadOnlySpan<char> compact) =>
        IsMonthAndDay(Pair(compact, 2), Pair(compact, 4)) && Pair(compact, 6) is (>= 1 and <= 16) or (>= 21 and <= 59) or 82;

    private static bool IsTurkish(ReadOnlySpan<char> compact)
    {
        if (compact[0] == '0') return false;
        var odd = Sum(compact, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        var even = Sum(compact, 0, 1, 0, 1, 0, 1, 0, 1, 0);
        return ((odd * 7 - even) % 10 + 10) % 10 == compact[9] - '0' && (odd + even + compact[9] - '0') % 10 == compact[10] - '0';
    }
}
