using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.CheckDigits;

namespace EventAgents.Pii.Recognizers;

/// <summary>Numbers of the United Kingdom, Ireland, Australia and New Zealand.</summary>
internal static class BritishAndPacificIds
{
    public static IReadOnlyList<IdRule> Rules { get; } =
    [
        new("UK NINO", EntityType.NationalId, "aadddddda", IsNino, Cue.NationalId, Proof.None, Proof.None, "2 2 2 2 1|2 6 1|2 7|8 1")
            { Valid = ["AB 12 34 56 C", "PR 123612C", "hh 01 02 03 d"], Invalid = ["FQ 00 00 00 C", "NT 99 88 77 A", "UV 98 76 54 B"] },
        new("UK driving licence", EntityType.DriverLicense, "xxxxxddddddxxxaa", IsDrivingLicence, Cue.Licence, Proof.None, Proof.None,
            "5 6 3 2|5 6 2 3|5 6 5|14 2") { Valid = ["MORGA607054SM9IJ"], Invalid = ["MORGA637054SM9IJ"] },
        new("UK driving licence with its issue", EntityType.DriverLicense, "xxxxxddddddxxxaadd", IsDrivingLicence, Cue.Licence, Proof.None, Proof.None,
            "16 2|5 6 3 2 2|5 6 5 2") { Valid = ["MORGA607054SM9IJ 35"], Invalid = ["MORGA637054SM9IJ 35"] },
        new("UK NHS", EntityType.MedicalId, "dddddddddd", IsNhs, Cue.Medical, Proof.Cue, Proof.Sole, "3 3 4")
            { Valid = ["943 476 5919", "401-023-2137"], Invalid = ["943 476 5918"] },
        new("UK UTR", EntityType.NationalId, "dddddddddd", IsUtr, Cue.Tax, Proof.Cue, Proof.Cue, "5 5") { Valid = ["1123456789"], Invalid = ["2123456789"] },
        new("IE PPS", EntityType.NationalId, "ddddddda", IsPps, Cue.NationalId, Proof.Sole) { Valid = ["1234567T"], Invalid = ["1234567U"] },
        new("IE PPS, two letters", EntityType.NationalId, "dddddddaa", IsPps, Cue.NationalId, Proof.Sole) { Valid = ["1234567FA"], Invalid = ["1234567GA"] },
        new("AU ABN", EntityType.Code, "ddddddddddd", IsAbn, Cue.Company | Cue.Tax, Proof.Sole, Proof.Sole, "2 3 3 3")
            { Valid = ["51 824 753 556", "51824753556"], Invalid = ["52 824 753 556"] },
        new("AU TFN", EntityType.NationalId, "ddddddddd", IsTfn, Cue.Tax, Proof.Cue, Proof.Cue, "3 3 3") { Valid = ["123 456 782"], Invalid = ["123 456 783"] },
        new("AU ACN", EntityType.Code, "ddddddddd", IsAcn, Cue.Company, Proof.Sole, Proof.Sole, "3 3 3")
            { Valid = ["005 499 981", "000000180"], Invalid = ["005 499 982"] },
        new("AU Medicare", EntityType.MedicalId, "dddddddddd", IsMedicare, Cue.Medical, Proof.Sole, Proof.Sole, "4 5 1")
            { Valid = ["2123 45670 1", "2123456701"], Invalid = ["2123 25870 1"] },
        new("AU Medicare with the person's place", EntityType.MedicalId, "ddddddddddd", IsMedicare, Cue.Medical, Proof.Cue, Proof.Sole, "4 5 1 1|4 5 2")
            { Valid = ["2123 45670 1 1"], Invalid = ["2123 25870 1 1"] },
        new("NZ IRD", EntityType.NationalId, "ddddddddd", IsIrd, Cue.Tax, Proof.Cue, Proof.Cue, "3 3 3") { Valid = ["049-091-850"], Invalid = ["049-091-851"] },
        new("NZ IRD, eight digits", EntityType.NationalId, "dddddddd", IsIrd, Cue.Tax, Proof.Cue, Proof.Cue, "2 3 3")
            { Valid = ["49-091-850"], Invalid = ["49-091-851"] },
    ];

    /// <summary>Prefixes that were never given out are left out, as HMRC lists them; the suffix is A to D.</summary>
    private static bool IsNino(ReadOnlySpan<char> compact) =>
        !"DFIQUV".Contains(compact[0]) && !"DFIOQUV".Contains(compact[1]) && compact[8] is >= 'A' and <= 'D'
        && compact[..2] is not ("BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ");

    /// <summary>Five letters of the surname filled with 9, the birth date with 50 added to a woman's month, two initials.</summary>
    private static bool IsDrivingLicence(ReadOnlySpan<char> compact)
    {
        var letters = compact[..5].TrimEnd('9');
        if (letters.Length == 0 || letters.ContainsAnyExceptInRange('A', 'Z')) return false;
        return IsMonthAndDay(Pair(compact, 6) % 50, Pair(compact, 8)) && IsInitial(compact[11]) && IsInitial(compact[12]);
    }

    private static bool IsInitial(char c) => char.IsAsciiLetterUpper(c) || c == '9';

    private static bool IsNhs(ReadOnlySpan<char> compact) =>
        !IsConstant(compact) && 11 - Sum(compact, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11 is var digit && digit % 11 == compact[9] - '0' && digit != 10;

    private static bool IsUtr(ReadOnlySpan<char> compact) => "21987654321"[Sum(compact[1..], 6, 7, 8, 9, 10, 5, 4, 3, 2) % 11] == compact[0];

    /// <summary>Weights 8 to 2, a second letter counts nine times, modulo 23 is the letter's place in the alphabet (W = 0).</summary>
    private static bool IsPps(ReadOnlySpan<char> compact)
    {
        var second = compact.Length == 9 && compact[8] != 'W' ? (compact[8] - 'A' + 1) * 9 : 0;
        return "WABCDEFGHIJKLMNOPQRSTUV"[(Sum(compact, 8, 7, 6, 5, 4, 3, 2) + second) % 23] == compact[7];
    }

    private static bool IsAbn(ReadOnlySpan<char> compact) => (Sum(compact, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0;

    private static bool IsTfn(ReadOnlySpan<char> compact) => Sum(compact, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0 && !IsConstant(compact);

    private static bool IsAcn(ReadOnlySpan<char> compact) => (10 - Sum(compact, 8, 7, 6, 5, 4, 3, 2, 1) % 10) % 10 == compact[8] - '0' && !IsConstant(compact);

    private static bool IsMedicare(ReadOnlySpan<char> compact) =>
        compact[0] is >= '2' and <= '6' && Sum(compact, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == compact[8] - '0';

    /// <summary>Weights 3 2 7 6 5 4 3 2; where they give 10, a second set decides.</summary>
    private static bool IsIrd(ReadOnlySpan<char> value)
    {
        Span<char> compact = stackalloc char[9];
        compact.Fill('0');
        value.CopyTo(compact[(9 - value.Length)..]);
        var digit = (11 - Sum(compact, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        if (digit == 10) digit = (11 - Sum(compact, 7, 4, 3, 2, 5, 2, 7, 6) % 11) % 11;
        return digit == compact[8] - '0' && Number(compact) is > 10_000_000 and < 150_000_000;
    }
}
