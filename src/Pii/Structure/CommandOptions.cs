namespace EventAgents.Pii.Structure;

/// <summary>Options whose name says what their value is: <c>--password x</c>, <c>curl -u name:password</c>.</summary>
internal static class CommandOptions
{
    /// <summary>--name value and -u user:password on a command line.</summary>
    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        Secured(text, findings);
        for (var i = text.StartsWith("--", StringComparison.Ordinal) ? -1 : Negative(text.IndexOf(" -")); i >= -1;)
        {
            var start = i + 2;
            var isLong = start < text.Length && text[start] == '-';
            if (isLong) start++;
            var end = start;
            while (end < text.Length && end < start + Fields.MaxKeyLength && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_')) end++;
            var name = text[start..end];
            // PowerShell and Java write long names behind one hyphen: -Identity x, -storepass x.
            var isNamed = !isLong && name.Length > 3 && end < text.Length && text[end] == ' ';
            if (isNamed && FieldKeys.Of(name) is var named && (named is FieldKind.Password or FieldKind.User || name is "Identity" or "Members" or "Member" && IsDirectory(text, i)))
            {
                var value = FieldReach.ValueAfter(text, end, spaceSeparates: true, inQuery: false, out var quoted);
                if (text[value] is not (['-', ..] or ['$', ..] or ['(', ..])) FieldValue.Add(text, named is FieldKind.Password ? named : FieldKind.User, value, quoted, findings);
            }
            else if (end < text.Length && text[end] == ' ' && name.Length > 0 && (isLong || name is "u"))
            {
                var value = FieldReach.ValueAfter(text, end, spaceSeparates: true, inQuery: false, out var quoted);
                if (name is "u" or "user" && IsCurl(text, i) || name is "auth" or "basic-auth" && text[value].Contains(':')) SecretValue.AddPair(text, value, quoted, findings);
                else if (FieldKeys.Of(name) is var kind && kind is FieldKind.Password or FieldKind.Secret or FieldKind.User
                    && text[value] is not ['-', ..]) FieldValue.Add(text, kind, value, quoted, findings);
            }
            var next = text[(i + 2)..].IndexOf(" -");
            i = next < 0 ? -2 : i + 2 + next;
        }
    }

    /// <summary>ConvertTo-SecureString "x" -AsPlainText: what PowerShell makes a password of.</summary>
    private static void Secured(ReadOnlySpan<char> text, List<Finding> findings)
    {
        const string Command = "ConvertTo-SecureString ";
        for (var i = text.IndexOf(Command); i >= 0;)
        {
            var start = i + Command.Length;
            if (text[start..].StartsWith("-String ", StringComparison.OrdinalIgnoreCase)) start += 8;
            var value = FieldReach.ValueAfter(text, start, spaceSeparates: true, inQuery: false, out var quoted);
            if (quoted) FieldValue.Add(text, FieldKind.Password, value, quoted, findings);
            var next = text[start..].IndexOf(Command);
            i = next < 0 ? -1 : start + next;
        }
    }

    private static int Negative(int index) => index < 0 ? -2 : index;

    /// <summary>Whether a cmdlet of Windows' directory stands before: Get-ADUser, Unlock-ADAccount, Remove-Mailbox.</summary>
    private static bool IsDirectory(ReadOnlySpan<char> text, int at)
    {
        if (at < 0) return false;
        var from = Math.Max(0, at - 120);
        var line = text[from..at];
        line = line[(line.LastIndexOf('\n') + 1)..];
        return line.Contains("-AD", StringComparison.Ordinal) || line.Contains("Mailbox", StringComparison.Ordinal) || line.Contains("LocalUser", StringComparison.Ordinal) || line.Contains("-Mg", StringComparison.Ordinal);
    }

    private static bool IsCurl(ReadOnlySpan<char> text, int at)
    {
        if (at < 0) return false;
        var from = Math.Max(0, at - 400);
        return text[from..at].LastIndexOf("curl") >= 0 || text[from..at].LastIndexOf("wget") >= 0;
    }
}
