using System.Text;
using EventAgents.Pii;

namespace EventAgents.Guard.Masking.Surrogates;

/// <summary>
/// Made-up values that stay valid for their type, for schemas and prompts that insist on a format. All come from ranges that belong to nobody,
/// or keep everything but the digits, and all are ASCII that needs no escaping.
/// </summary>
internal static class Surrogate
{
    private const int MaxValueBytes = 200;

    /// <summary>A surrogate, or null where the type or this value has no format that could be kept.</summary>
    /// <param name="key">The tenant's key.</param>
    /// <param name="type">What the value is.</param>
    /// <param name="value">The exact characters found, UTF-8.</param>
    /// <param name="seed">32 bytes that depend on tenant, type and value.</param>
    /// <returns>ASCII; the same for the same arguments.</returns>
    public static byte[]? Make(TenantKey key, EntityType type, ReadOnlySpan<byte> value, ReadOnlySpan<byte> seed) => type switch
    {
        _ when value.Length > MaxValueBytes || !Ascii.IsValid(value) || value.ContainsAny((byte)'"', (byte)'\\') || value.ContainsAnyInRange((byte)0, (byte)31) => null,
        EntityType.Email => Email(seed),
        EntityType.Phone => Digits.Phone(value, seed),
        EntityType.CreditCard => Digits.Card(value, seed),
        EntityType.Iban => Iban.Make(value, seed),
        EntityType.Ip => Ip(value, seed),
        _ => Digits.Enciphered(key, EntityNames.Utf8Of(type, customName: null), value),
    };

    /// <summary>A mailbox in the domain that RFC 2606 reserves.</summary>
    private static byte[] Email(ReadOnlySpan<byte> seed)
    {
        Span<byte> code = stackalloc byte[PlaceholderShape.Digits];
        Crockford.Write(seed, code);
        return [.. "user."u8, .. Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(code).ToLowerInvariant()), .. "@example.com"u8];
    }

    /// <summary>An address of the documentation ranges: RFC 5737 for version 4, RFC 3849 for version 6.</summary>
    private static byte[] Ip(ReadOnlySpan<byte> value, ReadOnlySpan<byte> seed)
    {
        if (value.Contains((byte)':'))
        {
            var groups = new ushort[6];
            for (var i = 0; i < groups.Length; i++) groups[i] = (ushort)(seed[2 * i] << 8 | seed[2 * i + 1] | 1);
            return Encoding.ASCII.GetBytes("2001:db8:" + string.Join(':', groups.Select(g => g.ToString("x", null))));
        }
        var network = (seed[0] % 3) switch { 0 => "192.0.2.", 1 => "198.51.100.", _ => "203.0.113." };
        return Encoding.ASCII.GetBytes($"{network}{seed[1]}");
    }
}
