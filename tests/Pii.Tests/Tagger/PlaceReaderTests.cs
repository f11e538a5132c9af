using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Tests.Tagger;

public class PlaceReaderTests
{
    [Theory]
    [InlineData("{\"first_name\": \"Ada\", \"age\": 3}", "Ada")]
    [InlineData("first name: Ada", "Ada")]
    [InlineData("First-Name = Ada", "Ada")]
    [InlineData("a=1&first_name=Ada&b=2", "Ada")]
    public void A_value_knows_the_name_of_its_field(string text, string value)
    {
        var (places, index) = Read(text, value);
        var (expected, expectedIndex) = Read("first name: Ada", "Ada");

        Assert.Equal(expected[expectedIndex].Key, places[index].Key);
        Assert.NotEqual(0ul, places[index].Key);
    }

    [Theory]
    [InlineData("id,first_name,city\n1,Ada,Turin", "Ada")]
    [InlineData("| id | First Name | City |\n|---|---|---|\n| 1 | Ada | Turin |", "Ada")]
    [InlineData("id;first-name;city\n;;\n1;Ada;Turin", "Ada")]
    public void A_cell_knows_the_name_of_its_column(string text, string value)
    {
        var (places, index) = Read(text, value);
        var (expected, expectedIndex) = Read("first name: Ada", "Ada");

        Assert.Equal(expected[expectedIndex].Key, places[index].Key);
    }

    [Theory]
    [InlineData("red, green, blue\nAda, Bob", "Ada")]
    [InlineData("{\"name\": \"Ada\", \"age\"", "age")]
    [InlineData("name: Ada\nBob", "Bob")]
    [InlineData("at 12:30 Ada", "Ada")]
    [InlineData("Ada", "Ada")]
    public void What_is_in_no_field_has_no_key(string text, string word)
    {
        var (places, index) = Read(text, word);

        Assert.Equal(0ul, places[index].Key);
    }

    [Fact]
    public void A_word_knows_how_the_text_writes_it_elsewhere()
    {
        var (places, index) = Read("Bread is dear. He ate bread.", "Bread");
        var (others, other) = Read("Ada came. He saw Ada and Ada.", "Ada");

        Assert.Equal(1, places[index].Elsewhere);
        Assert.Equal(2 | 4, others[other].Elsewhere);
    }

    private static (Place[] Places, int Index) Read(string text, string word)
    {
        var words = new Word[64];
        var position = 0;
        var count = WordSplitter.Split(text, ref position, words);
        var facts = words.Take(count).Select(w => WordFacts.Of(text.AsSpan(w.Start, w.Length), Lexicon.None, new char[WordFacts.MaxLength], out _)).ToArray();
        var places = new Place[count];
        PlaceReader.Read(words.AsSpan(0, count), facts, Lexicon.None, places);
        Mentions.Read(facts, places);
        return (places, Array.FindIndex(words, 0, count, w => text.Substring(w.Start, w.Length) == word));
    }
}
