using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.CheckDigits;

namespace EventAgents.Pii.Recognizers;

/// <summary>Numbers of Germany, Austria, Switzerland, the Low Countries, France, Iberia and Italy.</summary>
internal static class WestEuropeanIds
{
    public static IReadOnlyList<IdRule> Rules { get; } =
    [
        new("IT codice fiscale", EntityType.NationalId, "aaaaaaxxaxxaxxxa", IsCodiceFiscale, Cue.Tax | Cue.NationalId, Proof.None)
            { Valid = ["RSSMRA85T10A562S"], Invalid = ["RSSMRA85T10A562T", "RSSMRA85Z10A562S"] },
        new("IT codice fiscale, mistyped", EntityType.NationalId, "aaaaaaxxaxxaxxxa", IsCodiceFiscaleForm, Cue.Tax | Cue.NationalId, Proof.Sole)
            { Valid = ["AAAAAA00B11C333N"], Invalid = ["AAAAAA00F11C333N"] },
        new("IT partita IVA", EntityType.Code, "ddddddddddd", IsPartitaIva, Cue.Company | Cue.Tax, Proof.Sole, Proof.Sole, "8 3")
            { Separator = '_', Valid = ["01333550323"], Invalid = ["01333550324", "00000000000"] },
        new("IT driving licence", EntityType.DriverLicense, "aaddddddda", compact => compact[0] is 'A' or 'B', Cue.Licence, Proof.Sole)
            { Valid = ["AA0123456B"] },
        new("IT driving licence, central", EntityType.DriverLicense, "U1xxxxxxxa", _ => true, Cue.Licence, Proof.Sole) { Valid = ["U1H00B000C"] },
        new("ES DNI", EntityType.NationalId, "dddddddda", IsDni, Cue.NationalId | Cue.Tax, Proof.None, Proof.None, "8 1|2 3 3 1")
            { MixedSeparators = true, Valid = ["12345678Z", "55555555-K"], Invalid = ["12345678A"] },
        new("ES DNI, seven digits", EntityType.NationalId, "ddddddda", IsDni, Cue.NationalId | Cue.Tax, Proof.Sole, Proof.Sole, "7 1")
            { Valid = ["1111111G", "1111111-G"], Invalid = ["1111111H"] },
        new("ES NIE", EntityType.NationalId, "addddddda", IsNie, Cue.NationalId | Cue.Tax, Proof.None, Proof.None, "8 1|1 7 1")
            { Valid = ["X1234567L", "Y8063915-Z"], Invalid = ["Y8063915Q"] },
        new("ES CIF", EntityType.Code, "adddddddx", IsCif, Cue.Company | Cue.Tax, Proof.Sole, Proof.Cue, "1 8")
            { Valid = ["A58818501"], Invalid = ["A58818502"] },
        new("ES passport", EntityType.Passport, "aaadddddd", _ => true, Cue.Passport, Proof.Cue) { Valid = ["AAA123456"] },
        new("PT NIF", EntityType.NationalId, "ddddddddd", IsNif, Cue.Tax | Cue.NationalId, Proof.Cue, Proof.Cue, "3 3 3")
            { Valid = ["123 456 789"], Invalid = ["123 456 788"] },
        new("FR NIR", EntityType.NationalId, "dddddxxdddddddd", IsNir, Cue.NationalId | Cue.Medical, Proof.None, Proof.None, "1 2 2 2 3 3 2|13 2")
            { Valid = ["2 55 08 14 168 025 38"], Invalid = ["2 55 08 14 168 025 39"] },
        new("FR SIREN", EntityType.Code, "ddddddddd", compact => Luhn(compact) && !IsConstant(compact), Cue.Company, Proof.Cue, Proof.Cue, "3 3 3")
            { Valid = ["732 829 320"], Invalid = ["732 829 321"] },
        new("FR SIRET", EntityType.Code, "dddddddddddddd", compact => Luhn(compact) && !IsConstant(compact), Cue.Company, Proof.Cue, Proof.Cue, "3 3 3 5|9 5")
            { Valid = ["732 829 320 00074"], Invalid = ["732 829 320 00075"] },
        new("BE national", EntityType.NationalId, "ddddddddddd", IsBelgian, Cue.NationalId, Proof.Sole, Proof.None, "2 2 2 3 2")
            { MixedSeparators = true, Valid = ["85.07.30-033.28"], Invalid = ["85.07.30-033.29"] },
        new("NL BSN", EntityType.NationalId, "ddddddddd", IsBsn, Cue.NationalId | Cue.Tax, Proof.Cue, Proof.Cue, "4 2 3|3 3 3")
            { Valid = ["111222333"], Invalid = ["111222334"] },
        new("DE Steuer-ID", EntityType.NationalId, "ddddddddddd", IsSteuerId, Cue.Tax, Proof.Sole, Proof.Sole, "2 3 3 3")
            { Valid = ["12345678903", "86095742719"], Invalid = ["98765432100", "11111111111", "02345678901"] },
        new("DE Rentenversicherung", EntityType.NationalId, "ddddddddaddd", IsRentenversicherung, Cue.NationalId, Proof.None, Proof.None, "2 6 1 3|8 1 3")
            { Valid = ["15070649C103"], Invalid = ["15070649C100", "15071349C103"] },
        new("DE Krankenversicherung", EntityType.MedicalId, "addddddddd", IsKrankenversicherung, Cue.Medical, Proof.Sole)
            { Valid = ["A123456780", "A000500015"], Invalid = ["A123456787"] },
        new("DE Arztnummer", EntityType.MedicalId, "ddddddddd", IsArztnummer, Cue.Medical, Proof.Sole)
            { Valid = ["123456601", "987654401"], Invalid = ["123456901"] },
        new("DE passport", EntityType.Passport, "axxxxxxxd", IsGermanDocument, Cue.Passport, Proof.Sole)
            { Valid = ["C01234565", "G00000002"], Invalid = ["F12345678"] },
        new("DE identity card", EntityType.NationalId, "axxxxxxxxd", IsGermanDocument, Cue.NationalId, Proof.Sole)
            { Valid = ["T220001293"], Invalid = ["T220001290"] },
        new("DE Umsatzsteuer-ID", EntityType.Code, "DEddddddddd", compact => compact[2] != '0' && Iso7064Mod11And10(compact[2..]), Cue.Company | Cue.Tax,
            Proof.None, Proof.None, "2 9|2 3 3 3") { Valid = ["DE136695976"], Invalid = ["DE100000001"] },
        new("AT Sozialversicherung", EntityType.NationalId, "dddddddddd", IsAustrian, Cue.NationalId | Cue.Medical, Proof.Sole, Proof.Sole, "4 6|4 2 2 2")
            { Valid = ["1237 010180"], Invalid = ["1238 010180"] },
        new("CH AHV", EntityType.NationalId, "756dddddddddd", compact => Sum(compact, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0, Cue.NationalId,
            Proof.None, Proof.None, "3 4 4 2") { Valid = ["756.9217.0769.85"], Invalid = ["756.9217.0769.84"] },
    ];

    /// <summary>Letters that stand for months, and those that replace digits (omocodia).</summary>
    private const string Months = "ABCDEHLMPRST", Omocodia = "LMNPQRSTUV";

    private static bool IsCodiceFiscaleForm(ReadOnlySpan<char> compact)
    {
        Span<char> digits = stackalloc char[7];
        ReadOnlySpan<byte> places = [6, 7, 9, 10, 12, 13, 14];
        for (var i = 0; i < places.Length; i++)
        {
            var c = compact[places[i]];
            var replaced = Omocodia.IndexOf(c);
            if (!char.IsAsciiDigit(c) && replaced < 0) return false;
            digits[i] = char.IsAsciiDigit(c) ? c : (char)('0' + replaced);
        }
        return Months.Contains(compact[8]) && Pair(digits, 2) is (>= 1 and <= 31) or (>= 41 and <= 71);
    }

    /// <summary>Odd places by the ministry's table, even places by their own value, modulo 26 a letter.</summary>
    private static bool IsCodiceFiscale(ReadOnlySpan<char> compact)
    {
        if (!IsCodiceFiscaleForm(compact)) return false;
        ReadOnlySpan<byte> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(compact[i]) ? compact[i] - '0' : compact[i] - 'A';
            sum += i % 2 == 0 ? odd[value] : value;
        }
        return sum % 26 == compact[15] - 'A';
    }

