using System.Buffers;

namespace EventAgents.Pii.Structure;

/// <summary>Cuts and counts the text of a field's value.</summary>
internal static class FieldText
{
    private const float Score = 0.75f;

    /// <summary>Signs of code.</summary>
    public static readonly SearchValues<char> Code = SearchValues.Create("{}()=<>$[]|;");

    private static readonly SearchValues<char> EndOfName = SearchValues.Create(";|(<[/:\"");
    private static readonly SearchValues<char> EndOfDate = SearchValues.Create(",;|)\"");
    private static readonly SearchValues<char> EndOfRun = SearchValues.Create(" \t\"'|");

    public static void Add(List<Finding> findings, int start, ReadOnlySpan<char> value, EntityType type)
    {
        if (value.Length > 0) findings.Add(new Finding(start, value.Length, type, Score, FindingSource.Structure));
    }

    /// <summary>The value up to white space or what ends an item; the whole of it where it is quoted.</summary>
    public static ReadOnlySpan<char> Run(ReadOnlySpan<char> value, bool quoted, int max, bool spaces = false)
    {
        if (quoted) return value.Length <= max ? value : default;
        var end = spaces ? value.IndexOfAny(EndOfDate) : value.IndexOfAny(EndOfRun);
        var run = (end < 0 ? value : value[..end]).TrimEnd(" .");
        return run.Length <= max ? run : default;
    }

    /// <summary>Up to the end of the sentence; a stop behind a short word is an abbreviation's.</summary>
    public static ReadOnlySpan<char> Sentence(ReadOnlySpan<char> value)
    {
        for (var stop = value.IndexOf(". ", StringComparison.Ordinal); stop >= 0;)
        {
            var word = stop;
            while (word > 0 && char.IsLetterOrDigit(value[word - 1])) word--;
            var isAbbreviation = stop - word <= (char.IsLower(value[word]) ? 5 : 3) && !char.IsAsciiDigit(value[word]);
            if (!isAbbreviation && stop + 2 < value.Length && !char.IsLower(value[stop + 2])) return value[..stop];
            var next = value[(stop + 2)..].IndexOf(". ", StringComparison.Ordinal);
            stop = next < 0 ? -1 : stop + 2 + next;
        }
        return value;
    }

    /// <summary>Up to the first sign that ends a name in a form; "Last, First" stays whole.</summary>
    public static ReadOnlySpan<char> UpToPunctuation(ReadOnlySpan<char> value)
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
    public static bool HasMixture(ReadOnlySpan<char> run)
    {
        for (var i = 0; i < run.Length; i++)
        {
            if (!char.IsLetter(run[i]) && run[i] is not ('_' or '.' or ' ' or '\'') || (i > 0 && char.IsUpper(run[i]) && char.IsLower(run[i - 1]))) return true;
        }
        return false;
    }

    public static bool HasLetter(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (char.IsLetter(c)) return true;
        }
        return false;
    }

    public static int Digits(ReadOnlySpan<char> value)
    {
        var count = 0;
        foreach (var c in value) count += char.IsAsciiDigit(c) ? 1 : 0;
        return count;
    }

    public static int Letters(ReadOnlySpan<char> value)
    {
        var count = 0;
        foreach (var c in value) count += char.IsLetter(c) ? 1 : 0;
        return count;
    }
}
