using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Tests.Tagger;

public class WordSplitterTests
{
    [Theory]
    [InlineData("Ada's e-mail: ada_l@example.org", "Ada|s|e|mail|ada|l|example|org")]
    [InlineData("Zoë Müller-Lüdenscheidt", "Zoë|Müller|Lüdenscheidt")]
    [InlineData("Zoe\u0308!", "Zoe\u0308")]
    [InlineData("陈伟在", "陈|伟|在")]
    [InlineData("김민수입니다", "김|민|수|입|니|다")]
    [InlineData("😂𝓐da 𠮷", "𝓐da|𠮷")]
    [InlineData("\uD800Ada\uDC00", "Ada")]
    [InlineData(" \n.", "")]
    public void Words_are_runs_of_letters_and_digits(string text, string words) => Assert.Equal(words, string.Join('|', Split(text, 64).Select(w => text.Substring(w.Start, w.Length))));

    [Fact]
    public void A_small_buffer_gives_the_same_words_in_more_calls()
    {
        const string text = "Dear Ada,\nthe 3 of us met Bob (Turin).";

        Assert.Equal(Split(text, 64), Split(text, 2));
    }

    private static List<Word> Split(string text, int buffer)
    {
        var all = new List<Word>();
        var words = new Word[buffer];
        for (var position = 0; position < text.Length;)
        {
            var count = WordSplitter.Split(text, ref position, words);
            all.AddRange(words.AsSpan(0, count));
            if (count == 0) break;
        }
        return all;
    }
}
