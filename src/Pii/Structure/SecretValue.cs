using System.Buffers;

namespace EventAgents.Pii.Structure;

/// <summary>A field's value that is a password, a key, or a pair of name and password.</summary>
internal static class SecretValue
{
    private static readonly SearchValues<char> EndOfSecret = SearchValues.Create(" \t,;)}]'\"<&\\");

    /// <summary>user:password behind curl's -u.</summary>
    public static void AddPair(ReadOnlySpan<char> text, Range range, bool quoted, List<Finding> findings)
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

    public static void AddPassword(ReadOnlySpan<char> value, int start, bool quoted, List<Finding> findings)
    {
        var run = quoted ? value : FieldText.Run(value, quoted: false, 128);
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
        if (run.Length is < 3 or > 128 || Randomness.IsPlaceholder(run) || IsLabel(run) || IsCommand(run)) return;
        // A path, as a variable PWD holds it.
        if (run[0] is '/' or '~' && run[1..].Contains('/') && !run.ContainsAnyInRange('0', '9')) return;
        if (run.IndexOf('(') > 0 && run.Contains(')') || run.StartsWith("http", StringComparison.Ordinal)) return;
        if (quoted ? run.Count(' ') > 7 : !FieldText.HasMixture(run)
            && (run.Length < value.TrimEnd(" .;,").Length || run.Contains('_') || run.Contains('.') || run.Length < 4)) return;
        if (!quoted && !FieldText.HasMixture(run) && char.IsAsciiLetterLower(run[0])) return;
        if (quoted && !FieldText.HasMixture(run) && run.Contains(' ') && run.Count(' ') < 2) return;
        FieldText.Add(findings, start, run, EntityType.Password);
    }

    public static void AddKey(ReadOnlySpan<char> value, int start, int minLength, List<Finding> findings)
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
        FieldText.Add(findings, start, value, EntityType.ApiKey);
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

    /// <summary>"Contraseña", "Passwort": a field's name in the place of its value, as in texts of a user interface.</summary>
    private static bool IsLabel(ReadOnlySpan<char> value) => FieldKeys.IsName(value);

    /// <summary>Read-Host, ConvertTo-SecureString: PowerShell's commands are a verb and a noun.</summary>
    private static bool IsCommand(ReadOnlySpan<char> value) =>
        value.StartsWith("Read-", StringComparison.Ordinal) || value.StartsWith("Get-", StringComparison.Ordinal) || value.StartsWith("ConvertTo-", StringComparison.Ordinal)
            || value.StartsWith("New-", StringComparison.Ordinal) || value.StartsWith("Import-", StringComparison.Ordinal);
}