    private static bool IsPartitaIva(ReadOnlySpan<char> compact) =>
        !IsConstant(compact) && compact[..7].IndexOfAnyExcept('0') >= 0 && Luhn(compact)
            && Pair(compact, 8) + (compact[7] - '0') * 100 is (>= 1 and <= 100) or 120 or 121 or 888 or 999;

    private static char DniLetter(int number) => "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23];

    private static bool IsDni(ReadOnlySpan<char> compact) => DniLetter((int)Number(compact[..^1])) == compact[^1];

    private static bool IsNie(ReadOnlySpan<char> compact) =>
        compact[0] is 'X' or 'Y' or 'Z' && DniLetter((compact[0] - 'X') * 10_000_000 + (int)Number(compact[1..8])) == compact[8];

    /// <summary>Luhn over seven digits; some kinds of company write the digit as a letter.</summary>
    private static bool IsCif(ReadOnlySpan<char> compact)
    {
        if (!"ABCDEFGHJNPQRSUVW".Contains(compact[0])) return false;
        var sum = 0;
        for (var i = 1; i <= 7; i++)
        {
            var digit = (compact[i] - '0') * (i % 2 == 1 ? 2 : 1);
            sum += digit / 10 + digit % 10;
        }
        var check = (10 - sum % 10) % 10;
        return compact[8] == '0' + check || compact[8] == "JABCDEFGHI"[check];
    }

