using System.Buffers;

namespace EventAgents.Pii.Structure;

/// <summary>A field's value that is a number: of a card, an account, a document, a person.</summary>
internal static class NumberValue
{
    private static readonly SearchValues<char> NotInNumber = SearchValues.Create("@{<=");

    /// <summary>Adds the number at the start of the value, or the whole of it where it is quoted.</summary>
    public static void Add(ReadOnlySpan<char> value, int start, bool quoted, EntityType type, int minDigits, List<Finding> findings)
    {
        var number = value;
        if (!quoted)
        {
            var end = 0;
            while (end < value.Length && end < 40)
            {
                var c = value[end];
                if (char.IsLetterOrDigit(c) || c is '-' or '/' or '.' or '#' or '+' or '(' or ')' or '_') end++;
                else if (c == ' ' && end + 1 < value.Length && (char.IsAsciiDigit(value[end + 1]) || IsGroup(value[(end + 1)..]))) end++;
                else break;
            }
            number = value[..end].TrimEnd(" .-/(+");
        }
        if (number.Length is < 3 or > 40 || FieldText.Digits(number) < minDigits || number.ContainsAny(NotInNumber)) return;
        if (IsAmount(number)) return;
        if (number.Length == 10 && number[4] == '-' && number[7] == '-') return;  // a date
        if (type == EntityType.NationalId && !quoted && number.Contains(' ') && char.IsAsciiLetterLower(number[0])) return;
        if (number.Count(' ') > 7 || FieldText.Letters(number) > 12 || number.Contains("://", StringComparison.Ordinal)
            || (number[^1] == ')' && !number.Contains('('))) return;
        FieldText.Add(findings, start, number, type);
    }

    /// <summary>12.50 and 1204.9: one point, one or two digits behind it.</summary>
    private static bool IsAmount(ReadOnlySpan<char> number)
    {
        var point = number.IndexOf('.');
        return point > 0 && number.Length - point is 2 or 3 && !number[..point].ContainsAnyExceptInRange('0', '9') && !number[(point + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>A group of at most four capitals or digits, as in "SP 40 81 66 A".</summary>
    private static bool IsGroup(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiLetterOrDigit(text[length]))
        {
            if (char.IsAsciiLetterLower(text[length])) return false;
            length++;
        }
        return length is >= 1 and <= 4;
    }
}
