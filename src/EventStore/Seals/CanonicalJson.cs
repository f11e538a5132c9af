using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventAgents.EventStore;

/// <summary>
/// Writes JSON in the canonical form of RFC 8785: members in the order of their UTF-16 code units, no blanks, numbers as ECMAScript writes a double.
/// A double does not hold every number that PostgreSQL does, so what would be written in another way than it is stored is listed in <see cref="Literals"/>:
/// with the list, two different documents never have one canonical form.
/// </summary>
/// <param name="output">Where the UTF-8 bytes go.</param>
internal sealed class CanonicalJson(ArrayBufferWriter<byte> output)
{
    private const int MaxExactDigits = 15;  // a whole number of so many digits is itself in a double, and ECMAScript writes it as it is
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    private readonly Stack<string> _path = [];

    /// <summary>Numbers whose canonical form is not what is stored: JSON pointer → as stored.</summary>
    public SortedDictionary<string, string> Literals { get; } = new(StringComparer.Ordinal);

    /// <summary>Canonical form of a value that holds nothing but what a double holds.</summary>
    public static byte[] Of<T>(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        new CanonicalJson(output).Write(JsonSerializer.SerializeToElement(value, JsonSerializerOptions.Web));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes a member of the document, by which name its numbers are listed.</summary>
    public void WriteMember(string name, JsonElement json)
    {
        _path.Push(name);
        Write(json);
        _path.Pop();
    }

    /// <summary>Writes a value.</summary>
    public void Write(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json);
                break;
            case JsonValueKind.Array:
                WriteArray(json);
                break;
            case JsonValueKind.String:
                Write(json.GetString());
                break;
            case JsonValueKind.Number:
                WriteNumber(json.GetRawText());
                break;
            default:
                WriteRaw(json.ValueKind switch { JsonValueKind.True => "true"u8, JsonValueKind.False => "false"u8, _ => "null"u8 });
                break;
        }
    }

    /// <summary>Writes a string, or null.</summary>
    public void Write(string? text)
    {
        if (text is null)
        {
            WriteRaw("null"u8);
            return;
        }
        WriteRaw("\""u8);
        var rest = text.AsSpan();
        for (int next; (next = rest.IndexOfAny(Escaped)) >= 0; rest = rest[(next + 1)..])
        {
            WriteText(rest[..next]);
            WriteText(Escape(rest[next]));
        }
        WriteText(rest);
        WriteRaw("\""u8);
    }

    /// <summary>Writes bytes that are canonical already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> utf8) => output.Write(utf8);

    /// <summary>A double as ECMAScript writes it (ECMA-262, Number::toString).</summary>
    internal static string Format(double value)
    {
        if (value == 0) return "0";
        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');  // the fewest digits that tell it from its neighbours
        var (whole, fraction) = parts[0].Split('.') is [var before, var behind] ? (before, behind) : (parts[0], "");
        var significant = (whole + fraction).TrimStart('0');
        var point = whole.Length + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - (whole.Length + fraction.Length - significant.Length);
        var shortest = significant.TrimEnd('0');
        var digits = shortest.Length;
        var sign = value < 0 ? "-" : "";
        if (digits <= point && point <= 21) return sign + shortest + new string('0', point - digits);
        if (point is > 0 and <= 21) return $"{sign}{shortest[..point]}.{shortest[point..]}";
        if (point is > -6 and <= 0) return $"{sign}0.{new string('0', -point)}{shortest}";
        var exponent = (point - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return digits == 1 ? $"{sign}{shortest}e{exponent}" : $"{sign}{shortest[0]}.{shortest[1..]}e{exponent}";
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => $"\\u{(int)c:x4}",
    };

    private void WriteObject(JsonElement json)
    {
        var separator = "{"u8;
        foreach (var member in json.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            WriteRaw(separator);
            separator = ","u8;
            Write(member.Name);
            WriteRaw(":"u8);
            WriteMember(member.Name, member.Value);
        }
        WriteRaw(separator is [(byte)'{'] ? "{}"u8 : "}"u8);
    }

    private void WriteArray(JsonElement json)
    {
        WriteRaw("["u8);
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            if (index > 0) WriteRaw(","u8);
            WriteMember(index++.ToString(CultureInfo.InvariantCulture), item);
        }
        WriteRaw("]"u8);
    }

    private void WriteNumber(string stored)
    {
        if (stored.Length <= MaxExactDigits && !stored.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            WriteText(stored);
            return;
        }
        var value = double.Parse(stored, CultureInfo.InvariantCulture);
        var canonical = double.IsFinite(value) ? Format(value) : "null";  // no double at all; the list says what it was
        if (canonical != stored) Literals[Pointer()] = stored;
        WriteText(canonical);
    }

    /// <summary>Where the writer is (RFC 6901).</summary>
    private string Pointer() => string.Concat(_path.Reverse().Select(part =>
        "/" + part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    private void WriteText(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);
}
