using System.Buffers;
using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii.Structure;

/// <summary>Turns a field's value into a finding, if it looks like what the field's name promises.</summary>
internal static class FieldValue
{
    private static readonly SearchValues<char> EndOfFirm = SearchValues.Create(";|(<[\"");

    private static readonly SearchValues<char> NotInFirm = SearchValues.Create("{}()=<>$[]|;\\@_:#*%!?~^\"");

    /// <summary>Adds what the value gives away.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind">What the field's name promises.</param>
    /// <param name="range">Where the value stands.</param>
    /// <param name="quoted">Whether quotation marks, a tag or a cell bound it, so that it is whole.</param>
    /// <param name="findings">Where to add.</param>
    public static void Add(ReadOnlySpan<char> text, FieldKind kind, Range range, bool quoted, List<Finding> findings)
    {
        var (start, length) = range.GetOffsetAndLength(text.Length);
        var value = text.Slice(start, length);
        var untrimmed = value.Length;
        value = value.TrimStart(" \t\"'\u00a0");
        start += untrimmed - value.Length;
        value = value.TrimEnd(" \t\u00a0");
        if (value.Length == 0) return;
        switch (kind)
        {
            case FieldKind.PartOfName when !quoted && value.ContainsAny('.', '_'):
                break;
            case FieldKind.Person or FieldKind.PartOfName:
                NameValue.Add(value, start, quoted, findings);
                break;
            case FieldKind.Address:
                var address = quoted ? value : FieldText.Sentence(UpTo(UpTo(value, " | "), "।"));
                if (address.Length is >= 4 and <= 160 && FieldText.HasLetter(address)
                    && (quoted ? address.ContainsAnyInRange('0', '9') || address.Contains(' ') : address.ContainsAnyInRange('0', '9'))
                    && !address.ContainsAny(FieldText.Code) && !address.ContainsAny('@', '\\') && !address.Contains("://", StringComparison.Ordinal))
                    FieldText.Add(findings, start, address.TrimEnd(" .,;"), EntityType.Address);
                break;
            case FieldKind.Postcode:
                var postcode = FieldText.Run(value, quoted, 10);
                if (postcode.Length is >= 3 and <= 10 && postcode.ContainsAnyInRange('0', '9')) FieldText.Add(findings, start, postcode, EntityType.Address);
                break;
            case FieldKind.Location or FieldKind.Organization or FieldKind.Nrp:
                var words = quoted ? value : kind == FieldKind.Organization ? NameOfFirm(value) : FieldText.UpToPunctuation(value);
                if (words.Length is >= 2 and <= 60 && (char.IsUpper(words[0]) || words[0] > '\u0590' || kind == FieldKind.Nrp && words.Count(' ') <= 1 && words.Length >= 4) && (kind == FieldKind.Organization ? IsFirm(words) : NameValue.IsPlain(words)) && !Randomness.IsPlaceholder(words)
                    && words.Count(' ') <= 6)
                    FieldText.Add(findings, start, words,
                        kind == FieldKind.Location ? EntityType.Location : kind == FieldKind.Nrp ? EntityType.Nrp : EntityType.Organization);
                break;
            case FieldKind.Birth:
                var date = FieldText.Run(value, quoted, 24, spaces: true);
                if (date.Length >= 6 && FieldText.Digits(date) is >= 3 and <= 8) FieldText.Add(findings, start, date, EntityType.DateOfBirth);
                break;
            case FieldKind.Age:
                var age = value[..(value.IndexOfAnyExceptInRange('0', '9') is var e && e < 0 ? value.Length : e)];
                if (age.Length is >= 1 and <= 3 && int.Parse(age, provider: null) <= 120
                    && (age.Length == value.Length || value[age.Length] is not ('.' or '-' or ':' or '/'))) FieldText.Add(findings, start, age, EntityType.Age);
                break;
            case FieldKind.Card:
                NumberValue.Add(value, start, quoted, EntityType.CreditCard, minDigits: 12, findings);
                break;
            case FieldKind.Iban:
                NumberValue.Add(value, start, quoted, EntityType.Iban, minDigits: 10, findings);
                break;
            case FieldKind.Bank when !value.ContainsAnyInRange('0', '9'):
                // acct="gfontaine": the account of a system, not of a bank.
                if (quoted && AccountNames.End(value, 0) == value.Length && AccountNames.IsName(value) && !char.IsUpper(value[0])) FieldText.Add(findings, start, value, EntityType.Username);
                break;
            case FieldKind.Bank:
                NumberValue.Add(value, start, quoted, EntityType.BankAccount, minDigits: 5, findings);
                break;
            case FieldKind.Phone:
                NumberValue.Add(value, start, quoted, EntityType.Phone, minDigits: 7, findings);
                break;
            case FieldKind.Ssn:
                NumberValue.Add(value, start, quoted, EntityType.UsSsn, minDigits: 9, findings);
                break;
            case FieldKind.Passport:
                NumberValue.Add(value, start, quoted, EntityType.Passport, minDigits: 5, findings);
                break;
            case FieldKind.Licence:
                NumberValue.Add(value, start, quoted, EntityType.DriverLicense, minDigits: 4, findings);
                break;
            case FieldKind.NationalId:
                NumberValue.Add(value, start, quoted, EntityType.NationalId, minDigits: 6, findings);
                break;
            case FieldKind.Medical:
                NumberValue.Add(value, start, quoted, EntityType.MedicalId, minDigits: 4, findings);
                break;
            case FieldKind.Vehicle:
                NumberValue.Add(value, start, quoted, EntityType.VehicleId, minDigits: 2, findings);
                break;
            case FieldKind.Code:
                NumberValue.Add(value, start, quoted, EntityType.Code, minDigits: 3, findings);
                break;
            case FieldKind.Url or FieldKind.User when value.Contains("://", StringComparison.Ordinal) || value.StartsWith("www.", StringComparison.OrdinalIgnoreCase):
                FieldText.Add(findings, start, FieldText.Run(value, quoted: false, 300).TrimEnd(",;)"), EntityType.Url);
                break;
            case FieldKind.User:
                AccountValue.Add(value, start, quoted, findings);
                break;
            case FieldKind.Password:
                SecretValue.AddPassword(value, start, quoted, findings);
                break;
            case FieldKind.Secret or FieldKind.MaybeSecret:
                var before = findings.Count;
                SecretValue.AddKey(value, start, kind == FieldKind.Secret ? 8 : 16, findings);
                // A column of secrets may hold passwords: "lemon_curd!7".
                if (kind == FieldKind.Secret && quoted && findings.Count == before && PasswordForm.IsUnmistakable(value)) FieldText.Add(findings, start, value, EntityType.Password);
                break;
            case FieldKind.Crypto:
                var wallet = FieldText.Run(value, quoted, 120);
                if (wallet.Length >= 25 && Randomness.IsRandom(wallet, 25)) FieldText.Add(findings, start, wallet, EntityType.Crypto);
                break;
        }
    }

    /// <summary>A firm's name may hold a comma, an ampersand and digits; it ends with its line or item.</summary>
    private static ReadOnlySpan<char> NameOfFirm(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAny(EndOfFirm);
        var name = FieldText.Sentence(end < 0 ? value : value[..end]);
        var comma = name.IndexOf(", ", StringComparison.Ordinal);
        return (comma > 0 && !(name[comma..] is ", Inc" or ", Inc." or ", LLC" or ", Ltd" or ", Ltd.") ? name[..comma] : name).TrimEnd(" ,");
    }

    private static bool IsFirm(ReadOnlySpan<char> words) => !words.ContainsAny(NotInFirm) && FieldText.HasLetter(words) && FieldText.Digits(words) <= 4;

    private static ReadOnlySpan<char> UpTo(ReadOnlySpan<char> value, string end) =>
        value.IndexOf(end, StringComparison.Ordinal) is var i && i > 0 ? value[..i] : value;
}
