using System.Buffers;
using System.Numerics;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// Counts how a text writes each of its words, so that one mention tells about another: a word that also stands there in lower case is hardly a name,
/// one that is capitalised inside sentences may be.
/// </summary>
internal static class Mentions
{
    private const byte SeenLower = 1, SeenCapitalised = 2, SeenCapitalisedAgain = 4;

    /// <summary>Fills <see cref="Place.Elsewhere"/> of every capitalised word.</summary>
    public static void Read(ReadOnlySpan<WordFacts> facts, Span<Place> places)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(facts.Length * 2, 16));
        var keys = ArrayPool<ulong>.Shared.Rent(size);
        var seen = ArrayPool<byte>.Shared.Rent(size);
        keys.AsSpan(0, size).Clear();
        seen.AsSpan(0, size).Clear();

        for (var i = 0; i < facts.Length; i++)
        {
            var mark = facts[i].Case switch
            {
                WordCase.Lower => SeenLower,
                WordCase.Capitalised or WordCase.Upper or WordCase.Mixed when !places[i].BeginsSentence => SeenCapitalised,
                _ => (byte)0,
            };
            if (mark == 0) continue;
            var slot = Slot(keys, size, facts[i].Lower);
            keys[slot] = facts[i].Lower;
            if (mark == SeenCapitalised && (seen[slot] & SeenCapitalised) != 0) mark = SeenCapitalisedAgain;
            seen[slot] |= mark;
        }

        for (var i = 0; i < facts.Length; i++)
            if (facts[i].Case is WordCase.Capitalised or WordCase.Upper or WordCase.Mixed)
                places[i].Elsewhere = seen[Slot(keys, size, facts[i].Lower)];

        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<byte>.Shared.Return(seen);
    }

    private static int Slot(ulong[] keys, int size, ulong word)
    {
        var slot = (int)(FeatureHash.Feature(0, word) & (ulong)(size - 1));
        while (keys[slot] != 0 && keys[slot] != word) slot = (slot + 1) & (size - 1);
        return slot;
    }
}
