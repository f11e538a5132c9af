using System.Text;
using EventAgents.Pii;

namespace EventAgents.Guard.Masking;

/// <summary>Names of entity types as they stand in placeholders, counts and policies: <c>CREDIT_CARD</c>.</summary>
public static class EntityNames
{
    private static readonly string[] Names = [.. Enum.GetNames<EntityType>().Select(UpperSnake)];
    private static readonly byte[][] Utf8Names = [.. Names.Select(Encoding.ASCII.GetBytes)];

    /// <summary>The longest name that a custom type gets in a placeholder, in characters; a longer one is cut.</summary>
    public const int MaxCustomLength = 24;

    /// <summary>The name on the wire: <c>EMAIL</c>, <c>US_SSN</c>.</summary>
    public static string Of(EntityType type) => Names[(int)type];

    /// <summary>The name in ASCII; a custom type's own name is brought to capitals, digits and underscores.</summary>
    internal static byte[] Utf8Of(EntityType type, string? customName) =>
        customName is null ? Utf8Names[(int)type] : Encoding.ASCII.GetBytes(Sanitized(customName));

    /// <summary>Reads a name of <see cref="Of"/>, in any case.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out EntityType type)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (!name.Equals(Names[i], StringComparison.OrdinalIgnoreCase)) continue;
            type = (EntityType)i;
            return true;
        }
        type = default;
        return false;
    }

    /// <summary>Whether the text ends in a built-in type's name, in any case, that no other word character precedes.</summary>
    internal static bool EndsWithName(ReadOnlySpan<byte> text)
    {
        foreach (var name in Utf8Names)
        {
            var before = text.Length - name.Length;
            if (before < 0 || !Ascii.EqualsIgnoreCase(text[before..], name)) continue;
            if (before == 0 || !IsWord(text[before - 1])) return true;
        }
        return false;
    }

    internal static bool IsWord(byte value) => char.IsAsciiLetterOrDigit((char)value) || value == (byte)'_';

    private static string UpperSnake(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));

    private static string Sanitized(string name)
    {
        var text = new StringBuilder(MaxCustomLength);
        foreach (var c in name)
        {
            if (text.Length == MaxCustomLength) break;
            if (char.IsAsciiLetterOrDigit(c)) text.Append(char.ToUpperInvariant(c));
            else if (text.Length > 0 && text[^1] != '_') text.Append('_');
        }
        return text.Length == 0 ? "CUSTOM" : text.ToString().TrimEnd('_');
    }
}
