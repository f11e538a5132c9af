using System.Numerics;
using System.Runtime.InteropServices;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// What word lists say about words, as an open-addressed table from a word's hash to 32 bits (<see cref="LexiconEntry"/>). The words themselves are not
/// kept; an unknown word is taken for a known one about once in four thousand million times the length of a probe.
/// </summary>
internal sealed class Lexicon
{
    private readonly ulong[] _slots;  // check (high half) and entry; 0 is free
    private readonly ulong _mask;

    private Lexicon(ulong[] slots)
    {
        _slots = slots;
        _mask = (ulong)slots.Length - 1;
    }

    /// <summary>A lexicon without words.</summary>
    public static Lexicon None { get; } = new(new ulong[2]);

    /// <summary>The table as it is stored.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes<ulong>(_slots);

    /// <summary>A table of these entries, each by the hash of the lower-case word.</summary>
    public static Lexicon Build(IEnumerable<KeyValuePair<ulong, uint>> entries)
    {
        // In order of the keys, so that the table does not depend on the order in which lists were read.
        var sorted = entries.Where(e => e.Value != 0).OrderBy(e => e.Key).ToList();
        var lexicon = new Lexicon(new ulong[BitOperations.RoundUpToPowerOf2((uint)(sorted.Count * 5 / 4) + 2)]);
        foreach (var (word, entry) in sorted) lexicon.Add(word, entry);
        return lexicon;
    }

    /// <summary>A table as it was stored.</summary>
    /// <exception cref="InvalidDataException">The length is no power of two.</exception>
    public static Lexicon FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 16 || !BitOperations.IsPow2(bytes.Length)) throw new InvalidDataException("A lexicon's length is a power of two.");
        return new Lexicon(MemoryMarshal.Cast<byte, ulong>(bytes).ToArray());
    }

    /// <summary>What is known about a word; 0 for nothing.</summary>
    /// <param name="word">Hash of its lower-case characters.</param>
    public uint Find(ulong word)
    {
        var (slot, check) = Place(word);
        for (; ; slot = (slot + 1) & _mask)
        {
            var found = _slots[slot];
            if (found == 0) return 0;
            if ((uint)(found >> 32) == check) return (uint)found;
        }
    }

    private void Add(ulong word, uint entry)
    {
        var (slot, check) = Place(word);
        while (_slots[slot] != 0) slot = (slot + 1) & _mask;
        _slots[slot] = ((ulong)check << 32) | entry;
    }

    private (ulong Slot, uint Check) Place(ulong word)
    {
        var mixed = FeatureHash.Feature(0, word);
        return (mixed & _mask, (uint)(mixed >> 32));
    }
}
