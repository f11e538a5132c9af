using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace EventAgents.Projections;

/// <summary>
/// Where a page ended: the log position that made its last row. Later inserts have higher positions, so they neither shift a list nor repeat
/// an item. The text is opaque and bound to the filter that it was made with.
/// </summary>
public static class Cursor
{
    private const int FilterBytes = 8;

    /// <summary>The text for a place.</summary>
    /// <param name="position">Of the page's last row.</param>
    /// <param name="filter">What the list was asked for.</param>
    public static string Of(long position, object filter)
    {
        var bytes = new byte[sizeof(long) + FilterBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        Digest(filter).CopyTo(bytes, sizeof(long));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place that a text stands for.</summary>
    /// <returns>The position; the highest for the first page.</returns>
    /// <exception cref="InvalidCursorException">It is no cursor, or one of another filter.</exception>
    public static long Read(string? cursor, object filter) => ReadOrNull(cursor, filter) ?? long.MaxValue;

    /// <summary>The place that a text stands for.</summary>
    /// <returns>The position; null for the first page.</returns>
    /// <exception cref="InvalidCursorException">It is no cursor, or one of another filter.</exception>
    public static long? ReadOrNull(string? cursor, object filter)
    {
        if (cursor is null) return null;
        var bytes = new byte[sizeof(long) + FilterBytes];
        return Base64Url.IsValid(cursor, out var length) && length == bytes.Length && Base64Url.DecodeFromChars(cursor, bytes) == length
            && bytes.AsSpan(sizeof(long)).SequenceEqual(Digest(filter))
                ? BinaryPrimitives.ReadInt64BigEndian(bytes)
                : throw new InvalidCursorException();
    }

    private static byte[] Digest(object filter) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(filter))[..FilterBytes];
}
