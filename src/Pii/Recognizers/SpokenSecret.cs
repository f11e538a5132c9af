using System.Buffers;
using EventAgents.Pii.Reading;
using EventAgents.Pii.Structure;
using static EventAgents.Pii.Recognizers.PasswordForm;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Passwords as people say them: "the password is …", "wachtwoord: …", "I set it to … but that password fails". The value stands in quotation marks, has a
/// form that words do not have, or ends the sentence behind "is".
/// </summary>
internal sealed class SpokenSecret : Recognizer
{
    /// <summary>How many words may stand between the cue and the value, to either side.</summary>
    private const int MaxBetween = 6, MaxBefore = 9;

    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"'«“„`「『");

    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("{}=;`()<>");

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\"»”`<>「」『』、。");

    private static readonly HashSet<ulong> Credentials = [.. ((string[])["credentials", "credential", "creds", "login", "logins", "zugangsdaten", "identifiants", "credenciales", "credenziali", "inloggegevens"]).Select(word => WordHash.Of(word))];

    private static readonly HashSet<ulong> Phrases = [.. ((string[])["passphrase", "mnemonic", "phrase", "merksatz"]).Select(word => WordHash.Of(word))];

    public override IReadOnlyList<string> Finds { get; } =
    [
        "my netflix password is literally «hunter2» lol", "Temporary password given by desk was «Welcome-Otter9», changed",
        "her alarm password is «Periwinkle», and", "the passphrase for the backup is \"«correct lantern gravel sonnet»\" but",
        "oye el wifi: la clave es «gatonegro88» y no va", "the password is «butterfly»", "passphrase: «purple otter reads maps»",
        "mot de passe : «Camomille*63» invalide", "das Passwort lautet «Regenbogen2019».", "password «Granite=Plum05»",
        "hasło to «Kotek!123»", "use «mango77» as the password", "I set it to «Marzipan!7» yesterday, that password no longer works", "パスワードは「«neko-1234x»」です", "lösenordet är «Midsommar21»", "credentials for the new starter:\n1) Ada – «Copper!Finch31»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "the password is wrong", "reset your password in settings", "password must be 12 characters", "my password is not working since 2024",
        "Password123 policy", "the key is to listen", "passwords are hashed with SHA256", "token count is 4096", "password reset on May 28, 2025",
        "the password is <PASSWORD>", "the pin is on the table", "\"password\" : null", "the password is stored as a hash", "the password is generated randomly",
        "password is required", "The password was changed", "password to 192.0.2.1", "das Passwort ist falsch", "<password>x</password>",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        var isSpokenOf = false;
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if ((token.Cue & Cue.Password) == 0)
            {
                isSpokenOf |= Credentials.Contains(token.Hash);
                continue;
            }
            if (i > 0 && scan.TextOf(scan.Tokens[i - 1]) is "sample" or "example" or "dummy" or "placeholder" or "fake" or "Sample" or "Example") continue;
            isSpokenOf = true;
            if (scan.Before(token.Start) is '_' or '.' or '-' && scan.Text[token.Start] is 'p' || scan.Before(token.Start) is '/' or '$' or '<' or '{' or '@'
                || scan.At(token.End) is '_' or '(' or '[' or '>' or '}' or '.' && char.IsLetter(scan.At(token.End + 1))) continue;
            // A key in quotation marks has its value found as a field's.
            if (scan.At(token.End) is '"' or '\'' && (scan.Before(token.Start) == scan.At(token.End) || scan.At(token.End + 1) is ':' or ' ' && scan.At(token.End + 2) is ':' or '"')) continue;
            if (!Behind(scan, i, findings)) Before(scan, i, findings);
        }
        if (isSpokenOf) Unmistakable(scan, findings);
    }

    /// <summary>In a text that speaks of passwords or credentials: what looks like nothing else.</summary>
    private static void Unmistakable(in Scan scan, List<Finding> findings)
    {
        var isCode = scan.Text.IndexOfAny(CodeSigns) >= 0;
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            var start = scan.Tokens[i].Start;
            if (start > 0 && !char.IsWhiteSpace(scan.Text[start - 1]) && scan.Text[start - 1] is not ('"' or '\'' or '`' or '“' or ',' or ';' or '|')) continue;
            var run = Run(scan.Text, start);
            var comma = run.IndexOfAny(',', ';', '|');
            if (comma > 0) run = run[..comma];
            if (run.Length >= 8 && (IsUnmistakable(run) || !isCode && IsMixed(run)) && run.ContainsAnyInRange('A', 'Z') && run.ContainsAnyInRange('a', 'z') && char.IsLetter(run[0]) && run.IndexOf('@') < 0)
                findings.Add(new Finding(start, run.Length, EntityType.Password, 0.5f, FindingSource.Context));
        }
    }

    /// <summary>hq7Tzm2Wkd, Zwetschge2go: letters of both cases with a digit among them, but in names of programs.</summary>
    private static bool IsMixed(ReadOnlySpan<char> run)
    {
        var inner = false;
        for (var i = 0; i < run.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(run[i])) return false;
            inner |= i > 2 && i + 1 < run.Length && char.IsAsciiDigit(run[i]) && char.IsAsciiLetterLower(run[i + 1]);
        }
        return inner && run.Length <= 20 && !IsName(run) && !run.StartsWith("Base", StringComparison.Ordinal) && !run.StartsWith("Log4", StringComparison.Ordinal);
    }

    private static bool Behind(in Scan scan, int cue, List<Finding> findings)
    {
        bool copula = false, isSaid = false;
        for (var i = cue + 1; i < scan.Tokens.Length && i <= cue + MaxBetween + 1; i++)
        {
            var gap = scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start];
            if (gap.Contains('\n') && SpokenPhrase.Answered(scan, i, gap, findings)) return true;
            if (gap.ContainsAny('\n', ';', '=') || gap.Contains("{{", StringComparison.Ordinal) || (i > cue + 1 && (scan.Tokens[i - 1].Cue & Cue.User) != 0)
                || gap.Contains(". ", StringComparison.Ordinal)) return false;
            var quote = gap.IndexOfAny(Quotes);
            if (quote >= 0 && gap.Length <= 5 && (gap[quote] != '\'' || quote > 0)
                && Quoted(scan, scan.Tokens[i - 1].End + quote, copula || i == cue + 1, findings)) return true;
            copula |= gap.ContainsAny(':', '→', '=');
            isSaid |= gap.Contains(':');
            if (copula && Phrases.Contains(scan.Tokens[cue].Hash) && SpokenPhrase.Phrase(scan, i, findings)) return true;
            var start = scan.Tokens[i].Start;
            while (start > scan.Tokens[i - 1].End && !Blanks.Contains(scan.Text[start - 1])
                && scan.Text[start - 1] is not ('(' or ':' or '=' or '\'' or ',' or '/' or '→')) start--;
            // A tag's name.
            if (start > 0 && (scan.Text[start - 1] == '<' || start > 1 && scan.Text[start - 1] == '/' && scan.Text[start - 2] == '<')) return false;
            // The rest of a longer word or of an address: KEYSTORE_PASSWORD, 127.0.0.1:7001.
            if (start > 0 && (char.IsLetterOrDigit(scan.Text[start - 1]) || scan.Text[start - 1] == ':' && start > 1 && i > cue + 1 && char.IsLetterOrDigit(scan.Text[start - 2]))) continue;
            if (copula && scan.TextOf(scan.Tokens[i - 1]) is "is" && SpokenPhrase.Words(scan, i, findings)) return true;
            var run = Run(scan.Text, start);
            if (isSaid && IsStrong(run) && CountDigits(run) > 0 && !IsName(run) && !DateOrTime.IsWhole(run))
            {
                findings.Add(new Finding(start, run.Length, EntityType.Password, 0.65f, FindingSource.Context));
                return true;
            }
            if (copula || i == cue + 1 ? IsPassword(scan, cue, run, start, copula, isNext: i == cue + 1) : IsStrong(run) && !IsName(run))
            {
                if (!DateOrTime.IsWhole(run)) findings.Add(new Finding(start, run.Length, EntityType.Password, 0.7f, FindingSource.Context));
                return true;
            }
            var word = scan.TextOf(scan.Tokens[i]);
            if (IsCopula(word)) copula = true;
            else if (copula && !HasColonAhead(scan, i) && word is not ("now" or "literally" or "still" or "probably" or "currently" or "just" or "again" or "glaub" or "jetzt" or "immer" or "noch" or "toujours" or "ahora" or "set" or "nadal" or "fortsatt" or "fortfarande" or "sigue" or "siendo" or "sempre" or "siempre" or "ancora" or "encore" or "ainda" or "wciąż" or "stále"))
                return false;
        }
        return false;
    }

    /// <summary>"I set it to Marzipan!7, that password fails": a value of unmistakable form in the same sentence before.</summary>
    private static void Before(in Scan scan, int cue, List<Finding> findings)
    {
        for (var i = cue - 1; i >= Math.Max(0, cue - MaxBefore); i--)
        {
            var start = scan.Tokens[i].Start;
            var gap = scan.Text[scan.Tokens[i].End..scan.Tokens[i + 1].Start];
            if (gap.ContainsAny('\n', ';') || gap.Contains(". ", StringComparison.Ordinal)) return;
            if (start > 0 && !char.IsWhiteSpace(scan.Text[start - 1]) && scan.Text[start - 1] is not ('"' or '\'' or '`' or '“')) continue;
            var run = Run(scan.Text, start);
            if (start + run.Length > scan.Tokens[cue].Start) continue;
            // "use mango77 as the password"
            var isNamed = i >= cue - 3 && i + 1 < cue && scan.TextOf(scan.Tokens[i + 1]) is "as" or "als" or "come" or "como" or "comme" && IsStrong(run) && CountDigits(run) > 0 && !IsName(run);
            if (!isNamed && !IsUnmistakable(run)) continue;
            findings.Add(new Finding(start, run.Length, EntityType.Password, 0.65f, FindingSource.Context));
            return;
        }
    }

    /// <summary>"password is his dog's name plus year: Biscuit2016".</summary>
    private static bool HasColonAhead(in Scan scan, int index)
    {
        var rest = scan.Text[scan.Tokens[index].End..Math.Min(scan.Text.Length, scan.Tokens[index].End + 40)];
        var colon = rest.IndexOf(": ");
        return colon >= 0 && !rest[..colon].ContainsAny('\n', '.', ',');
    }

    private static bool IsCopula(ReadOnlySpan<char> word) =>
        word is "is" or "was" or "est" or "es" or "ist" or "lautet" or "war" or "è" or "é" or "to" or "är" or "er" or "este" or "je" or "jest" or "olarak" or "equals" or "on" or "είναι" or "era"
            or "являє" or "c" or "becomes" or "heißt" or "це" or "это" or "van";

    public static ReadOnlySpan<char> Run(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start <= 64 && !Blanks.Contains(text[end])) end++;
        while (end > start && text[end - 1] is '.' or ',' or ';' or ')' or '\'' or ':' or '?' or ']' or '}') end--;
        return text[start..end];
    }

    private static bool Quoted(in Scan scan, int open, bool isDirect, List<Finding> findings)
    {
        var close = scan.Text[open] switch { '«' => '»', '“' => '”', '„' => '“', '「' => '」', '『' => '』', var same => same };
        var start = open + 1;
        if (close == '»') while (scan.At(start) is ' ' or '\u00a0') start++;
        var rest = scan.Text[start..Math.Min(scan.Text.Length, start + 80)];
        var length = rest.IndexOf(close);
        if (length < 3 || rest[..length].Contains('\n')) return false;
        var value = rest[..length].TrimEnd(" \u00a0");
        if (Randomness.IsPlaceholder(value) || value.Count(' ') > 7 || (!isDirect && !IsStrong(value) && value.Count(' ') < 2)
            || value.Trim(" :,;.=").Length < 3 || value is [' ', ..]) return false;
        findings.Add(new Finding(start, value.Length, EntityType.Password, 0.75f, FindingSource.Context));
        return true;
    }

    /// <summary>Behind the cue or behind "is": a form that words do not have, digits and signs, one capitalised word, or the last word of the sentence.</summary>
    private static bool IsPassword(in Scan scan, int cue, ReadOnlySpan<char> run, int start, bool copula, bool isNext)
    {
        if (run.Length is < 4 or > 64 || Randomness.IsPlaceholder(run) || run.Contains("://", StringComparison.Ordinal) || run.Contains('@')
            && run.Contains('.') || run[0] is '/' or '<' or '(' or '{' or '[' or '*') return false;
        if (IsStrong(run)) return !isNext || copula || !IsName(run);
        // "wifi: HomeNet" names the network.
        if (isNext && run.Length >= 8 && run.Count('-') + run.Count('_') >= 2 && IsWord(run) && EndsSentence(scan, start + run.Length)) return true;
        if (!copula || scan.TextOf(scan.Tokens[cue]) is ['w' or 'W', 'i' or 'I' or 'l' or 'L', ..]) return false;
        var digits = CountDigits(run);
        if (digits >= 4 && digits + 2 >= run.Length && run.Length <= 8
            && !(digits == 4 && run.Length == 4 && run[0] is '1' or '2' && run[1] is '9' or '0')) return true;
        // 8812-7741-0092-6654
        if (digits >= 8 && digits + run.Count('-') == run.Length) return !DateOrTime.IsWhole(run);
        if (run.Length >= 6 && char.IsUpper(run[0]) && IsWord(run)) return true;
        return IsWord(run) && run.Length >= 5 && EndsSentence(scan, start + run.Length);
    }

    private static bool EndsSentence(in Scan scan, int end) =>
        scan.At(end) is '\n' or '\r' or '.' or ',' or ';' or '!' or ')' or '"' || scan.Text[end..Math.Min(scan.Text.Length, end + 5)] is [' ', 'a', 'n', 'd', ' '] or [' ', 'b', 'u', 't', ' '];

    /// <summary>Names of methods and standards behind "password": SHA256, bcrypt2, OAuth2.</summary>
    public static bool IsName(ReadOnlySpan<char> run) =>
        !HasSign(run) && (run.StartsWith("SHA", StringComparison.OrdinalIgnoreCase) || run.StartsWith("OAuth", StringComparison.OrdinalIgnoreCase)
            || run.StartsWith("bcrypt", StringComparison.OrdinalIgnoreCase) || run.StartsWith("argon", StringComparison.OrdinalIgnoreCase) || run.StartsWith("MD5", StringComparison.OrdinalIgnoreCase)
            || run.StartsWith("PBKDF", StringComparison.OrdinalIgnoreCase) || run.StartsWith("1Password", StringComparison.OrdinalIgnoreCase) || run.StartsWith("KeePass", StringComparison.OrdinalIgnoreCase)
            || run.StartsWith("utf", StringComparison.OrdinalIgnoreCase) || run.StartsWith("ESP32", StringComparison.OrdinalIgnoreCase) || run.StartsWith("IPv", StringComparison.OrdinalIgnoreCase)
            || run.StartsWith("WPA", StringComparison.OrdinalIgnoreCase));
}
