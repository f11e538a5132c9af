using System.Text;
using EventAgents.Pii;

namespace EventAgents.Guard.Masking;

/// <summary>Names of entity types in ASCII, as they stand in placeholders.</summary>
internal static class EntityNames
{
    private static readonly byte[][] Utf8Names = [.. Enum.GetValues<EntityType>().Select(t => Encoding.ASCII.GetBytes(EntityTypes.ToWire(t)))];

    /// <summary>The longest name that a custom type gets in a placeholder, in characters; a longer one is cut.</summary>
    public const int MaxCustomLength = 24;

    /// <summary>The name in ASCII; a custom type's own name is brought to capitals, digits and underscores.</summary>
    internal static byte[] Utf8Of(EntityType type, string? customName) =>
        customName is null ? Utf8Names[(int)type] : Encoding.ASCII.GetBytes(Sanitized(customName));

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
