namespace EventAgents.Guard.Masking;

/// <summary>
/// How a placeholder looks: <c>TYPE_</c> and 12, 16 or 20 digits of <see cref="Crockford"/>. Letters, digits and underscores only: it survives
/// JSON, Markdown, code, URLs and tokenizers, and never needs escaping.
/// </summary>
internal static class PlaceholderShape
{
    /// <summary>Digits of a placeholder that met no other.</summary>
    public const int Digits = 12;

    /// <summary>Digits that each lengthening adds, and how long a code may get.</summary>
    public const int LongerBy = 4, MaxDigits = 20;

    /// <summary>
    /// Finds the next text that looks like a placeholder of a built-in type, in any case. There is a letter among its digits (twelve decimal
    /// digits behind a word are more likely somebody's number), and a decimal digit where it is not all in capitals (else it is an identifier).
    /// </summary>
    /// <returns>False when there is none from <paramref name="from"/> on.</returns>
    public static bool TryFind(ReadOnlySpan<byte> text, int from, out int start, out int length)
    {
        while (from < text.Length)
        {
            var underscore = text[from..].IndexOf((byte)'_');
            if (underscore < 0) break;
            underscore += from;
            from = underscore + 1;
            var code = text[from..];
            var end = code.IndexOfAnyExcept(Crockford.Digits);
            if (end < 0) end = code.Length;
            if (end is not (Digits or Digits + LongerBy or MaxDigits) || !LooksDrawn(code[..end])) continue;
            if (end < code.Length && EntityNames.IsWord(code[end])) continue;
            if (!EntityNames.EndsWithName(text[..underscore])) continue;
            start = underscore;
            while (start > 0 && EntityNames.IsWord(text[start - 1])) start--;
            length = from + end - start;
            return true;
        }
        (start, length) = (-1, 0);
        return false;
    }

    private static bool LooksDrawn(ReadOnlySpan<byte> code)
    {
        var isLower = code.ContainsAnyInRange((byte)'a', (byte)'z');
        return (isLower || code.ContainsAnyInRange((byte)'A', (byte)'Z')) && (!isLower || code.ContainsAnyInRange((byte)'0', (byte)'9'));
    }
}
