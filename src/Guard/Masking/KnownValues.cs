using System.Buffers;
using System.Buffers.Binary;
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
    private const int MinBytes = 5, MinDigits = 6, KeyBytes = 4, FilterBits = 4096;

    private static readonly SearchValues<byte> PlainWords = SearchValues.Create("abcdefghijklmnopqrstuvwxyz '-"u8);

    private readonly ulong[] _filter = new ulong[FilterBits / 64];  // which beginnings occur at all
    private readonly KeyTable<KnownValue> _byBeginning;

    public KnownValues(List<KnownValue> values)
    {
        var telling = values.FindAll(IsTelling).ToArray();
        foreach (var value in telling)
        {
            var bit = BitOf(KeyOf(value));
            _filter[bit / 64] |= 1UL << (bit % 64);
        }
        _byBeginning = new KeyTable<KnownValue>(telling, KeyOf, static v => v.Value.Length);
        IsEmpty = telling.Length == 0;
    }

    public bool IsEmpty { get; }

    /// <summary>The first value at or after <paramref name="from"/>; the longest where several begin there.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="start">Where the value stands; its length is the value's.</param>
    /// <param name="found">The value.</param>
    public bool TryFind(ReadOnlySpan<byte> text, int from, out int start, out KnownValue found)
    {
        for (start = from; start <= text.Length - KeyBytes; start++)
        {
            var key = BinaryPrimitives.ReadUInt32LittleEndian(text[start..]);
            if ((_filter[BitOf(key) / 64] >> (BitOf(key) % 64) & 1) == 0) continue;
            for (var (candidate, last) = _byBeginning.Find(key); candidate < last; candidate++)
            {
                var known = _byBeginning[candidate];
                if (!text[start..].StartsWith(known.Value) || !IsWhole(text, start, known.Value.Length)) continue;
                found = known;
                return true;
            }
        }
        found = default;
        return false;
    }

    private static uint KeyOf(KnownValue known) => BinaryPrimitives.ReadUInt32LittleEndian(known.Value);

    private static int BitOf(uint key) => (int)(key * 2_654_435_761 >> 20);

    /// <summary>Latin letters and digits must not go on on either side; scripts without spaces have no such edge.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> text, int start, int length)
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
