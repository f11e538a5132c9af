namespace EventAgents.Pii.Structure;

/// <summary>Options whose name says what their value is: <c>--password x</c>, <c>curl -u name:password</c>.</summary>
internal static class CommandOptions
{
    /// <summary>--name value and -u user:password on a command line.</summary>
    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var i = text.StartsWith("--", StringComparison.Ordinal) ? -1 : Negative(text.IndexOf(" -")); i >= -1;)
        {
            var start = i + 2;
            var isLong = start < text.Length && text[start] == '-';
            if (isLong) start++;
            var end = start;
            while (end < text.Length && end < start + Fields.MaxKeyLength && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_')) end++;
            var name = text[start..end];
            if (end < text.Length && text[end] == ' ' && name.Length > 0 && (isLong || name is "u"))
            {
                var value = FieldReach.ValueAfter(text, end, spaceSeparates: true, inQuery: false, out var quoted);
                if (name is "u" or "user" && IsCurl(text, i)) SecretValue.AddPair(text, value, quoted, findings);
                else if (FieldKeys.Of(name) is var kind && kind is FieldKind.Password or FieldKind.Secret or FieldKind.User
                    && text[value] is not ['-', ..]) FieldValue.Add(text, kind, value, quoted, findings);
            }
            var next = text[(i + 2)..].IndexOf(" -");
            i = next < 0 ? -2 : i + 2 + next;
        }
    }

    private static int Negative(int index) => index < 0 ? -2 : index;

    private static bool IsCurl(ReadOnlySpan<char> text, int at)
    {
        if (at < 0) return false;
        var from = Math.Max(0, at - 400);
        return text[from..at].LastIndexOf("curl") >= 0 || text[from..at].LastIndexOf("wget") >= 0;
    }
}
