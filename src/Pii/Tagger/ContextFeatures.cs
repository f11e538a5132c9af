using static EventAgents.Pii.Tagger.FeatureHash;

namespace EventAgents.Pii.Tagger;

/// <summary>Features that depend on a word's neighbours and place. Kinds from 100 on.</summary>
internal static class ContextFeatures
{
    // First name, last name, place, country and company of the word lists.
    private const uint Lists = 0x3FF;

    /// <summary>Gives the features of the word number <paramref name="i"/>.</summary>
    public static void Emit<TSink>(ReadOnlySpan<Word> words, ReadOnlySpan<WordFacts> facts, ReadOnlySpan<Place> places, int i, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        var word = facts[i];
        var place = places[i];
        var written = (ulong)word.Case;
        var (gapBefore, gapAfter) = ((ulong)words[i].Gap, GapBefore(words, i + 1));
        var (before, after) = (At(facts, i - 1), At(facts, i + 1));
        var (before2, after2) = (At(facts, i - 2), At(facts, i + 2));

        sink.Add(Feature(100, gapBefore));
        sink.Add(Feature(101, gapAfter));
        sink.Add(Feature(102, Pair(gapBefore, written)));
        sink.Add(Feature(103, Pair(gapAfter, written)));
        sink.Add(Feature(104, Pair(before.Lower, word.Lower)));
        sink.Add(Feature(105, Pair(word.Lower, after.Lower)));
        sink.Add(Feature(106, Pair(Pair(before.Shape, gapBefore), word.Shape)));
        sink.Add(Feature(107, Pair(Pair(word.Shape, gapAfter), after.Shape)));
        sink.Add(Feature(108, Pair(Pair(before.Shape, word.Shape), after.Shape)));
        sink.Add(Feature(109, Pair(Pair(before.Lexicon & Lists, word.Lexicon & Lists), written)));
        sink.Add(Feature(110, Pair(Pair(word.Lexicon & Lists, after.Lexicon & Lists), written)));
        sink.Add(Feature(111, Pair(before2.Lower, before.Lower)));
        sink.Add(Feature(112, Pair(after.Lower, after2.Lower)));
        sink.Add(Feature(113, Pair(place.Line, written)));
        sink.Add(Feature(114, Pair(Pair(place.BeginsSentence ? 1UL : 0, written), word.Lexicon & LexiconEntry.CapitalisedMask)));
        sink.Add(Feature(120, Pair(gapBefore, before.Lower)));
        sink.Add(Feature(121, Pair(gapAfter, after.Lower)));
        sink.Add(Feature(122, Pair(Pair(Pair((ulong)before2.Case, (ulong)before.Case), Pair(written, (ulong)after.Case)), gapBefore)));
        if (place.Key != 0)
        {
            sink.Add(Feature(115, Pair(place.Key, Math.Min(place.KeyDistance, (byte)3))));
            sink.Add(Feature(116, Pair(place.Key, written)));
            sink.Add(Feature(117, Pair(place.KeyWord, written)));
        }
        if (place.Name != 0) sink.Add(Feature(119, Pair(place.Name, written)));
        if (word.Case is WordCase.Capitalised or WordCase.Upper or WordCase.Mixed)
            sink.Add(Feature(118, Pair(Pair(place.Elsewhere, written), place.BeginsSentence ? 1UL : 0)));
    }

    private static ulong GapBefore(ReadOnlySpan<Word> words, int i) => i < words.Length ? words[i].Gap : WordSplitter.EndOfText;

    // Outside the text stands a word that is like no other.
    private static WordFacts At(ReadOnlySpan<WordFacts> facts, int i) => (uint)i < (uint)facts.Length ? facts[i] : default;
}
