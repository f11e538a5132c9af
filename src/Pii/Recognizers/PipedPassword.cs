using static EventAgents.Pii.Recognizers.CommandArguments;

namespace EventAgents.Pii.Recognizers;

/// <summary>Passwords that one command prints for another to read.</summary>
internal static class PipedPassword
{
    /// <summary>echo password | docker login --password-stdin; echo name:password | chpasswd.</summary>
    public static void Find(ReadOnlySpan<char> text, int from, List<Finding> findings)
    {
        var line = text[from..Math.Min(text.Length, from + MaxLine)];
        var end = line.IndexOf('\n');
        if (end >= 0) line = line[..end];
        var pipe = line.IndexOf('|');
        if (pipe < 2) return;
        var target = line[(pipe + 1)..];
        var isPair = target.Contains("chpasswd", StringComparison.Ordinal);
        if (!isPair && !target.Contains("password-stdin", StringComparison.Ordinal) && !target.Contains("sudo -S", StringComparison.Ordinal)
            && !target.Contains("passwd --stdin", StringComparison.Ordinal)) return;
        var value = line[..pipe].TrimEnd();
        var start = from + value.Length - value.TrimStart().Length;
        value = value.TrimStart();
        if (value.StartsWith("-n "))
        {
            start += 3;
            value = value[3..];
        }
        var unquoted = value.Trim("\"'");
        start += value.IndexOf(unquoted);
        var colon = isPair ? unquoted.IndexOf(':') : -1;
        if (colon > 0) User(text, start..(start + colon), '\0', findings);
        if (!isPair || colon > 0) Password(text, (start + colon + 1)..(start + unquoted.Length), findings);
    }
}
