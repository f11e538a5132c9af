namespace EventAgents.Pii.Recognizers;

/// <summary>The check digit rules that several numbers share. All skip what is neither a letter nor a digit.</summary>
internal static class CheckDigits
{
    /// <summary>Luhn's rule, ISO/IEC 7812-1 annex B: every second digit from the right doubled, sum divisible by 10.</summary>
    public static bool Luhn(ReadOnlySpan<char> value)
    {
        int sum = 0, seen = 0;
        for (var i = value.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(value[i])) continue;
            var digit = value[i] - '0';
            if (seen++ % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }
        return seen > 1 && sum % 10 == 0;
    }

    /// <summary>ISO 7064 MOD 97-10 as IBANs use it: the first four characters moved to the end, A = 10 … Z = 35, remainder 1.</summary>
    public static bool Mod97(ReadOnlySpan<char> value)
    {
        Span<char> compact = stackalloc char[40];
        if (!TryCompact(value, compact, out var length) || length < 5) return false;
        var remainder = 0;
        for (var i = 4; i < length + 4; i++)
        {
            var c = compact[i % length];
            remainder = char.IsAsciiDigit(c) ? (remainder * 10 + c - '0') % 97 : (remainder * 100 + c - 'A' + 10) % 97;
        }
        return remainder == 1;
    }

    /// <summary>ISO 7064 MOD 11,10: the last digit is the check digit.</summary>
    public static bool Iso7064Mod11And10(ReadOnlySpan<char> value)
    {
        int product = 10, last = -1, seen = 0;
        foreach (var c in value)
        {
            if (!char.IsAsciiDigit(c)) continue;
            if (last >= 0)
            {
                var sum = (last + product) % 10;
                product = (sum == 0 ? 10 : sum) * 2 % 11;
            }
            last = c - '0';
            seen++;
        }
        return seen > 1 && (11 - product) % 10 == last;
    }

    /// <summary>Verhoeff's rule over the dihedral group of order 10 (J. Verhoeff, 1969).</summary>
    public static bool Verhoeff(ReadOnlySpan<char> value)
    {
        int check = 0, seen = 0;
        for (var i = value.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(value[i])) continue;
            check = DihedralProduct[check * 10 + Permutation[seen++ % 8 * 10 + value[i] - '0']];
        }
        return seen > 1 && check == 0;
    }

    /// <summary>ISO 7064 MOD 11-2 over all digits, X as the last being 10: the sum with powers of 2 as weights leaves 1.</summary>
    public static bool Iso7064Mod11And2(ReadOnlySpan<char> compact)
    {
        var remainder = 0;
        foreach (var c in compact) remainder = (remainder * 2 + (c == 'X' ? 10 : c - '0')) % 11;
        return remainder == 1;
    }

    /// <summary>The digits' sum with these weights; <paramref name="compact"/> may be longer than the weights.</summary>
    public static int Sum(ReadOnlySpan<char> compact, params ReadOnlySpan<sbyte> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += (compact[i] - '0') * weights[i];
        return sum;
    }

    /// <summary>The number that the digits spell.</summary>
    public static long Number(ReadOnlySpan<char> digits)
    {
        long number = 0;
        foreach (var c in digits) number = number * 10 + c - '0';
        return number;
    }

    /// <summary>Whether all characters are the same.</summary>
    public static bool IsConstant(ReadOnlySpan<char> compact) => compact.IndexOfAnyExcept(compact[0]) < 0;

    /// <summary>Whether month and day can be; the year is not known well enough to tell about 29 February.</summary>
    public static bool IsMonthAndDay(int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= (month == 2 ? 29 : month is 4 or 6 or 9 or 11 ? 30 : 31);

    /// <summary>Whether there is such a day.</summary>
    public static bool IsDate(int year, int month, int day) =>
        IsMonthAndDay(month, day) && (month != 2 || day < 29 || DateTime.IsLeapYear(Math.Max(1, year)));

    /// <summary>The two digits at <paramref name="index"/>.</summary>
    public static int Pair(ReadOnlySpan<char> compact, int index) => (compact[index] - '0') * 10 + compact[index + 1] - '0';

    /// <summary>Writes letters (upper case) and digits to <paramref name="compact"/>; false where they do not fit.</summary>
    private static bool TryCompact(ReadOnlySpan<char> value, Span<char> compact, out int length)
    {
        length = 0;
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c)) continue;
            if (length == compact.Length) return false;
            compact[length++] = char.ToUpperInvariant(c);
        }
        return true;
    }

    private static ReadOnlySpan<byte> DihedralProduct =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
        1, 2, 3, 4, 0, 6, 7, 8, 9, 5,
        2, 3, 4, 0, 1, 7, 8, 9, 5, 6,
        3, 4, 0, 1, 2, 8, 9, 5, 6, 7,
        4, 0, 1, 2, 3, 9, 5, 6, 7, 8,
        5, 9, 8, 7, 6, 0, 4, 3, 2, 1,
        6, 5, 9, 8, 7, 1, 0, 4, 3, 2,
        7, 6, 5, 9, 8, 2, 1, 0, 4, 3,
        8, 7, 6, 5, 9, 3, 2, 1, 0, 4,
        9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ];

    private static ReadOnlySpan<byte> Permutation =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
        1, 5, 7, 6, 2, 8, 3, 0, 9, 4,
        5, 8, 0, 3, 7, 9, 6, 1, 4, 2,
        8, 9, 1, 6, 0, 4, 3, 5, 2, 7,
        9, 4, 5, 3, 1, 2, 6, 8, 7, 0,
        4, 2, 8, 6, 5, 7, 3, 9, 0, 1,
        2, 7, 9, 3, 8, 0, 6, 4, 1, 5,
        7, 0, 4, 6, 9, 1, 3, 2, 5, 8,
    ];
}
