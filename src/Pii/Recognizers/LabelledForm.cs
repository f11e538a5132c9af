using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>The forms that numbers without a check digit have behind their labels.</summary>
internal static class LabelledForm
{
    /// <summary>What a number of this form behind this label is; null where it is too short or too plain.</summary>
    public static EntityType? TypeOf(Cue cue, ReadOnlySpan<char> head, int digits, int letters, int groups, bool hasNumberWord, int length)
    {
        var mixed = letters > 0 || groups > 1;
        if (digits == 0) return (cue & Cue.Bic) != 0 && letters is 8 or 11 ? EntityType.BankAccount : null;
        if (head.Length == 4 && digits == 4 && letters == 0 && groups == 1 && head[0] is '1' or '2' && head[1] is '9' or '0') return null;  // a year
        if ((cue & Cue.Passport) != 0 && digits >= (letters == 0 ? 7 : 4) && letters + digits is >= 7 and <= 10 && (letters + digits > 7 || letters == 0 || hasNumberWord && digits < 6)
            && letters <= 5 && IsUpper(head)) return EntityType.Passport;
        if ((cue & Cue.Licence) != 0 && digits >= 4 && letters + digits >= (hasNumberWord ? 6 : 7) && letters + digits <= 20) return EntityType.DriverLicense;
        if ((cue & Cue.Bic) != 0 && letters >= 6 && letters + digits is 8 or 11) return EntityType.BankAccount;
        // "Personalausweis L7Z4K19XC", "dowód osobisty DBK 111730": capitals and digits of a document.
        if ((cue & Cue.NationalId) != 0 && (cue & Cue.Goods) == 0 && letters is >= 1 and <= 5 && digits >= 4 && letters + digits is >= 8 and <= 12 && groups <= 2 && IsUpper(head))
            return EntityType.NationalId;
        if ((cue & Cue.NationalId) != 0 && (cue & Cue.Goods) == 0 && (hasNumberWord ? digits is >= 8 and <= 14 : digits is >= 9 and <= 14 && groups == 1) && letters == 0) return EntityType.NationalId;
        if ((cue & (Cue.NationalId | Cue.Tax)) != 0 && (cue & (Cue.Goods | Cue.Medical | Cue.Company)) == 0 && groups >= 2 && ((cue & Cue.NationalId) != 0 || hasNumberWord || letters > 0) && digits is >= 7 and <= 18 && letters <= 3)
            return EntityType.NationalId;
        if ((cue & Cue.Medical) != 0 && digits >= (letters >= 2 && groups == 1 || letters >= 1 && groups == 2 ? 4 : 5) && letters <= 8) return EntityType.MedicalId;
        if ((cue & Cue.Bank) != 0 && digits >= 5 && letters <= 4 && (hasNumberWord || digits >= 6)) return EntityType.BankAccount;
        if ((cue & Cue.Routing) != 0 && digits is >= 4 and <= 11 && (digits > 4 || length == 4)) return EntityType.Code;
        if ((cue & (Cue.NationalId | Cue.Tax | Cue.Company)) != 0 && (cue & Cue.Goods) == 0 && digits >= 6 && digits + letters <= 18
            && (hasNumberWord && groups == 1 && letters is 0 or > 2 || letters is >= 3 and <= 5 && groups == 1 && length <= 12 || (cue & Cue.NationalId) != 0
            && groups == 3 && digits >= 9 && letters == 0)) return (cue & Cue.Company) != 0 ? EntityType.Code : EntityType.NationalId;
        // "expediente 441/2025", "docket 24-4417": a number and its year.
        if ((cue & Cue.Code) != 0 && groups == 2 && letters == 0 && digits is >= 6 and <= 11) return EntityType.Code;
        if ((cue & Cue.Code) != 0 && groups >= 2 && letters <= 1 && digits >= 8) return EntityType.Code;
        // A booking's code: capitals and digits mixed.
        if ((cue & Cue.Code) != 0 && groups == 1 && length is >= 5 and <= 8 && letters >= 2 && digits >= 1 && IsUpper(head) && (hasNumberWord || digits > 1 || letters >= 4)
            && !(letters <= 5 && char.IsLetter(head[^2]) && char.IsAsciiDigit(head[^1]) && digits == 1)) return EntityType.Code;
        if ((cue & Cue.Order) != 0 && hasNumberWord && digits >= 5 && (groups > 1 || letters > 0)) return EntityType.Code;
        if ((cue & Cue.Code) != 0
            && (hasNumberWord ? digits >= 3 && (mixed || digits >= 4) : mixed ? digits >= 3 && letters + digits >= 5 && letters > 0 : digits >= 5)
            && length <= 30) return EntityType.Code;
        // An order number is personal where it has a form of its own: HX-20931-77.
        if ((cue & Cue.Id) != 0 && letters == 0 && groups == 2 && digits is >= 6 and <= 10 && length <= 11) return EntityType.Code;
        if ((cue & Cue.Id) != 0 && letters is >= 1 and <= 4 && groups == 2 && digits >= 4 && char.IsAsciiLetterUpper(head[0])) return EntityType.Code;
        return (cue & Cue.Order) != 0 && letters is > 0 and <= 6 && groups > 1 && digits >= 4 && char.IsAsciiLetterUpper(head[0]) ? EntityType.Code : null;
    }

    /// <summary>Whether the form alone is a document's or an account's: capitals among digits, or many digits that were called a number.</summary>
    public static bool IsStrong(ReadOnlySpan<char> value, int digits, int letters, bool hasNumberWord) =>
        IsUpper(value) && (letters > 0 ? digits >= 4 && letters + digits >= 7 : digits >= (hasNumberWord ? 7 : 10));

    private static bool IsUpper(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (char.IsLower(c)) return false;
        }
        return true;
    }
}
