namespace EventAgents.Guard.Masking;

/// <summary>
/// Replaces a JSON number by another with as many digits, by FF1. JSON allows no leading zero, so the cipher walks on until it meets a
/// number without one: still a bijection, and still undone by the key alone.
/// </summary>
internal static class NumberMask
{
    private static ReadOnlySpan<byte> Tweak => "json number"u8;

    /// <summary>Another number of the same form; null when it has fewer digits than FF1 takes (10^6 values), or more.</summary>
    /// <param name="key">The tenant's key.</param>
    /// <param name="token">A JSON number as written. Its sign, point and exponent stay.</param>
    /// <param name="decrypt">Undo instead.</param>
    public static byte[]? Run(TenantKey key, ReadOnlySpan<byte> token, bool decrypt = false)
    {
        var exponent = token.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = exponent < 0 ? token : token[..exponent];
        var first = mantissa.IndexOfAnyInRange((byte)'0', (byte)'9');
        var isBelowOne = mantissa[first] == (byte)'0';  // then its zero stays and the decimals may begin with one
        if (isBelowOne) first++;

        var places = new List<int>(mantissa.Length);
        for (var i = first; i < mantissa.Length; i++)
        {
            if (char.IsAsciiDigit((char)mantissa[i])) places.Add(i);
        }
        if (!Ff1.Accepts(radix: 10, places.Count)) return null;

        var digits = new int[places.Count];
        for (var i = 0; i < digits.Length; i++) digits[i] = mantissa[places[i]] - '0';
        do
        {
            if (decrypt) key.Numbers.Decrypt(digits, radix: 10, Tweak);
            else key.Numbers.Encrypt(digits, radix: 10, Tweak);
        }
        while (!isBelowOne && digits[0] == 0);

        var masked = token.ToArray();
        for (var i = 0; i < digits.Length; i++) masked[places[i]] = (byte)('0' + digits[i]);
        return masked;
    }
}
