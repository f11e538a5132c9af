using System.Buffers;
using System.Text;
using EventAgents.Pii;

namespace EventAgents.Guard.Masking;

/// <summary>A value that was found in a request.</summary>
internal readonly record struct KnownValue(EntityType Type, string? CustomName, byte[] Value);

/// <summary>
/// Finds values that were found elsewhere in the request and stand here without the context that would give them away: exactly as they were written, as
/// whole words. Values that could be anything (short ones, plain words in small letters, ages, dates) are left out.
/// </summary>
internal sealed class KnownValues
{
    private const int MinBytes = 5, MinDigits = 6;

    private static readonly SearchValues<byte> PlainWords = SearchValues.Create("abcdefghijklmnopqrstuvwxyz '-"u8);

    private readonly KnownValue[] _sorted;  // by their bytes, each once
    private readonly PrefixTable _table;

    public KnownValues(List<KnownValue> values)
    {
        _sorted = [.. values.Where(IsTelling).OrderBy(static v => v.Value, PrefixTable.ByBytes)];  // stable: of two alike the first found stays
        var count = 0;
        foreach (var value in _sorted)
        {
            if (count == 0 || !_sorted[count - 1].Value.AsSpan().SequenceEqual(value.Value)) _sorted[count++] = value;
        }
        Array.Resize(ref _sorted, count);
        _table = new PrefixTable(Array.ConvertAll(_sorted, static v => v.Value));
        IsEmpty = count == 0;
    }

    public bool IsEmpty { get; }

    /// <summary>The first value at or after <paramref name="from"/>; the longest where several begin there.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="start">Where the value stands; its length is the value's.</param>
    /// <param name="found">The value.</param>
    public bool TryFind(ReadOnlySpan<byte> text, int from, out int start, out KnownValue found)
    {
        for (start = from; start <= text.Length - PrefixTable.KeyBytes; start++)
        {
            if (!_table.MayBegin(text[start..])) continue;
            var last = _table.LastUpTo(text[start..]);
            if (last < 0) continue;
            // Whatever the text begins with sorts before it, and is the beginning of the last that does.
            var common = text[start..].CommonPrefixLength(_sorted[last].Value);
            for (var candidate = last; candidate >= 0; candidate = _table.Shorter(candidate))
            {
                var known = _sorted[candidate];
                if (known.Value.Length > common || !IsWhole(text, start, known.Value.Length)) continue;
                found = known;
                return true;
            }
        }
        found = default;
        return false;
    }

    /// <summary>Latin letters and digits must not go on on either side; scripts without spaces have no such edge.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> text, int start, int length)
    {
        var end = start + length;
        return !(start > 0 && EntityNames.IsWord(text[start]) && EntityNames.IsWord(text[start - 1]))
            && !(end < text.Length && EntityNames.IsWord(text[end - 1]) && EntityNames.IsWord(text[end]));
    }

    private static bool IsTelling(KnownValue known)
    {
        ReadOnlySpan<byte> value = known.Value;
        if (value.Length < MinBytes || known.Type is EntityType.Age or EntityType.DateTime || !value.ContainsAnyExcept(PlainWords)) return false;
        if (!Ascii.IsValid(value)) return true;
        int letters = 0, digits = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiLetter((char)c)) letters++;
            else if (char.IsAsciiDigit((char)c)) digits++;
        }
        return letters > 0 ? letters + digits >= MinBytes - 1 : digits >= MinDigits;
    }
}
