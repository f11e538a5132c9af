namespace EventAgents.Guard.Masking.Surrogates;

/// <summary>Surrogates that consist of digits and keep the value's punctuation.</summary>
internal static class Digits
{
    /// <summary>A number among the 555-0100 to 555-0199 of a North American area code, which are kept for fiction.</summary>
    public static byte[] Phone(ReadOnlySpan<byte> value, ReadOnlySpan<byte> seed)
    {
        var area = 200 + (seed[0] << 8 | seed[1]) % 800;
        var line = seed[2] % 100;
        Span<byte> digits = [(byte)'1', Digit(area / 100), Digit(area / 10), Digit(area), (byte)'5', (byte)'5', (byte)'5', (byte)'0', (byte)'1', Digit(line / 10), Digit(line)];
        var count = Count(value);
        if (count == 11 && value.TrimStart("+( "u8).StartsWith("1"u8)) return Filled(value, digits);
        return count == 10 && !value.StartsWith("+"u8) ? Filled(value, digits[1..]) : [(byte)'+', .. digits];
    }

    /// <summary>A card number of the same length that passes Luhn's check and begins like the networks' published test numbers.</summary>
    public static byte[]? Card(ReadOnlySpan<byte> value, ReadOnlySpan<byte> seed)
    {
        var length = Count(value);
        if (length is < 12 or > 19) return null;
        var digits = new byte[length];
        for (var i = 0; i < length; i++) digits[i] = Digit(seed[i]);
        (length switch { 14 => "305693"u8, 15 => "378282"u8, _ => "411111"u8 }).CopyTo(digits);
        var sum = 0;
        for (var i = 0; i < length - 1; i++)
        {
            var digit = digits[i] - '0';
            if ((length - i) % 2 == 0 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }
        digits[^1] = Digit(10 - sum % 10);
        return Filled(value, digits);
    }

    /// <summary>The value with its decimal digits enciphered by FF1 and everything else in place; null when FF1 does not take so few or so many.</summary>
    /// <param name="key">The tenant's key.</param>
    /// <param name="tweak">The type's name, so that equal digits of two types differ.</param>
    /// <param name="value">ASCII.</param>
    public static byte[]? Enciphered(TenantKey key, ReadOnlySpan<byte> tweak, ReadOnlySpan<byte> value)
    {
        var count = Count(value);
        if (!Ff1.Accepts(radix: 10, count)) return null;
        var digits = new int[count];
        var next = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit((char)c)) digits[next++] = c - '0';
        }
        key.Numbers.Encrypt(digits, radix: 10, tweak);
        return Filled(value, [.. digits.Select(Digit)]);
    }

    private static int Count(ReadOnlySpan<byte> value)
    {
        var count = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit((char)c)) count++;
        }
        return count;
    }

    private static byte[] Filled(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> digits)
    {
        var filled = pattern.ToArray();
        var next = 0;
        for (var i = 0; i < filled.Length; i++)
        {
            if (char.IsAsciiDigit((char)filled[i])) filled[i] = digits[next++];
        }
        return filled;
    }

    private static byte Digit(int number) => (byte)('0' + number % 10);
}
