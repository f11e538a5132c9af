using System.Buffers;
using System.Collections.Frozen;

namespace EventAgents.Pii.Structure;

/// <summary>Turns a field's value into a finding, if it looks like what the field's name promises.</summary>
internal static class FieldValue
{
    private const float Score = 0.75f;

    private static readonly SearchValues<char> Code = SearchValues.Create("{}()=<>$[]|;");

    private static readonly SearchValues<char> NotInName = SearchValues.Create("{}()=<>$[]|;/\\@_:#*+%&!?~^\"0123456789");

    private static readonly SearchValues<char> EndOfSecret = SearchValues.Create(" \t,;)}]'\"<&\\");
    private static readonly SearchValues<char> NotInNumber = SearchValues.Create("@{<=");
    private static readonly SearchValues<char> EndOfName = SearchValues.Create(";|(<[/:\"");
    private static readonly SearchValues<char> EndOfDate = SearchValues.Create(",;|)\"");
    private static readonly SearchValues<char> EndOfRun = SearchValues.Create(" \t\"'|");

    /// <summary>Accounts that every system has; they are nobody's.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CommonAccounts = FrozenSet.ToFrozenSet(
        ["root", "admin", "administrator", "postgres", "system", "guest", "nobody", "anonymous", "user", "default", "ubuntu", "www-data", "nginx", "git",
            "service", "public", "sa", "daemon", "bot", "assistant", "none", "localhost", "mysql", "redis", "test", "readonly", "app", "ec2-user", "runner",
            "login", "name", "id", "agent", "i", "hi", "hello", "hey", "the", "my"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

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
            case FieldKind.Person or FieldKind.PartOfName:
                Name(value, start, quoted, findings);
                break;
            case FieldKind.Address:
                var address = quoted ? value : UpTo(value, " | ");
                if (address.Length is >= 4 and <= 160 && HasLetter(address)
                    && (quoted ? address.ContainsAnyInRange('0', '9') || address.Contains(' ') : address.ContainsAnyInRange('0', '9'))
                    && !address.ContainsAny(Code) && !address.ContainsAny('@', '\\') && !address.Contains("://", StringComparison.Ordinal))
                    Add(findings, start, address.TrimEnd(" .,;"), EntityType.Address);
                break;
            case FieldKind.Postcode:
                var postcode = Run(value, quoted, 10);
                if (postcode.Length is >= 3 and <= 10 && postcode.ContainsAnyInRange('0', '9')) Add(findings, start, postcode, EntityType.Address);
                break;
            case FieldKind.Location or FieldKind.Organization or FieldKind.Nrp:
                var words = quoted ? value : UpToPunctuation(value);
                if (words.Length is >= 2 and <= 50 && char.IsUpper(words[0]) && !words.ContainsAny(NotInName) && !Randomness.IsPlaceholder(words)
                    && CountOf(words, ' ') <= 5)
                    Add(findings, start, words,
                        kind == FieldKind.Location ? EntityType.Location : kind == FieldKind.Nrp ? EntityType.Nrp : EntityType.Organization);
                break;
            case FieldKind.Birth:
                var date = Run(value, quoted, 24, spaces: true);
                if (date.Length >= 6 && Digits(date) is >= 3 and <= 8) Add(findings, start, date, EntityType.DateOfBirth);
                break;
            case FieldKind.Age:
                var age = value[..(value.IndexOfAnyExceptInRange('0', '9') is var e && e < 0 ? value.Length : e)];
                if (age.Length is >= 1 and <= 3 && int.Parse(age, provider: null) <= 120
                    && (age.Length == value.Length || value[age.Length] is not ('.' or '-' or ':' or '/'))) Add(findings, start, age, EntityType.Age);
                break;
            case FieldKind.Card:
                AddNumber(value, start, quoted, EntityType.CreditCard, minDigits: 12, findings);
                break;
            case FieldKind.Iban:
                AddNumber(value, start, quoted, EntityType.Iban, minDigits: 10, findings);
                break;
            case FieldKind.Bank:
                AddNumber(value, start, quoted, EntityType.BankAccount, minDigits: 5, findings);
                break;
            case FieldKind.Phone:
                AddNumber(value, start, quoted, EntityType.Phone, minDigits: 7, findings);
                break;
            case FieldKind.Ssn:
                AddNumber(value, start, quoted, EntityType.UsSsn, minDigits: 9, findings);
                break;
            case FieldKind.Passport:
                AddNumber(value, start, quoted, EntityType.Passport, minDigits: 5, findings);
                break;
            case FieldKind.Licence:
                AddNumber(value, start, quoted, EntityType.DriverLicense, minDigits: 4, findings);
                break;
            case FieldKind.NationalId:
                AddNumber(value, start, quoted, EntityType.NationalId, minDigits: 6, findings);
                break;
            case FieldKind.Medical:
                AddNumber(value, start, quoted, EntityType.MedicalId, minDigits: 4, findings);
                break;
            case FieldKind.Vehicle:
                AddNumber(value, start, quoted, EntityType.VehicleId, minDigits: 2, findings);
                break;
            case FieldKind.Code:
                AddNumber(value, start, quoted, EntityType.Code, minDigits: 3, findings);
                break;
            case FieldKind.User:
                User(value, start, quoted, findings);
                break;
            case FieldKind.Password:
                Password(value, start, quoted, findings);
                break;
            case FieldKind.Secret or FieldKind.MaybeSecret:
                Secret(value, start, kind == FieldKind.Secret ? 8 : 16, findings);
                break;
            case FieldKind.Crypto:
                var wallet = Run(value, quoted, 120);
                if (wallet.Length >= 25 && Randomness.IsRandom(wallet, 25)) Add(findings, start, wallet, EntityType.Crypto);
                break;
        }
    }

    /// <summary>user:password behind curl's -u.</summary>
    public static void AddCredentials(ReadOnlySpan<char> text, Range range, bool quoted, List<Finding> findings)
    {
        var (start, length) = range.GetOffsetAndLength(text.Length);
        var value = text.Slice(start, length);
        var colon = value.IndexOf(':');
        if (colon < 0 || value.Length < 6) return;
        var password = value[(colon + 1)..].Trim("'\"");
        var user = value[..colon];
        if (Randomness.IsPlaceholder(password.Length > 0 ? password : user) || (user is "user" or "username" && password is "pass" or "password" or "token")
            || Randomness.IsPlaceholder(user) && user.Length > 0) return;
        if (value.ContainsAny('$', '<', '[')) return;
        // The quotation marks belong to the argument when it is written with them.
        if (quoted) (start, length) = (start - 1, length + 2);
        findings.Add(new Finding(start, length, EntityType.ApiKey, 0.8f, FindingSource.Structure));
    }

    private static void Name(ReadOnlySpan<char> value, int start, bool quoted, List<Finding> findings)
    {
        var name = quoted ? value : UpToPunctuation(value);
        for (var space = name.IndexOf(' '); space > 0 && PersonTitles.Contains(name[..space]); space = name.IndexOf(' '))
        {
            name = name[(space + 1)..];
            start += space + 1;
        }
        if (name.Length is < 2 or > 60) return;
        if (name.ContainsAnyInRange('0', '9'))
        {
            if (!name.Contains(' ') && Digits(name) >= 4 && name.Length <= 20 && !name.ContainsAny(Code) && !name.Contains('@')) Add(findings, start, name,
                EntityType.Code);
            return;
        }
        if (name.ContainsAny(NotInName) || Randomness.IsPlaceholder(name) || CountOf(name, ' ') > 4 || CountOf(name, '.') > 2) return;
        if (char.IsAsciiLetterLower(name[0]) && !(quoted && name.Contains(' '))) return;
        if (!quoted && CountOf(name, ' ') > 0 && !HasCapitalisedEnd(name)) return;
        Add(findings, start, name, EntityType.Person);
    }

    private static void User(ReadOnlySpan<char> value, int start, bool quoted, List<Finding> findings)
    {
        var run = Run(value, quoted: false, 64);
        var item = run.IndexOfAny(',', ';', '&');
        if (item > 0)
        {
            run = run[..item];
            // "user: handle," is code; "user=handle, …" and "user: j.kramer7," are not.
            if (!quoted && item + 1 == value.Length && !HasMixture(run) && !run.ContainsAny('.', '_')) return;
        }
        if (run.Length is < 2 or > 64 || (quoted && run.Length != value.Length)) return;
        // "User: I need help" is a speaker, not a login.
        if (!quoted && run.Length < value.Length && value[run.Length] is ' ' && !value[run.Length..].Contains('=')
            && !value[run.Length..].TrimStart().StartsWith('(')) return;
        run = run.TrimEnd(".,;:)]}'");
        if (run.Length < 2 || CommonAccounts.Contains(run) || run.ContainsAny(Code) || run.Contains('/') || run[0] is '-' or '%' || !HasLetter(run)
            && run.Length < 4 || Randomness.IsPlaceholder(run)) return;
        var host = run.IndexOf('@');
        if (host > 0) return;
        Add(findings, start, run, EntityType.Username);
    }

    private static void Password(ReadOnlySpan<char> value, int start, bool quoted, List<Finding> findings)
    {
        var run = quoted ? value : Run(value, quoted: false, 128);
        // A call, an index or an expression instead of a value.
        if (run.Contains("()", StringComparison.Ordinal)
            || (!quoted && (run.IndexOf('(') is >= 0 and var call && (call == 0 || char.IsLetterOrDigit(run[call - 1]) || run[call - 1] == '_')
            || run.Contains("['", StringComparison.Ordinal) || run.Contains('[') && run.Contains(':')
            || run.StartsWith("--", StringComparison.Ordinal)))) return;
        if (!quoted)
        {
            run = UpToNextSetting(run).TrimEnd(",);");
            if (run.Length > 0 && run[^1] == '.') run = run[..^1];
        }
        if (run.Length is < 3 or > 128 || Randomness.IsPlaceholder(run)) return;
        if (run.IndexOf('(') > 0 && run.Contains(')') || run.StartsWith("http", StringComparison.Ordinal)) return;
        if (quoted ? CountOf(run, ' ') > 7 : !HasMixture(run)
            && (run.Length < value.TrimEnd(" .;,").Length || run.Contains('_') || run.Contains('.') || run.Length < 4)) return;
        if (!quoted && !HasMixture(run) && char.IsAsciiLetterLower(run[0])) return;
        if (quoted && !HasMixture(run) && run.Contains(' ') && CountOf(run, ' ') < 2) return;
        Add(findings, start, run, EntityType.Password);
    }

    private static void Secret(ReadOnlySpan<char> value, int start, int minLength, List<Finding> findings)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["Bearer ", "Basic ", "Token ", "bearer ", "basic ", "ApiKey ", "token "])
        {
            if (!value.StartsWith(scheme, StringComparison.Ordinal)) continue;
            value = value[scheme.Length..];
            start += scheme.Length;
            break;
        }
        var end = value.IndexOfAny(EndOfSecret);
        if (end >= 0) value = value[..end];
        if (value.StartsWith("https://", StringComparison.Ordinal) ? value.Length < 40
            || !Randomness.IsRandom(value[(value.LastIndexOf('/') + 1)..], 16) : !Randomness.IsRandom(value, minLength)) return;
        Add(findings, start, value, EntityType.ApiKey);
    }

    private static void AddNumber(ReadOnlySpan<char> value, int start, bool quoted, EntityType type, int minDigits, List<Finding> findings)
    {
        var number = value;
        if (!quoted)
        {
            var end = 0;
            while (end < value.Length && end < 40)
            {
                var c = value[end];
                if (char.IsLetterOrDigit(c) || c is '-' or '/' or '.' or '#' or '+' or '(' or ')' or '_') end++;
                else if (c == ' ' && end + 1 < value.Length && (char.IsAsciiDigit(value[end + 1]) || IsGroup(value[(end + 1)..]))) end++;
                else break;
            }
            number = value[..end].TrimEnd(" .-/(+");
        }
        if (number.Length is < 3 or > 40 || Digits(number) < minDigits || number.ContainsAny(NotInNumber)) return;
        if (number.Length == 10 && number[4] == '-' && number[7] == '-') return;  // a date
        if (type == EntityType.NationalId && !quoted && number.Contains(' ') && char.IsAsciiLetterLower(number[0])) return;
        if (CountOf(number, ' ') > 7 || Letters(number) > 12 || number.Contains("://", StringComparison.Ordinal)
            || (number[^1] == ')' && !number.Contains('('))) return;
        Add(findings, start, number, type);
    }

    /// <summary>A group of at most four capitals or digits, as in "SP 40 81 66 A".</summary>
    private static bool IsGroup(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiLetterOrDigit(text[length]))
        {
            if (char.IsAsciiLetterLower(text[length])) return false;
            length++;
        }
        return length is >= 1 and <= 4;
    }

    private static void Add(List<Finding> findings, int start, ReadOnlySpan<char> value, EntityType type)
    {
        if (value.Length > 0) findings.Add(new Finding(start, value.Length, type, Score, FindingSource.Structure));
    }

    /// <summary>The value up to white space or what ends an item; the whole of it where it is quoted.</summary>
    private static ReadOnlySpan<char> Run(ReadOnlySpan<char> value, bool quoted, int max, bool spaces = false)
    {
        if (quoted) return value.Length <= max ? value : default;
        var end = spaces ? value.IndexOfAny(EndOfDate) : value.IndexOfAny(EndOfRun);
        var run = (end < 0 ? value : value[..end]).TrimEnd(" .");
        return run.Length <= max ? run : default;
    }

    /// <summary>Cuts ";Encrypt=True" off, as a connection string goes on.</summary>
    private static ReadOnlySpan<char> UpToNextSetting(ReadOnlySpan<char> run)
    {
        for (var semicolon = run.IndexOf(';'); semicolon > 0;)
        {
            var rest = run[(semicolon + 1)..];
            var name = 0;
            while (name < rest.Length && char.IsAsciiLetter(rest[name])) name++;
            if (name > 1 && name < rest.Length && rest[name] == '=') return run[..semicolon];
            var next = rest.IndexOf(';');
            semicolon = next < 0 ? -1 : semicolon + 1 + next;
        }
        return run;
    }

    private static ReadOnlySpan<char> UpTo(ReadOnlySpan<char> value, string end) =>
        value.IndexOf(end, StringComparison.Ordinal) is var i && i > 0 ? value[..i] : value;

    /// <summary>Up to the first sign that ends a name in a form; "Last, First" stays whole.</summary>
    private static ReadOnlySpan<char> UpToPunctuation(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAny(EndOfName);
        if (end >= 0) value = value[..end];
        var dash = value.IndexOf(" -", StringComparison.Ordinal);
        if (dash >= 0) value = value[..dash];
        var comma = value.IndexOf(',');
        if (comma >= 0) value = value[..comma];
        var stop = value.IndexOf(". ", StringComparison.Ordinal);
        if (stop > 3) value = value[..stop];
        return value.TrimEnd(" .");
    }

    /// <summary>Whether letters come with a digit, a sign or a capital inside, as in passwords and not in words.</summary>
    private static bool HasMixture(ReadOnlySpan<char> run)
    {
        for (var i = 0; i < run.Length; i++)
        {
            if (!char.IsLetter(run[i]) && run[i] is not ('_' or '.' or ' ' or '\'') || (i > 0 && char.IsUpper(run[i]) && char.IsLower(run[i - 1]))) return true;
        }
        return false;
    }

    private static bool HasCapitalisedEnd(ReadOnlySpan<char> name) => name[(name.LastIndexOf(' ') + 1)..] is [var first, ..] && !char.IsAsciiLetterLower(first);

    private static bool HasLetter(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (char.IsLetter(c)) return true;
        }
        return false;
    }

    private static int Digits(ReadOnlySpan<char> value)
    {
        var count = 0;
        foreach (var c in value) count += char.IsAsciiDigit(c) ? 1 : 0;
        return count;
    }

    private static int Letters(ReadOnlySpan<char> value)
    {
        var count = 0;
        foreach (var c in value) count += char.IsLetter(c) ? 1 : 0;
        return count;
    }

    private static int CountOf(ReadOnlySpan<char> value, char c) => value.Count(c);
}
