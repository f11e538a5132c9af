using System.Numerics;
using static EventAgents.Pii.Tagger.FeatureHash;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// Features of a word that hold wherever it stands, as seen from itself (distance 0) and from its neighbours. Since they depend on the word alone their
/// weights are added up once per word and kept (<see cref="WordCache"/>). Kinds 1–99.
/// </summary>
internal static class WordFeatures
{
    /// <summary>How far a word is seen by its neighbours, to both sides.</summary>
    public const int Reach = 2;

    /// <summary>Gives the features that <paramref name="word"/> has for the word that it follows by <paramref name="distance"/> places (negative: precedes).</summary>
    /// <param name="word">What is known about the word.</param>
    /// <param name="lower">Its lower-case characters.</param>
    /// <param name="distance">−2 to 2; 0 is the word itself.</param>
    /// <param name="sink">Takes the features.</param>
    public static void Emit<TSink>(in WordFacts word, ReadOnlySpan<char> lower, int distance, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (distance == 0) EmitOwn(word, lower, ref sink);
        else EmitSeen(word, lower, kinds: 30 + (15 * (distance < 0 ? distance + 2 : distance + 1)), isNear: distance is 1 or -1, ref sink);
    }

    private static void EmitOwn<TSink>(in WordFacts word, ReadOnlySpan<char> lower, ref TSink sink) where TSink : struct, IFeatureSink
    {
        var written = (ulong)word.Case;
        sink.Add(Feature(1, written));
        sink.Add(Feature(2, word.Lower));
        sink.Add(Feature(3, Pair(word.Lower, written)));
        sink.Add(Feature(4, Pair(word.Shape, (ulong)Math.Min(lower.Length, 12))));
        sink.Add(Feature(5, Pair((ulong)(word.Lexicon & LexiconEntry.CapitalisedMask), written)));
        if (LexiconEntry.Has(word.Lexicon, LexiconFlags.Common)) sink.Add(Feature(6, written));

        var hash = Empty;
        for (var i = 0; i < Math.Min(lower.Length, 5); i++)
        {
            hash = Continue(hash, lower[i]);
            if (i >= 1 && i < lower.Length - 1) sink.Add(Feature(7, Pair(hash, written)));
        }
        hash = Empty;
        for (var i = 1; i <= Math.Min(lower.Length, 5); i++)
        {
            hash = Continue(hash, lower[^i]);
            if (i < lower.Length) sink.Add(Feature(8, Pair(hash, written)));
        }

        EmitNames(word.Lexicon, kinds: 10, written, ref sink);
        // First and last names together: Ada is one, Stone is the other, Jordan is both.
        sink.Add(Feature(20, Pair(Pair(word.Lexicon & 0x3FF, written), word.Lexicon & LexiconEntry.CapitalisedMask)));
    }

    private static void EmitSeen<TSink>(in WordFacts word, ReadOnlySpan<char> lower, int kinds, bool isNear, ref TSink sink) where TSink : struct, IFeatureSink
    {
        var written = (ulong)word.Case;
        sink.Add(Feature(kinds, word.Lower));
        sink.Add(Feature(kinds + 1, Pair(word.Shape, word.Lexicon & LexiconEntry.CapitalisedMask)));
        EmitNames(word.Lexicon, kinds + 2, written, ref sink);
        if (!isNear || lower.Length < 4) return;

        var hash = Empty;
        for (var i = 1; i <= 3; i++) hash = Continue(hash, lower[^i]);
        sink.Add(Feature(kinds + 14, Pair(hash, written)));
    }

    // Ten kinds: five lists with a grade, and one for each of the flags.
    private static void EmitNames<TSink>(uint lexicon, int kinds, ulong written, ref TSink sink) where TSink : struct, IFeatureSink
    {
        for (int list = LexiconEntry.FirstName, kind = kinds; list <= LexiconEntry.Company; list += 2, kind++)
            if (LexiconEntry.Part(lexicon, list) is > 0 and var grade) sink.Add(Feature(kind, Pair(grade, written)));
        for (var flags = (lexicon >> LexiconEntry.FlagShift) & 0xBF; flags != 0; flags &= flags - 1)
            sink.Add(Feature(kinds + 5, Pair((ulong)BitOperations.TrailingZeroCount(flags), written)));
    }
}
