using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Tests.Tagger;

public class LexiconTests
{
    [Fact]
    public void A_stored_lexicon_answers_as_it_did()
    {
        var entries = Enumerable.Range(1, 5_000).ToDictionary(i => FeatureHash.Feature(3, (ulong)i), i => (uint)i);

        var lexicon = Lexicon.FromBytes(Lexicon.Build(entries).Bytes);

        Assert.All(entries, entry => Assert.Equal(entry.Value, lexicon.Find(entry.Key)));
        Assert.All(Enumerable.Range(1, 5_000), i => Assert.Equal(0u, lexicon.Find(FeatureHash.Feature(4, (ulong)i))));
    }

    [Fact]
    public void A_grade_is_only_raised()
    {
        var entry = LexiconEntry.Raise(LexiconEntry.Raise(0, LexiconEntry.LastName, 3), LexiconEntry.LastName, 1);

        Assert.Equal(3u, LexiconEntry.Part(entry, LexiconEntry.LastName));
        Assert.Equal(0u, LexiconEntry.Part(entry, LexiconEntry.FirstName));
    }
}
