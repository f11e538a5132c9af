using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace EventAgents.Host.Auth;

/// <summary>
/// An API key: <c>ea_</c>, 32 random bytes in base62 (43 characters), and a check of 6 characters, by which scanners for leaked secrets and we
/// tell a key from a mistyped one without asking the database.
/// </summary>
internal static class ApiKeyFormat
{
    public const string Prefix = "ea_";
    public const int Length = 52;
    private const int RandomBytes = 32;
    private const int BodyLength = 43;   // 62^43 > 2^256
    private const int CheckLength = 6;   // 62^6 > 2^32
    private const int HintLength = 8;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Makes a new key.</summary>
    public static string New()
    {
        var body = Prefix + Base62(new BigInteger(RandomNumberGenerator.GetBytes(RandomBytes), isUnsigned: true), BodyLength);
        return body + Check(body);
    }

    /// <summary>Whether a text can be a key: form and check.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text[^CheckLength..] == Check(text[..^CheckLength]);

    /// <summary>What is stored of a key.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    /// <summary>What may be shown of a key.</summary>
    public static string HintOf(string key) => key[..HintLength];

    private static string Check(string body) => Base62(Crc32(Encoding.ASCII.GetBytes(body)), CheckLength);

    private static string Base62(BigInteger number, int length)
    {
        var digits = new char[length];
        for (var i = length - 1; i >= 0; i--)
        {
            number = BigInteger.DivRem(number, 62, out var digit);
            digits[i] = Alphabet[(int)digit];
        }
        return new string(digits);
    }

    /// <summary>CRC-32 of IEEE 802.3, bit by bit: keys are short.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1;
        }
        return ~crc;
    }
}
