namespace EventAgents.Pii.Tagger;

/// <summary>What the word lists say about a word, packed into 32 bits. The parts are stored in the model, so they never move.</summary>
internal static class LexiconEntry
{
    /// <summary>How common it is as a first name: 0 not, 1 rare, 2 known, 3 common.</summary>
    public const int FirstName = 0;

    /// <summary>How common it is as a last name, likewise.</summary>
    public const int LastName = 2;

    /// <summary>A place: 1 part of a city's name, 2 a city, 3 a capital or a region.</summary>
    public const int Place = 4;

    /// <summary>A country: 1 part of its name, 2 its name.</summary>
    public const int Country = 6;

    /// <summary>A company: 1 part of a known company's name, 2 a legal form (Ltd, GmbH), 3 both.</summary>
    public const int Company = 8;

    /// <summary>How often the word is capitalised inside sentences: 0 unknown, 1 hardly ever … 7 always.</summary>
    public const int Capitalised = 10;

    /// <summary>Shift of the single bits below.</summary>
    public const int FlagShift = 16;

    /// <summary>The bits of <see cref="Capitalised"/>.</summary>
    public const uint CapitalisedMask = 7u << Capitalised;

    /// <summary>The two bits at <paramref name="part"/>.</summary>
    public static uint Part(uint entry, int part) => (entry >> part) & 3;

    /// <summary>Whether the entry has one of <paramref name="flags"/>.</summary>
    public static bool Has(uint entry, LexiconFlags flags) => (entry & (uint)flags) != 0;

    /// <summary>Whether the word is a form of address and hardly anybody's name: Dr is, Dean is not.</summary>
    public static bool IsTitle(uint entry) => Has(entry, LexiconFlags.Title) && Part(entry, FirstName) < 2;

    /// <summary>The entry with the two bits at <paramref name="part"/> raised to at least <paramref name="value"/>.</summary>
    public static uint Raise(uint entry, int part, uint value) =>
        Part(entry, part) >= value ? entry : (entry & ~(3u << part)) | (value << part);
}

/// <summary>What else a word can be.</summary>
[Flags]
internal enum LexiconFlags : uint
{
    None = 0,
    Title = 1u << 16,
    Kinship = 1u << 17,
    Calendar = 1u << 18,
    Nationality = 1u << 19,
    Street = 1u << 20,
    Job = 1u << 21,
    /// <summary>A name of several words begins with it.</summary>
    BeginsName = 1u << 22,
    /// <summary>A word of names that is no name alone: van, de, bin.</summary>
    Particle = 1u << 23,
    /// <summary>Common in running text, in lower case.</summary>
    Common = 1u << 24,
}
