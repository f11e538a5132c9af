using System.Text;
using System.Text.Json;

namespace EventAgents.Guard.Protocols;

/// <summary>Looks ahead in an object for the members that decide its shape, wherever they stand.</summary>
internal static class JsonPeek
{
    /// <summary>The variant of <paramref name="shape"/> that the object at the reader is, else the shape itself.</summary>
    /// <param name="shape">A shape with variants.</param>
    /// <param name="reader">A copy of the walker's reader, at the object's start.</param>
    public static Shape VariantOf(Shape shape, Utf8JsonReader reader)
    {
        var inside = reader;
        if (!TryReadType(ref reader, out var type)) return shape;
        foreach (var variant in shape.Variants)
        {
            if (variant.Matches(type) && (variant.Requires is null || HasText(inside, variant.Requires))) return variant.Shape;
        }
        return shape;
    }

    private static bool TryReadType(ref Utf8JsonReader reader, out ReadOnlySpan<byte> type)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
            {
                type = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
                return true;
            }
            reader.Skip();
        }
        type = default;
        return false;
    }

    private static bool HasText(Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt) return reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty;
            reader.Skip();
        }
        return false;
    }
}
