using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.CheckDigits;

namespace EventAgents.Pii.Recognizers;

/// <summary>Numbers of the United States, Canada and Latin America. Where two rules fit, the earlier one wins.</summary>
internal static class AmericanIds
{
    public static IReadOnlyList<IdRule> Rules { get; } =
    [
        new("US Medicare beneficiary", EntityType.MedicalId, "dxxdxxdxxdd", IsMbi, Cue.Medical, Proof.None, Proof.None, "4 3 4")
            { Valid = ["1EG4-TE5-MK73", "1EG4TE5MK73", "3CD5-FG7-HJ89"], Invalid = ["1SG4-TE5-MK73", "1EG4-LE5-MK73", "1EG4-TE5-MI73"] },
        new("US DEA registration", EntityType.MedicalId, "aaddddddd", IsDea, Cue.Medical, Proof.Sole, Proof.Cue, "2 7")
            { Valid = ["AB1234563"], Invalid = ["AB1234564"] },
        new("US routing, called so", EntityType.Code, "ddddddddd", IsRouting, Cue.Routing, Proof.Cue, Proof.Cue, "4 4 1")
            { Valid = ["121042882"], Invalid = ["421042111"] },
        new("US routing", EntityType.BankAccount, "ddddddddd", IsRouting, Cue.Bank, Proof.Sole, Proof.Sole, "4 4 1")
            { Valid = ["121042882", "3222-7162-7"], Invalid = ["421042111", "1234-0000-0"] },
        new("CA SIN", EntityType.NationalId, "ddddddddd", IsSin, Cue.NationalId, Proof.Sole, Proof.Sole, "3 3 3")
            { Valid = ["130 692 544", "550090112"], Invalid = ["130 692 545", "046 454 286", "111 111 111"] },
        new("US SSN", EntityType.UsSsn, "ddddddddd", IsSsn, Cue.Ssn, Proof.Never, Proof.None, "3 2 4")
            { Valid = ["219-09-9998", "078 05 1123"], Invalid = ["666-12-3456", "078-05-0000", "912-34-5678"] },
        new("US ITIN", EntityType.NationalId, "ddddddddd", IsItin, Cue.Tax | Cue.Ssn, Proof.Never, Proof.None, "3 2 4")
            { Valid = ["911-70-1234"], Invalid = ["911-89-1234"] },
        new("US ITIN in other groups", EntityType.NationalId, "ddddddddd", IsItin, Cue.Tax | Cue.Ssn, Proof.Sole, Proof.Sole, "3 6|5 4")
            { Valid = ["911701234", "911-701234"], Invalid = ["911891234"] },
        new("US SSN in other groups", EntityType.UsSsn, "ddddddddd", compact => IsSsn(compact) && compact is not ("078051120" or "219099999"), Cue.Ssn,
            Proof.Sole, Proof.Sole, "3 6|5 4") { Valid = ["078051121", "078-051121"], Invalid = ["078051120", "666000000"] },
        new("US NPI", EntityType.MedicalId, "dddddddddd", IsNpi, Cue.Medical, Proof.Sole, Proof.Sole, "4 3 3")
            { Valid = ["1245319599", "1234-567-893"], Invalid = ["1111111112", "1234567890"] },
        new("US EIN", EntityType.Code, "ddddddddd", IsEin, Cue.Tax | Cue.Company, Proof.Cue, Proof.Cue, "2 7")
            { Valid = ["12-3456789"], Invalid = ["07-3456789"] },
        new("BR CPF", EntityType.NationalId, "ddddddddddd", IsCpf, Cue.Tax | Cue.NationalId, Proof.Cue, Proof.None, "3 3 3 2")
            { MixedSeparators = true, Valid = ["111.444.777-35", "11144477735"], Invalid = ["111.444.777-36", "111.111.111-11"] },
        new("BR CNPJ", EntityType.Code, "dddddddddddddd", IsCnpj, Cue.Tax | Cue.Company, Proof.Sole, Proof.None, "2 3 3 4 2")
            { MixedSeparators = true, Valid = ["11.222.333/0001-81"], Invalid = ["11.222.333/0001-82"] },
        new("AR CUIT", EntityType.NationalId, "ddddddddddd", IsCuit, Cue.Tax, Proof.Cue, Proof.None, "2 8 1")
            { Valid = ["20-12345678-6"], Invalid = ["20-12345678-5"] },
        new("CL RUT", EntityType.NationalId, "ddddddddx", IsRut, Cue.Tax | Cue.NationalId, Proof.Cue, Proof.None, "2 3 3 1|8 1")
            { MixedSeparators = true, Valid = ["12.345.678-5"], Invalid = ["12.345.678-6"] },
        new("CL RUT, seven digits", EntityType.NationalId, "dddddddx", IsRut, Cue.Tax | Cue.NationalId, Proof.Cue, Proof.None, "1 3 3 1|7 1")
            { MixedSeparators = true, Valid = ["7.654.321-6"], Invalid = ["7.654.321-5"] },
        new("MX CURP", EntityType.NationalId, "aaaaddddddaaaaaaxd", IsCurp, Cue.NationalId | Cue.Tax, Proof.None)
            { Valid = ["BOXW310820HNERXN09"], Invalid = ["BOXW310820HNERXN08", "BOXW311320HNERXN09"] },
        new("MX RFC of a person", EntityType.NationalId, "aaaaddddddxxx", IsRfc, Cue.Tax, Proof.Sole)
            { Valid = ["GODE561231GR8"], Invalid = ["GODE561331GR8"] },
        new("MX RFC of a company", EntityType.Code, "aaaddddddxxx", compact => IsMonthAndDay(Pair(compact, 5), Pair(compact, 7)), Cue.Tax | Cue.Company,
            Proof.Cue) { Valid = ["ABC560102AB1"], Invalid = ["ABC561302AB1"] },
        new("CO NIT", EntityType.Code, "dddddddddd", IsNit, Cue.Tax, Proof.Cue, Proof.Cue, "9 1|3 3 3 1")
            { MixedSeparators = true, Valid = ["800.197.268-4"], Invalid = ["800.197.268-5"] },
    ];

