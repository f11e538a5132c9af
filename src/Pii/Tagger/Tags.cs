namespace EventAgents.Pii.Tagger;

/// <summary>
/// What a word can be: outside, the first word of an entity (B), a further one (I). What rarely stands side by side has one tag for both. Types that look
/// alike share tags: every number that stands for somebody is a <see cref="EntityType.Code"/> here, every secret a <see cref="EntityType.Password"/>; which
/// number it is, a recognizer knows better. A row of scores has room for sixteen.
/// </summary>
internal static class Tags
{
    /// <summary>The tag of a word that belongs to nothing.</summary>
    public const int Outside = 0;

    /// <summary>How many tags there are.</summary>
    public const int Count = 16;

    /// <summary>How many numbers a row of scores has, so that it fills a vector.</summary>
    public const int Width = 16;

    private const int FirstOfOneTag = 9;

    private static readonly EntityType?[] Types =
    [
        null,
        EntityType.Person, EntityType.Person,
        EntityType.Location, EntityType.Location,
        EntityType.Address, EntityType.Address,
        EntityType.Organization, EntityType.Organization,
        EntityType.DateTime, EntityType.DateOfBirth, EntityType.Age, EntityType.Nrp, EntityType.Code, EntityType.Username, EntityType.Password,
    ];

    /// <summary>The types that have tags of their own.</summary>
    public static IReadOnlyList<EntityType> Tagged { get; } = [.. Types.OfType<EntityType>().Distinct()];

    /// <summary>The type whose tags a type's words get; null for a type without any.</summary>
    public static EntityType? TaggedAs(EntityType type) => type switch
    {
        EntityType.ApiKey => EntityType.Password,
        EntityType.MedicalId or EntityType.NationalId or EntityType.BankAccount or EntityType.Passport or EntityType.DriverLicense or EntityType.VehicleId
            or EntityType.Phone or EntityType.CreditCard or EntityType.Iban or EntityType.UsSsn or EntityType.Crypto => EntityType.Code,
        _ => Tagged.Contains(type) ? type : null,
    };

    /// <summary>What a word with this tag is part of; null for <see cref="Outside"/>.</summary>
    public static EntityType? TypeOf(int tag) => Types[tag];

    /// <summary>The tag of an entity's first word; <see cref="Outside"/> for a type without tags.</summary>
    public static int First(EntityType type) => TaggedAs(type) is { } tagged ? Array.IndexOf(Types, tagged) : Outside;

    /// <summary>The tag of an entity's further words.</summary>
    public static int Further(EntityType type) => TaggedAs(type) is { } tagged ? Array.LastIndexOf(Types, tagged) : Outside;

    /// <summary>Whether the tag continues an entity and never begins one.</summary>
    public static bool IsFurther(int tag) => tag is 2 or 4 or 6 or 8;

    /// <summary>Whether <paramref name="tag"/> may follow <paramref name="previous"/>; at the start of a text pass <see cref="Outside"/>.</summary>
    public static bool MayFollow(int previous, int tag) => !IsFurther(tag) || previous == tag || previous == tag - 1;

    /// <summary>
    /// The last word of the entity that begins at <paramref name="first"/>. Types with one tag have no "further": neighbours of that tag are one entity, unless a
    /// cell, a value or a line ends between them.
    /// </summary>
    public static int LastOf(ReadOnlySpan<byte> tags, ReadOnlySpan<Word> words, int first)
    {
        var last = first;
        while (last + 1 < tags.Length && (IsFurther(tags[last + 1]) || (tags[last] >= FirstOfOneTag && tags[last + 1] == tags[last] && IsJoined(words[last + 1])))) last++;
        return last;
    }

    private static bool IsJoined(in Word word) => word.Cells == 0 && (word.Breaks & (Breaks.Key | Breaks.Value | Breaks.Wall)) == 0;
}
