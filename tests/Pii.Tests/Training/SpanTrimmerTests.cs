using EventAgents.Pii.Training;

namespace EventAgents.Pii.Tests.Training;

public class SpanTrimmerTests
{
    [Theory]
    [InlineData("Dr. Ada Lovelace's", "Ada Lovelace")]
    [InlineData("the Prof. Dr. Ada", "Ada")]
    [InlineData("\"Ada’s\",", "Ada")]
    [InlineData("Frau Müller", "Müller")]
    [InlineData("Baker Street", "Baker Street")]
    [InlineData("James", "James")]
    [InlineData("Dr.", "Dr")]
    [InlineData("...", "...")]
    public void Only_what_sources_disagree_about_is_taken_off(string span, string trimmed)
    {
        var (start, end) = SpanTrimmer.Trim(span, 0, span.Length);

        Assert.Equal(trimmed, span[start..end]);
    }
}
