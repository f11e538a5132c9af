namespace EventAgents.Pii.Tagger;

/// <summary>
/// What a word can be: outside, the first word of an entity (B), a further one (I). Ages and nationalities rarely stand side by side, so one tag each
/// serves both. A row of scores has room for sixteen.
/// </summary>
internal static class Tags
{
    /// <summary>The tag of a word that belongs to nothing.</summary>
    public const int Outside = 0;

    /// <summary>How many tags there are.</summary>
    public const int Count = 13;

    /// <summary>How many numbers a row of scores has, so that it fills a vector.</summary>
    public const int Width = 16;

    // Age and nationality.
    private const int FirstOfOneTag = 11;

    private static readonly EntityType?[] Types =
    [
        null,
        EntityType.Person, EntityType.Person,
        EntityType.Location, EntityType.Location,
        EntityType.Organization, EntityType.Organization,
        EntityType.Address, EntityType.Address,
        EntityType.DateTime, EntityType.DateTime,
        EntityType.Age, EntityType.Nrp,
    ];

    /// <summary>The types that have tags.</summary>
    public static IReadOnlyList<EntityType> Tagged { get; } = [.. Types.OfType<EntityType>().Distinct()];

    /// <summary>What a word with this tag is part of; null for <see cref="Outside"/>.</summary>
    public static EntityType? TypeOf(int tag) => Types[tag];

    /// <summary>The tag of an entity's first word; <see cref="Outside"/> for a type without tags.</summary>
    public static int First(EntityType type) => Math.Max(Array.IndexOf(Types, type), Outside);

    /// <summary>The tag of an entity's further words.</summary>
    public static int Further(EntityType type) => Math.Max(Array.LastIndexOf(Types, type), Outside);

    /// <summary>Whether the tag continues an entity and never begins one.</summary>
    public static bool IsFurther(int tag) => tag is 2 or 4 or 6 or 8 or 10;

    /// <summary>Whether <paramref name="tag"/> may follow <paramref name="previous"/>; at the start of a text pass <see cref="Outside"/>.</summary>
    public static bool MayFollow(int previous, int tag) => !IsFurther(tag) || previous == tag || previous == tag - 1;

    /// <summary>The last word of the entity that begins at <paramref name="first"/>. Types with one tag have no "further": neighbours of that tag are one entity.</summary>
    public static int LastOf(ReadOnlySpan<byte> tags, int first)
    {
        var last = first;
        while (last + 1 < tags.Length && (IsFurther(tags[last + 1]) || (tags[last] >= FirstOfOneTag && tags[last + 1] == tags[last]))) last++;
        return last;
    }
}