    private static bool IsNif(ReadOnlySpan<char> compact)
    {
        var remainder = Sum(compact, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return compact[0] is not ('0' or '4') && (remainder < 2 ? 0 : 11 - remainder) == compact[8] - '0';
    }

    /// <summary>Key 97 − n mod 97; 2A and 2B (Corsica) count as 19 and 18.</summary>
    private static bool IsNir(ReadOnlySpan<char> compact)
    {
        if (compact[0] is not ('1' or '2' or '3' or '4' or '7' or '8') || Pair(compact, 3) is 0 or (> 12 and < 20)) return false;
        Span<char> digits = stackalloc char[13];
        compact[..13].CopyTo(digits);
        if (compact[5] == '2' && compact[6] is 'A' or 'B') (digits[5], digits[6]) = ('1', compact[6] == 'A' ? '9' : '8');
        else if (!char.IsAsciiDigit(compact[5]) || !char.IsAsciiDigit(compact[6])) return false;
        return 97 - Number(digits) % 97 == Pair(compact, 13);
    }

    /// <summary>97 − n mod 97 over nine digits, with a 2 before them for births from 2000 on.</summary>
    private static bool IsBelgian(ReadOnlySpan<char> compact)
    {
        if (Pair(compact, 2) > 12 || Pair(compact, 4) > 31) return false;
        var number = Number(compact[..9]);
        var check = Pair(compact, 9);
        return 97 - number % 97 == check || 97 - (number + 2_000_000_000) % 97 == check;
    }

    private static bool IsBsn(ReadOnlySpan<char> compact) => Sum(compact, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 && !IsConstant(compact);

    /// <summary>Exactly one digit stands two or three times in the first ten, and not three times in a row.</summary>
    private static bool IsSteuerId(ReadOnlySpan<char> compact)
    {
        if (compact[0] == '0' || !Iso7064Mod11And10(compact)) return false;
        Span<int> counts = stackalloc int[10];
        foreach (var c in compact[..10]) counts[c - '0']++;
        var repeated = 0;
        for (var digit = 0; digit < 10; digit++)
        {
            if (counts[digit] > 3) return false;
            if (counts[digit] > 1) repeated++;
        }
        // Numbers given out before 2016 repeat one digit; the published sample 12345678903 repeats none.
        return repeated <= 1;
    }

    /// <summary>Area, birth date, letter of the birth name, serial; weights 2 1 2 5 7 1 2 1 2 1 2 1 over the digits, the letter as two.</summary>
    private static bool IsRentenversicherung(ReadOnlySpan<char> compact)
    {
        if (!IsMonthAndDay(Pair(compact, 4), Pair(compact, 2) % 50)) return false;
        ReadOnlySpan<byte> weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
        Span<char> digits = stackalloc char[12];
        compact[..8].CopyTo(digits);
        var letter = compact[8] - 'A' + 1;
        (digits[8], digits[9], digits[10], digits[11]) = ((char)('0' + letter / 10), (char)('0' + letter % 10), compact[9], compact[10]);
        var sum = 0;
        for (var i = 0; i < 12; i++)
        {
            var product = (digits[i] - '0') * weights[i];
            sum += product / 10 + product % 10;
        }
        return sum % 10 == compact[11] - '0';
    }

    private static bool IsKrankenversicherung(ReadOnlySpan<char> compact)
    {
        var letter = compact[0] - 'A' + 1;
        var sum = letter / 10 + CrossSum(letter % 10 * 2);
        for (var i = 1; i < 9; i++) sum += CrossSum((compact[i] - '0') * (i % 2 == 1 ? 1 : 2));
        return sum % 10 == compact[9] - '0';
    }

    private static int CrossSum(int number) => number / 10 + number % 10;

    /// <summary>Weights 4 9 over six digits; the seventh is the check digit, the last two the field of medicine.</summary>
    private static bool IsArztnummer(ReadOnlySpan<char> compact) =>
        (10 - Sum(compact, 4, 9, 4, 9, 4, 9) % 10) % 10 == compact[6] - '0' && Pair(compact, 7) is (>= 1 and <= 69) or 99;

    /// <summary>ICAO 9303: weights 7 3 1, letters from A = 10; German serials have no vowels and begin with one of few letters.</summary>
    private static bool IsGermanDocument(ReadOnlySpan<char> compact)
    {
        const string Letters = "CFGHJKLMNPRTVWXYZ";
        if (!Letters.Contains(compact[0])) return false;
        var sum = 0;
        for (var i = 0; i < compact.Length - 1; i++)
        {
            var c = compact[i];
            if (!char.IsAsciiDigit(c) && !Letters.Contains(c)) return false;
            sum += (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
        }
        return sum % 10 == compact[^1] - '0';
    }

    private static bool IsAustrian(ReadOnlySpan<char> compact) =>
        compact[0] != '0' && IsMonthAndDay(Pair(compact, 6), Pair(compact, 4)) && Sum(compact, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11 == compact[3] - '0';
}
