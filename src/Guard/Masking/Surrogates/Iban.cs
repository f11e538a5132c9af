namespace EventAgents.Guard.Masking.Surrogates;

/// <summary>Account numbers of ISO 13616 with right check digits (ISO 7064, mod 97-10).</summary>
internal static class Iban
{
    /// <summary>The same country, length and grouping; letters stay letters and digits digits. Null where the value is no IBAN by form.</summary>
    public static byte[]? Make(ReadOnlySpan<byte> value, ReadOnlySpan<byte> seed)
    {
        if (value.Length < 8 || !char.IsAsciiLetter((char)value[0]) || !char.IsAsciiLetter((char)value[1])) return null;
        var made = value.ToArray();
        var check = new int[2];
        int seen = 0, remainder = 0;
        for (var i = 0; i < made.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit((char)made[i])) continue;
            if (seen is 2 or 3) check[seen - 2] = i;
            if (seen >= 4)
            {
                var draw = seed[seen % seed.Length];
                made[i] = (byte)(char.IsAsciiDigit((char)made[i]) ? '0' + draw % 10 : 'A' + draw % 26);
                remainder = Append(remainder, made[i]);
            }
            seen++;
        }
        if (seen is < 15 or > 34) return null;

        remainder = Append(Append(remainder, made[0]), made[1]);
        var digits = 98 - remainder * 100 % 97;
        made[check[0]] = (byte)('0' + digits / 10);
        made[check[1]] = (byte)('0' + digits % 10);
        return made;
    }

    /// <summary>The remainder of a number mod 97 after one more character; A counts 10, Z 35.</summary>
    private static int Append(int remainder, byte c) =>
        char.IsAsciiDigit((char)c) ? (remainder * 10 + c - '0') % 97 : (remainder * 100 + (c | 0x20) - 'a' + 10) % 97;
}
