using System.Buffers;
using EventAgents.Pii.Reading;
using EventAgents.Pii.Structure;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Passwords and tokens as people say them: "the password is …", "door code at mum's is 4491#", "wachtwoord: …". The value
/// stands in quotation marks, has a form that words do not have, or follows "is" with a capital.
/// </summary>
internal sealed class SpokenSecret : Recognizer
{
    /// <summary>How many words may stand between the cue and the value.</summary>
    private const int MaxBetween = 6;

    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"'«“„`");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "my netflix password is literally «hunter2» lol", "Temporary password given by desk was «Welcome-Otter9», changed",
        "her alarm password is «Periwinkle», and", "the passphrase for the backup is \"«correct lantern gravel sonnet»\" but",
        "oye el wifi: la clave es «gatonegro88» y no va",
        "mot de passe : «Camomille*63» invalide", "das Passwort lautet «Regenbogen2019».", "door code is «4491#», then", "password «Granite=Plum05»",
        "hasło to «Kotek!123»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "the password is wrong", "reset your password in settings", "password must be 12 characters", "my password is not working since 2024",
        "Password123 policy", "the key is to listen", "passwords are hashed with SHA256", "token count is 4096", "password reset on May 28, 2025",
        "the password is <PASSWORD>", "the pin is on the table",
        "password is required", "The password was changed", "password to 192.0.2.1",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i + 1 < scan.Tokens.Length; i++)
        {
            var isPassword = (scan.Tokens[i].Cue & Cue.Password) != 0 || IsDoorCode(scan, i);
            if (!isPassword || scan.Before(scan.Tokens[i].Start) is '_' or '.' or '-' or '/' or '$'
                || scan.At(scan.Tokens[i].End) is '_' or '(' or '[' or '.') continue;
            Value(scan, i, findings);
        }
    }

    private static bool IsDoorCode(in Scan scan, int index) =>
        index > 0 && scan.TextOf(scan.Tokens[index]) is "code"
            && scan.TextOf(scan.Tokens[index - 1]) is "door" or "gate" or "alarm" or "entry" or "pin" or "access" or "garage" or "lockbox" or "safe";

    private static void Value(in Scan scan, int cue, List<Finding> findings)
    {
        var copula = false;
        for (var i = cue + 1; i < scan.Tokens.Length && i <= cue + MaxBetween + 1; i++)
        {
            var gap = scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start];
            if (gap.ContainsAny('\n', ';', '=') || (i > cue + 1 && (scan.Tokens[i - 1].Cue & Cue.User) != 0)
                || gap.Contains(". ", StringComparison.Ordinal)) return;
            var quote = gap.IndexOfAny(Quotes);
            if (quote >= 0 && gap.Length <= 5 && (gap[quote] != '\'' || quote > 0)
                && Quoted(scan, scan.Tokens[i - 1].End + quote, copula || i == cue + 1, findings)) return;
            copula |= gap.ContainsAny(':', '=');
            var start = scan.Tokens[i].Start;
            while (start > scan.Tokens[i - 1].End && !char.IsWhiteSpace(scan.Text[start - 1])
                && scan.Text[start - 1] is not ('(' or ':' or '=' or '"' or '\'' or ',')) start--;
            var run = Run(scan.Text, start);
            if (copula || i == cue + 1 ? IsPassword(run, copula, strict: !copula) : IsStrong(run))
            {
                if (!DateOrTime.IsWhole(run)) findings.Add(new Finding(start, run.Length, EntityType.Password, 0.7f, FindingSource.Context));
                return;
            }
            var word = scan.TextOf(scan.Tokens[i]);
            if (IsCopula(word)) copula = true;
            else if (copula && word is not ("now" or "literally" or "still" or "probably" or "currently" or "just" or "again" or "glaub")) return;
        }
    }

    private static bool IsCopula(ReadOnlySpan<char> word) =>
        word is "is" or "was" or "est" or "es" or "ist" or "lautet" or "war" or "è" or "é" or "to" or "är" or "este" or "je" or "jest" or "olarak" or "equals";

    private static ReadOnlySpan<char> Run(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start <= 64 && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '»' or '”' or '`')) end++;
        while (end > start && text[end - 1] is '.' or ',' or ';' or ')' or '\'' or ':' or '?') end--;
        return text[start..end];
    }

    private static bool Quoted(in Scan scan, int open, bool isDirect, List<Finding> findings)
    {
        var close = scan.Text[open] switch { '«' => '»', '“' => '”', '„' => '“', var same => same };
        var start = open + 1;
        if (close == '»') while (scan.At(start) is ' ' or '\u00a0') start++;
        var rest = scan.Text[start..Math.Min(scan.Text.Length, start + 80)];
        var length = rest.IndexOf(close);
        if (length < 3 || rest[..length].Contains('\n')) return false;
        var value = rest[..length].TrimEnd(" \u00a0");
        if (Randomness.IsPlaceholder(value) || value.Count(' ') > 7 || (!isDirect && !IsStrong(value) && value.Count(' ') < 2)) return false;
        findings.Add(new Finding(start, value.Length, EntityType.Password, 0.75f, FindingSource.Context));
        return true;
    }

    /// <summary>Digits or signs between letters; behind "is" also a code of digits and signs, or one capitalised word.</summary>
    private static bool IsPassword(ReadOnlySpan<char> run, bool copula, bool strict)
    {
        if (run.Length is < 4 or > 64 || Randomness.IsPlaceholder(run) || run.Contains("://", StringComparison.Ordinal) || run.Contains('@')
            && run.Contains('.') || run[0] is '/' or '<' or '(') return false;
        if (IsStrong(run)) return true;
        if (strict) return false;
        var digits = CountDigits(run);
        if (copula && digits >= 4 && digits + 2 >= run.Length && run.Length <= 8
            && !(digits == 4 && run.Length == 4 && run[0] is '1' or '2' && run[1] is '9' or '0')) return true;
        return copula && run.Length >= 6 && char.IsUpper(run[0]) && run.IndexOfAnyExceptInRange('A', 'z') < 0;
    }

    private static bool IsStrong(ReadOnlySpan<char> run)
    {
        var digits = CountDigits(run);
        int letters = 0, signs = 0;
        foreach (var c in run)
        {
            if (char.IsLetter(c)) letters++;
            else if (!char.IsAsciiDigit(c) && c is not ('-' or '\'' or '.' or ',' or '/' or '’' or '–')) signs++;
        }
        return run.Length is >= 5 and <= 64 && letters >= 3 && (digits > 0 || signs > 0) && !Randomness.IsPlaceholder(run) && !run.Contains('(')
            && (signs == 0 || digits > 0 || run.Length >= 8) && !(run[0] is '<' or '[' or '{' or '/' or '#' or '$')
            && !run.Contains("://", StringComparison.Ordinal)
            && !(char.IsAsciiDigit(run[0]) && digits + letters == run.Length && letters <= 3) && run[^1] is not (':' or '=')
                && !(run.Contains('@') && run.Contains('.'));
    }

    private static int CountDigits(ReadOnlySpan<char> run)
    {
        var count = 0;
        foreach (var c in run) count += char.IsAsciiDigit(c) ? 1 : 0;
        return count;
    }
}
