using System.Security.Cryptography;
using System.Text;

namespace EventAgents.Guard.Masking;

/// <summary>Bytes under AES-256-GCM: nonce, tag, ciphertext. What they belong to is authenticated along, so that they cannot be opened as something else's.</summary>
internal static class SealedBytes
{
    private const int NonceBytes = 12, TagBytes = 16;

    /// <summary>Encrypts.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="plain">What is kept.</param>
    /// <param name="about">What it belongs to; the same is needed for opening.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string about)
    {
        var bytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(bytes.AsSpan(0, NonceBytes), plain, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(about));
        return bytes;
    }

    /// <summary>Decrypts; null where key, bytes or what they belong to are not those of sealing.</summary>
    public static byte[]? Open(byte[] key, ReadOnlySpan<byte> bytes, string about)
    {
        if (bytes.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(bytes[..NonceBytes], bytes[(NonceBytes + TagBytes)..], bytes.Slice(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(about));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
