using EventAgents.Pii.Training;

namespace EventAgents.Pii.Tests.Training;

public class LabelledFileTests
{
    [Fact]
    public void Offsets_in_a_file_count_code_points()
    {
        var document = LabelledFile.Parse("""{"id":"1","source":"own","text":"😂 Ada 😂 Bob","entities":[{"start":2,"end":5,"type":"PERSON"},{"start":8,"end":11,"type":"PERSON"}]}""", "x:1");

        Assert.Equal(["Ada", "Bob"], document.Spans.Select(s => document.Text.Substring(s.Start, s.Length)));
    }

    [Fact]
    public void What_is_no_personal_data_has_no_type() =>
        Assert.Null(LabelledFile.Parse("""{"text":"Ada","entities":[{"start":0,"end":3,"type":"OTHER","label":"product"}]}""", "x:1").Spans[0].Type);

    [Theory]
    [InlineData("""{"text":"Ada","entities":[{"start":1,"end":1,"type":"PERSON"}]}""")]
    [InlineData("""{"text":"Ada","entities":[{"start":1,"end":9,"type":"PERSON"}]}""")]
    [InlineData("""{"text":"Ada","entities":[{"start":0,"end":1,"type":"PERSONA"}]}""")]
    [InlineData("""{"entities":[]}""")]
    [InlineData("Ada")]
    public void A_line_that_breaks_the_format_is_refused_with_its_place(string line) =>
        Assert.StartsWith("x:7: ", Assert.Throws<InvalidDataException>(() => LabelledFile.Parse(line, "x:7")).Message, StringComparison.Ordinal);

    [Fact]
    public void Both_directions_of_offsets_agree_on_astral_and_lone_units()
    {
        const string text = "a😂\uD800b😂c";
        var offsets = new CodePointOffsets(text);

        for (var point = 0; point <= 6; point++) Assert.Equal(point, offsets.FromUtf16(offsets.ToUtf16(point)));
        Assert.Equal(text.Length, offsets.ToUtf16(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => offsets.ToUtf16(7));
    }
}
