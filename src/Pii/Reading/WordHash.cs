namespace EventAgents.Pii.Reading;

/// <summary>
/// FNV-1a over the lower-case characters of a word. Words are continued, not separated: the hash of "first" continued
/// over "name" is that of "firstname", so first_name, firstName and "First Name" meet in one table entry.
/// </summary>
internal static class WordHash
{
    public const ulong Empty = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<char> word) => Continue(Empty, word);

    /// <summary>The hashes of words that are separated by single blanks.</summary>
    public static HashSet<ulong> SetOf(string words) => words.Split(' ').Select(word => Of(word)).ToHashSet();

    public static ulong Continue(ulong hash, ReadOnlySpan<char> word)
    {
        foreach (var c in word) hash = Continue(hash, c);
        return hash;
    }

    public static ulong Continue(ulong hash, char c) => (hash ^ Lower(c)) * Prime;

    private static char Lower(char c) => c < 128 ? (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);
}