    /// <summary>Area not 000, 666 or 9xx, group not 00, serial not 0000; the two numbers that were printed on samples are reported too.</summary>
    public static bool IsSsn(ReadOnlySpan<char> compact) =>
        compact[0] != '9' && !compact.StartsWith("000") && !compact.StartsWith("666") && Pair(compact, 3) != 0 && compact[5..].IndexOfAnyExcept('0') >= 0
            && !IsConstant(compact);

    private static bool IsItin(ReadOnlySpan<char> compact) =>
        compact[0] == '9' && Pair(compact, 3) is (>= 50 and <= 65) or (>= 70 and <= 88) or (>= 90 and <= 92) or (>= 94 and <= 99);

    /// <summary>Weights 3 7 1; the first two digits name a Federal Reserve district or a kind of institution.</summary>
    public static bool IsRouting(ReadOnlySpan<char> compact) =>
        Pair(compact, 0) is <= 12 or (>= 21 and <= 32) or (>= 61 and <= 72) or 80 && !compact.StartsWith("000")
            && Sum(compact, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;

    private static bool IsSin(ReadOnlySpan<char> compact) => compact[0] is not ('0' or '8') && !IsConstant(compact) && Luhn(compact);

    /// <summary>Luhn over the number with 80840, the health prefix of the United States, before it: it adds 24.</summary>
    private static bool IsNpi(ReadOnlySpan<char> compact)
    {
        if (compact[0] != '1' || IsConstant(compact[..9])) return false;
        Span<char> prefixed = stackalloc char[15];
        "80840".CopyTo(prefixed);
        compact.CopyTo(prefixed[5..]);
        return Luhn(prefixed);
    }

    private static bool IsDea(ReadOnlySpan<char> compact) =>
        "ABCDEFGHJKLMPRSTUX".Contains(compact[0]) && Sum(compact[2..], 1, 2, 1, 2, 1, 2) % 10 == compact[8] - '0';

    /// <summary>Letters but S, L, O, I, B and Z at 2, 5, 8 and 9; letter or digit at 3 and 6; the first digit is not 0.</summary>
    private static bool IsMbi(ReadOnlySpan<char> compact) =>
        compact[0] != '0' && IsLetter(compact[1]) && IsEither(compact[2]) && IsLetter(compact[4]) && IsEither(compact[5]) && IsLetter(compact[7])
            && IsLetter(compact[8]);

    private static bool IsLetter(char c) => char.IsAsciiLetterUpper(c) && !"SLOIBZ".Contains(c);

    private static bool IsEither(char c) => char.IsAsciiDigit(c) || IsLetter(c);

    /// <summary>The first two digits are a campus of the IRS.</summary>
    private static bool IsEin(ReadOnlySpan<char> compact) =>
        Pair(compact, 0) is not (0 or 7 or 8 or 9 or 17 or 18 or 19 or 28 or 29 or 49 or 69 or 70 or 78 or 79 or 89 or 96 or 97);

    private static bool IsCpf(ReadOnlySpan<char> compact) =>
        !IsConstant(compact) && Mod11Digit(Sum(compact, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == compact[9] - '0'
            && Mod11Digit(Sum(compact, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == compact[10] - '0';

    private static bool IsCnpj(ReadOnlySpan<char> compact) =>
        !IsConstant(compact) && Mod11Digit(Sum(compact, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == compact[12] - '0'
        && Mod11Digit(Sum(compact, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == compact[13] - '0';

    private static int Mod11Digit(int sum) => sum % 11 < 2 ? 0 : 11 - sum % 11;

    private static bool IsCuit(ReadOnlySpan<char> compact) =>
        Pair(compact, 0) is 20 or 23 or 24 or 27 or 30 or 33 or 34 && (11 - Sum(compact, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == compact[10] - '0';

    /// <summary>Weights 2 to 7 from the right; 11 is 0, 10 is K.</summary>
    private static bool IsRut(ReadOnlySpan<char> compact)
    {
        var sum = 0;
        for (int i = compact.Length - 2, weight = 2; i >= 0; i--, weight = weight == 7 ? 2 : weight + 1) sum += (compact[i] - '0') * weight;
        return "0123456789K"[(11 - sum % 11) % 11] == compact[^1] && !IsConstant(compact[..^1]);
    }

    /// <summary>Birth date, sex, state, and a sum over the 37 characters of the Mexican alphabet.</summary>
    private static bool IsCurp(ReadOnlySpan<char> compact)
    {
        if (!IsMonthAndDay(Pair(compact, 6), Pair(compact, 8)) || compact[10] is not ('H' or 'M' or 'X')) return false;
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var c = compact[i];
            // Ñ has the place behind N.
            sum += (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10 + (c > 'N' ? 1 : 0)) * (18 - i);
        }
        return (10 - sum % 10) % 10 == compact[17] - '0';
    }

    private static bool IsRfc(ReadOnlySpan<char> compact) => IsMonthAndDay(Pair(compact, 6), Pair(compact, 8));

    private static bool IsNit(ReadOnlySpan<char> compact)
    {
        var remainder = Sum(compact, 41, 37, 29, 23, 19, 17, 13, 7, 3) % 11;
        return (remainder < 2 ? remainder : 11 - remainder) == compact[9] - '0';
    }
}
