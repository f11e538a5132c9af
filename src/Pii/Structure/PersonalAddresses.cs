namespace EventAgents.Pii.Structure;

/// <summary>Web addresses that carry the name of somebody who was found in the same text: https://github.com/ada-lovelace, http://lovelace.example.org.</summary>
internal static class PersonalAddresses
{
    private const int MaxLength = 300, MaxNames = 32, LeastLetters = 4;

    /// <summary>Adds them; the first <paramref name="known"/> findings are looked at for names.</summary>
    public static void Add(ReadOnlySpan<char> text, List<Finding> findings, int known)
    {
        // The first names only, so that time stays linear.
        Span<Range> names = stackalloc Range[MaxNames];
        var count = 0;
        for (var i = 0; i < known && count < MaxNames; i++)
        {
            if (findings[i].Type is EntityType.Person or EntityType.Username) names[count++] = findings[i].Start..findings[i].End;
        }
        if (count == 0) return;
        for (var colon = text.IndexOf("://"); colon >= 0;)
        {
            var start = colon;
            while (start > 0 && colon - start < 8 && char.IsAsciiLetter(text[start - 1])) start--;
            var rest = text[(colon + 3)..Math.Min(text.Length, colon + MaxLength)];
            var length = 0;
            while (length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] is '-' or '.' or '/' or '_' or '~' or '%' or '?' or '=' or '&' or '#' or '+' or ':')) length++;
            rest = rest[..length].TrimEnd(".:?&");
            if (text[start..colon] is "http" or "https" && HasName(text, rest, names[..count]))
                findings.Add(new Finding(start, colon + 3 + rest.Length - start, EntityType.Url, 0.6f, FindingSource.Context));
            var from = colon + 3 + rest.Length;
            var next = text[from..].IndexOf("://");
            colon = next < 0 ? -1 : from + next;
        }
    }

    private static bool HasName(ReadOnlySpan<char> text, ReadOnlySpan<char> address, ReadOnlySpan<Range> names)
    {
        foreach (var person in names)
        {
            var name = text[person];
            foreach (var range in name.SplitAny(" -'’@"))
            {
                if (name[range].Length >= LeastLetters && address.Contains(name[range], StringComparison.OrdinalIgnoreCase)) return true;
            }
        }
        return false;
    }
}
