using static EventAgents.Pii.Recognizers.CommandArguments;

namespace EventAgents.Pii.Recognizers;

/// <summary>The accounts and passwords of Windows' net command.</summary>
internal static class WindowsLogin
{
    /// <summary>net user name password /add; net use x: \\host\share /user:name password.</summary>
    public static void Find(ReadOnlySpan<char> text, int count, ReadOnlySpan<Range> arguments, List<Finding> findings)
    {
        if (count < 2) return;
        if (text[arguments[0]] is "user")
        {
            if (count == 2 && !AccountNames.HasForm(text[arguments[1]])) return;
            User(text, arguments[1], '\0', findings);
            if (count > 3 && text[arguments[2]] is not ['/', ..]) Password(text, arguments[2], findings);
            return;
        }
        if (text[arguments[0]] is not "use") return;
        for (var i = 1; i < count; i++)
        {
            if (!text[arguments[i]].StartsWith("/user:", StringComparison.OrdinalIgnoreCase)) continue;
            User(text, (arguments[i].Start.Value + 6)..arguments[i].End.Value, '\0', findings);
            if (i + 1 < count) Password(text, arguments[i + 1], findings);
            else if (i > 2 && text[arguments[i - 1]] is not ['\\', ..]) Password(text, arguments[i - 1], findings);
        }
    }
}
