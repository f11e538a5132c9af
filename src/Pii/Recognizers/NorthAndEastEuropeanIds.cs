using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.CheckDigits;

namespace EventAgents.Pii.Recognizers;

/// <summary>Numbers of the Nordic and Baltic countries and of Central, Eastern and South-Eastern Europe.</summary>
internal static class NorthAndEastEuropeanIds
{
    private const Cue Id = Cue.NationalId;

    public static IReadOnlyList<IdRule> Rules { get; } =
    [
        new("SE personnummer, twelve digits", EntityType.NationalId, "dddddddddddd", compact => Pair(compact, 0) is 18 or 19 or 20 && IsSwedish(compact[2..]),
            Id, Proof.Sole, Proof.None, "8 4") { Valid = ["19910924-2397", "201109252385"], Invalid = ["19000309-3393", "200504422381"] },
        new("SE personnummer", EntityType.NationalId, "dddddddddd", IsSwedish, Id, Proof.Cue, Proof.None, "6 4")
            { Valid = ["910924-2397"], Invalid = ["910924-2398", "911324-2397"] },
        new("SE organisationsnummer", EntityType.Code, "dddddddddd", compact => compact[2] >= '2' && compact[0] != '0' && Luhn(compact), Cue.Company,
            Proof.Sole, Proof.Sole, "6 4") { Separator = '-', Valid = ["556703-7485", "2120000142"], Invalid = ["556703-7486"] },
        new("FI henkilötunnus", EntityType.NationalId, "ddddddadddx", IsFinnishWithLetter, Id, Proof.None)
            { Valid = ["010594Y9032", "020516C903K"], Invalid = ["010594Y9033"] },
        new("FI henkilötunnus, before 2000", EntityType.NationalId, "dddddddddx", compact => IsFinnish(compact[..6], compact[6..9], compact[9]), Id,
            Proof.Never, Proof.None, "6 4") { Separator = '-', Valid = ["131052-308T"], Invalid = ["131052-308U", "310289-211C"] },
        new("DK CPR", EntityType.NationalId, "dddddddddd", compact => IsMonthAndDay(Pair(compact, 2), Pair(compact, 0)), Id, Proof.Cue, Proof.Sole, "6 4")
            { Separator = '-', Valid = ["010180-1234"], Invalid = ["011380-1234"] },
        new("NO fødselsnummer", EntityType.NationalId, "ddddddddddd", IsNorwegian, Id, Proof.Sole, Proof.Sole, "6 5")
            { Valid = ["01010050053"], Invalid = ["01010050054"] },
        new("NO organisasjonsnummer", EntityType.Code, "ddddddddd", compact => compact[0] is '8' or '9'
            && (11 - Sum(compact, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == compact[8] - '0', Cue.Company, Proof.Cue, Proof.Cue, "3 3 3")
            { Valid = ["974 760 673"], Invalid = ["974 760 674"] },
        new("EE isikukood, LT asmens kodas", EntityType.NationalId, "ddddddddddd", IsBaltic, Id, Proof.Sole)
            { Valid = ["38410237809", "37605030299"], Invalid = ["38413237809", "37605030298"] },
        new("LV personas kods", EntityType.NationalId, "ddddddddddd", IsLatvian, Id, Proof.Cue, Proof.Sole, "6 5")
            { Valid = ["161175-19997"], Invalid = ["161175-19998"] },
        new("PL PESEL", EntityType.NationalId, "ddddddddddd", IsPesel, Id, Proof.Sole) { Valid = ["44051401458"], Invalid = ["44051401459", "85043512345"] },
        new("PL NIP", EntityType.Code, "dddddddddd", compact => Sum(compact, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == compact[9] - '0' && compact[0] != '0',
            Cue.Tax | Cue.Company, Proof.Cue, Proof.Cue, "3 3 2 2|3 2 2 3") { Valid = ["526-000-12-46"], Invalid = ["526-000-12-47"] },
        new("PL identity card", EntityType.NationalId, "aaadddddd", IsPolishCard, Id, Proof.Cue, Proof.Cue, "3 6")
            { Valid = ["ABS123456"], Invalid = ["ABS223456"] },
        new("CZ, SK rodné číslo", EntityType.NationalId, "dddddddddd", IsCzech, Id, Proof.Sole, Proof.None, "6 4")
            { Separator = '/', Valid = ["736028/5163"], Invalid = ["736028/5164"] },
        new("CZ, SK rodné číslo before 1954", EntityType.NationalId, "ddddddddd", compact => IsMonthAndDay(Pair(compact, 2) % 50, Pair(compact, 4)), Id,
            Proof.Never, Proof.Cue, "6 3") { Separator = '/', Valid = ["530101/001"], Invalid = ["531301/001"] },
        new("CZ IČO", EntityType.Code, "dddddddd", compact => (11 - Sum(compact, 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == compact[7] - '0', Cue.Company, Proof.Cue)
            { Valid = ["25596641"], Invalid = ["25596642"] },
        new("RO CNP", EntityType.NationalId, "ddddddddddddd", IsCnp, Id, Proof.Sole)
            { Valid = ["1800101221144"], Invalid = ["1801301221144", "1800101221145"] },
        new("SI, HR, RS, BA, MK EMŠO", EntityType.NationalId, "ddddddddddddd", IsEmso, Id, Proof.Sole)
            { Valid = ["0101006500006"], Invalid = ["0101006500007"] },
        new("HR OIB", EntityType.NationalId, "ddddddddddd", Iso7064Mod11And10, Id | Cue.Tax, Proof.Cue) { Valid = ["33392005961"], Invalid = ["33392005962"] },
        new("BG EGN", EntityType.NationalId, "dddddddddd", IsEgn, Id, Proof.Cue) { Valid = ["7523169263"], Invalid = ["7523169264"] },
        new("GR AMKA", EntityType.NationalId, "ddddddddddd", compact => IsMonthAndDay(Pair(compact, 2), Pair(compact, 0)) && Luhn(compact), Id | Cue.Medical,
            Proof.Cue) { Valid = ["01013099997"], Invalid = ["01133099997", "01013099998"] },
        new("GR AFM", EntityType.NationalId, "ddddddddd", IsAfm, Cue.Tax, Proof.Cue) { Valid = ["094259216"], Invalid = ["094259217"] },
        new("HU tax of a person", EntityType.NationalId, "8ddddddddd", compact => Sum(compact, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 == compact[9] - '0', Cue.Tax,
            Proof.Cue) { Valid = ["8071592153"], Invalid = ["8071592154"] },
        new("HU TAJ", EntityType.MedicalId, "ddddddddd", compact => Sum(compact, 3, 7, 3, 7, 3, 7, 3, 7) % 10 == compact[8] - '0', Cue.Medical, Proof.Cue,
            Proof.Cue, "3 3 3") { Valid = ["123 456 788"], Invalid = ["123 456 789"] },
        new("RU SNILS", EntityType.NationalId, "ddddddddddd", IsSnils, Id, Proof.Cue, Proof.None, "3 3 3 2")
            { MixedSeparators = true, Valid = ["112-233-445 95"], Invalid = ["112-233-445 96"] },
        new("RU INN of a person", EntityType.NationalId, "dddddddddddd", IsInn, Cue.Tax, Proof.Cue) { Valid = ["500100732259"], Invalid = ["500100732258"] },
    ];

    private static bool IsSwedish(ReadOnlySpan<char> compact) => IsMonthAndDay(Pair(compact, 2), Pair(compact, 4) % 60) && Luhn(compact);

    private static bool IsFinnishWithLetter(ReadOnlySpan<char> compact) =>
        "ABCDEFUVWXY".Contains(compact[6]) && IsFinnish(compact[..6], compact[7..10], compact[10]);

    private static bool IsFinnish(ReadOnlySpan<char> date, ReadOnlySpan<char> serial, char check) =>
        IsMonthAndDay(Pair(date, 2), Pair(date, 0)) && serial.IndexOfAnyExceptInRange('0', '9') < 0
        && "0123456789ABCDEFHJKLMNPRSTUVWXY"[(int)((Number(date) * 1000 + Number(serial)) % 31)] == check;

    /// <summary>Two digits modulo 11; D numbers add 40 to the day, synthetic ones 40 or 80 to the month.</summary>
    private static bool IsNorwegian(ReadOnlySpan<char> compact) =>
        IsMonthAndDay(Pair(compact, 2) % 40, Pair(compact, 0) % 40)
        && Sum(compact, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0 && Sum(compact, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;

    /// <summary>Weights 1 to 9 and 1, where they give 10 a second set; century and sex 1 to 8.</summary>
    private static bool IsBaltic(ReadOnlySpan<char> compact)
    {
        if (compact[0] is not (>= '1' and <= '8') || !IsMonthAndDay(Pair(compact, 3), Pair(compact, 5))) return false;
        var digit = Sum(compact, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
        if (digit == 10) digit = Sum(compact, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10;
        return digit == compact[10] - '0';
    }

    /// <summary>A date with a check modulo 11, or 32 and a serial for numbers given out since 2017.</summary>
    private static bool IsLatvian(ReadOnlySpan<char> compact) =>
        compact.StartsWith("32")
        || (IsMonthAndDay(Pair(compact, 2), Pair(compact, 0)) && (1101 - Sum(compact, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11 == compact[10] - '0');

    /// <summary>Weights 1 3 7 9; the month carries the century: +80 for 18xx, +20, +40, +60 from 2000 on.</summary>
    private static bool IsPesel(ReadOnlySpan<char> compact) =>
        Sum(compact, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0 && IsMonthAndDay(Pair(compact, 2) % 20, Pair(compact, 4)) && !IsConstant(compact);

    /// <summary>Weights 7 3 1, the check digit is the first; letters count from A = 10.</summary>
    private static bool IsPolishCard(ReadOnlySpan<char> compact)
    {
        ReadOnlySpan<byte> weights = [7, 3, 1, 0, 7, 3, 1, 7, 3];
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += (char.IsAsciiDigit(compact[i]) ? compact[i] - '0' : compact[i] - 'A' + 10) * weights[i];
        return sum % 10 == compact[3] - '0';
    }

    /// <summary>A woman's month has 50 added, and 20 more where serials ran out; the number is divisible by 11.</summary>
    private static bool IsCzech(ReadOnlySpan<char> compact) =>
        IsMonthAndDay(Pair(compact, 2) % 50 % 20, Pair(compact, 4)) && (Number(compact) % 11 == 0 || (Number(compact[..9]) % 11 == 10 && compact[9] == '0'));

    private static bool IsCnp(ReadOnlySpan<char> compact)
    {
        var remainder = Sum(compact, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        return compact[0] != '0' && IsMonthAndDay(Pair(compact, 3), Pair(compact, 5)) && Pair(compact, 7) is (>= 1 and <= 52) or 70 or (>= 80 and <= 83)
            && remainder % 10 + remainder / 10 == compact[12] - '0';
    }

    private static bool IsEmso(ReadOnlySpan<char> compact)
    {
        var check = (11 - Sum(compact, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        return IsMonthAndDay(Pair(compact, 2), Pair(compact, 0)) && compact[4] is '0' or '8' or '9' && check == compact[12] - '0';
    }

    private static bool IsEgn(ReadOnlySpan<char> compact) =>
        IsMonthAndDay(Pair(compact, 2) % 20, Pair(compact, 4)) && Sum(compact, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == compact[9] - '0';

    /// <summary>Powers of two as weights, from 256 down; 256 and 128 are 3 and 7 modulo 11.</summary>
    private static bool IsAfm(ReadOnlySpan<char> compact) => Sum(compact, 3, 7, 64, 32, 16, 8, 4, 2) % 11 % 10 == compact[8] - '0';

    private static bool IsSnils(ReadOnlySpan<char> compact)
    {
        var check = Sum(compact, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 101;
        return (check == 100 ? 0 : check) == Pair(compact, 9);
    }

    private static bool IsInn(ReadOnlySpan<char> compact) =>
        Sum(compact, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == compact[10] - '0'
            && Sum(compact, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == compact[11] - '0';
}
