namespace EventAgents.Pii;

/// <summary>The names of entity types on the wire: the members in upper snake case, <c>CREDIT_CARD</c>.</summary>
public static class EntityTypes
{
    private static readonly string[] Names = [.. Enum.GetNames<EntityType>().Select(UpperSnakeCase)];
    private static readonly Dictionary<string, EntityType> Types = Enum.GetValues<EntityType>().ToDictionary(ToWire, type => type, StringComparer.Ordinal);

    /// <summary>The name of <paramref name="type"/> on the wire.</summary>
    public static string ToWire(EntityType type) => Names[(int)type];

    /// <summary>The type with this name on the wire; case matters.</summary>
    /// <exception cref="ArgumentException">No type has this name.</exception>
    public static EntityType FromWire(string name) =>
        TryFromWire(name, out var type) ? type : throw new ArgumentException($"'{name}' is no entity type.", nameof(name));

    /// <summary>Whether a type has this name on the wire, and which; case matters.</summary>
    public static bool TryFromWire(string name, out EntityType type) => Types.TryGetValue(name, out type);

    private static string UpperSnakeCase(string member) =>
        string.Concat(member.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}
