using System.Buffers;
using System.Buffers.Binary;

namespace EventAgents.Guard.Masking;

/// <content>Encrypted form, for conversations whose state the provider keeps.</content>
public sealed partial class RestoreMap
{
    /// <summary>Encrypts the map with AES-256-GCM under the tenant's key.</summary>
    /// <param name="key">The tenant's key; its id must be stored beside the result.</param>
    /// <param name="chain">What the map belongs to, such as a response's id; the same is needed for opening.</param>
    /// <returns>Nonce, tag and ciphertext.</returns>
    public byte[] Seal(TenantKey key, string chain)
    {
        ArgumentNullException.ThrowIfNull(key);
        var plain = new ArrayBufferWriter<byte>();
        foreach (var entry in Entries)
        {
            var depth = entry.Spelling.Bytes is null ? 0 : entry.Spelling.Depth;
            plain.GetSpan(1)[0] = (byte)((depth << 1) | (entry.IsPlaceholder ? 1 : 0));
            plain.Advance(1);
            WriteBytes(entry.Token, plain);
            WriteBytes(entry.Original, plain);
            if (depth > 0) WriteBytes(entry.Spelling.Bytes!, plain);
        }
        return SealedBytes.Seal(key.ChainKey, plain.WrittenSpan, About(key, chain));
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <returns>The map, or null where key, chain or bytes are not those of sealing.</returns>
    public static RestoreMap? Open(ReadOnlySpan<byte> sealedMap, TenantKey key, string chain)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (SealedBytes.Open(key.ChainKey, sealedMap, About(key, chain)) is not { } plain) return null;
        var entries = new List<RestoreEntry>();
        for (ReadOnlySpan<byte> rest = plain; !rest.IsEmpty;)
        {
            var (isPlaceholder, depth) = ((rest[0] & 1) != 0, rest[0] >> 1);
            rest = rest[1..];
            entries.Add(new RestoreEntry(
                ReadBytes(ref rest), ReadBytes(ref rest), isPlaceholder, depth > 0 ? new Spelling(ReadBytes(ref rest), depth) : default));
        }
        return new RestoreMap(entries);
    }

    private static string About(TenantKey key, string chain) => $"{key.Tenant}\n{key.Id}\n{chain}";

    private static void WriteBytes(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), bytes.Length);
        output.Advance(4);
        output.Write(bytes);
    }

    private static byte[] ReadBytes(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        var bytes = rest.Slice(4, length).ToArray();
        rest = rest[(4 + length)..];
        return bytes;
    }
}
