using System.Collections.Frozen;
using System.Text.Json;

namespace EventAgents.Events;

/// <summary>Enum members as they stand in tables and on the wire: lower snake case.</summary>
public static class WireName
{
    /// <summary>A member's name.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>The member of a name.</summary>
    /// <exception cref="KeyNotFoundException">No member has this name.</exception>
    public static T Parse<T>(string name)
        where T : struct, Enum => Names<T>.ByName[name];

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> ByName = ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
