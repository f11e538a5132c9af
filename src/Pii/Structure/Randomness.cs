using System.Buffers;
using System.Collections.Frozen;

namespace EventAgents.Pii.Structure;

/// <summary>Tells secrets from words, paths, code and placeholders.</summary>
internal static class Randomness
{
    private static readonly SearchValues<string> Placeholders = SearchValues.Create(
        [
            "example", "xxxx", "your_", "your-", "yourkey", "placeholder", "changeme", "change_me", "change-me", "insert", "replace", "redacted", "dummy",
            "123456789", "abcdefgh", "00000000", "****", "....", "test_key_here", "_here", "todo", "process.env", "os.environ", "getenv", "environ[",
            "secrets.", "vault.", "config.", "settings.", "put_your", "my_secret", "mysecret", "my-secret", "deadbeefdead", "lorem",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> SecretCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.=+/~|:%@!#$^*");

    /// <summary>Whether the value stands for one that is filled in elsewhere.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value)
    {
        if (value.Length == 0) return true;
        if (value[0] is '<' or '{' or '[' or '$' or '%' && value.Length > 1 && value[^1] is '>' or '}' or ']' or '%' or ')' || value.StartsWith("${")
            || value.StartsWith("{{") || value.StartsWith("$(") || value.StartsWith("%(")) return true;
        if (value[0] == '$' && value.Length > 1 && !value[1..].ContainsAnyExcept(UpperSnake)) return true;
        if (value.IndexOfAnyExcept(value[0]) < 0) return true;
        if (value.Length <= 12 && Literals.Contains(value)) return true;
        return value.ContainsAny(Placeholders);
    }

    private static readonly SearchValues<char> UpperSnake = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Literals = FrozenSet.ToFrozenSet(
    [
        "null", "none", "nil", "undefined", "true", "false", "n/a", "na", "unknown", "string", "number", "integer", "boolean", "required", "optional", "yes",
        "no", "empty", "unset", "hidden", "masked", "password", "passwd", "secret", "token", "user:pass", "username",
        "str", "int", "bool", "text", "varchar", "any", "object", "array", "default", "test", "foo", "bar", "xxx", "nan", "void", "self", "this", "email",
        "phone", "name", "address", "is", "was", "the", "and", "or", "not", "incorrect", "wrong", "invalid", "expired", "reset", "forgotten",
    ],
    StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the value is as random as a generated secret: enough characters of its alphabet, no word, no path.</summary>
    /// <param name="value">The value, without quotation marks.</param>
    /// <param name="minLength">The shortest secret in characters.</param>
    public static bool IsRandom(ReadOnlySpan<char> value, int minLength)
    {
        if (value.Length < minLength || value.Length > 4_096 || value.ContainsAnyExcept(SecretCharacters) || IsPlaceholder(value)) return false;
        int digits = 0, upper = 0, lower = 0, other = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsAsciiLetterUpper(c)) upper++;
            else if (char.IsAsciiLetterLower(c)) lower++;
            else other++;
        }
        if (digits == 0 && (value.Length < 20 || upper == 0 || lower == 0 || other * 6 > value.Length)) return false;
        // Names in code and files: words between separators, with a digit or two.
        if (other > 0 && digits < 3 && !HasRandomPart(value)) return false;
        return Entropy(value) > (value.Length < 20 ? 2.7 : 3.0);
    }

    /// <summary>Shannon's entropy in bits per character.</summary>
    public static double Entropy(ReadOnlySpan<char> value)
    {
        Span<short> counts = stackalloc short[128];
        counts.Clear();
        var length = 0;
        foreach (var c in value[..Math.Min(value.Length, 512)])
        {
            counts[c & 127]++;
            length++;
        }
        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count == 0) continue;
            var share = (double)count / length;
            entropy -= share * Math.Log2(share);
        }
        return entropy;
    }

    /// <summary>Whether a part between separators mixes cases, or letters and digits, as words do not.</summary>
    private static bool HasRandomPart(ReadOnlySpan<char> value)
    {
        int run = 0, changes = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(value[i]))
            {
                if (run >= 8 && changes >= 3) return true;
                run = changes = 0;
                continue;
            }
            if (run > 0 && Class(value[i]) != Class(value[i - 1])) changes++;
            run++;
        }
        return run >= 8 && changes >= 3;
    }

    private static int Class(char c) => char.IsAsciiDigit(c) ? 0 : char.IsAsciiLetterUpper(c) ? 1 : 2;
}
