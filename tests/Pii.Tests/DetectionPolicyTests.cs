namespace EventAgents.Pii.Tests;

public class DetectionPolicyTests
{
    [Fact]
    public void A_value_on_the_allow_list_is_not_reported() =>
        Assert.Equal("help@example.com, «EMAIL ada@example.com»",
            Marked("help@example.com, ada@example.com", new DetectionPolicy { Allow = ["Help@Example.com"] }));

    [Theory]
    [InlineData("Project Falcon starts", "«CODE Project Falcon» starts")]
    [InlineData("PROJECT FALCON starts", "«CODE PROJECT FALCON» starts")]
    [InlineData("the falconry of project Falconry", "the falconry of project Falconry")]
    public void A_value_on_the_deny_list_is_reported_as_whole_words(string text, string marked) =>
        Assert.Equal(marked, Marked(text, new DetectionPolicy { Deny = new Dictionary<string, EntityType> { ["Project Falcon"] = EntityType.Code } }));

    [Fact]
    public void A_threshold_of_a_type_hides_what_is_less_sure() =>
        Assert.Equal("«EMAIL ada@example.com» at 12:30",
            Marked("ada@example.com at 12:30", new DetectionPolicy { Thresholds = new Dictionary<EntityType, float> { [EntityType.DateTime] = 0.9f } }));

    [Fact]
    public void A_custom_recognizer_needs_its_context_and_its_check()
    {
        Assert.True(CustomRecognizer.TryCreate("ORCHARD", "\\b[0-9]{8}\\b", ["orchard"], "luhn", EntityType.Custom, out var recognizer, out _));
        var policy = new DetectionPolicy { Custom = [recognizer] };
        Assert.Equal("orchard «ORCHARD 12345674»", Marked("orchard 12345674", policy));
        Assert.Equal("orchard 12345675", Marked("orchard 12345675", policy));
        Assert.Equal("myorchard 12345674", Marked("myorchard 12345674", policy));
    }

    [Theory]
    [InlineData("(a)\\1", "cannot be matched in linear time")]
    [InlineData("(?<=x)a", "cannot be matched in linear time")]
    [InlineData("(?>a+)b", "cannot be matched in linear time")]
    [InlineData("(((((a{100}){100}){100})", "not valid")]
    [InlineData("a*", "matches the empty text")]
    [InlineData("", "1 to 1000 characters")]
    public void A_pattern_that_is_not_linear_or_not_valid_is_refused_with_the_reason(string pattern, string reason)
    {
        Assert.False(CustomRecognizer.TryCreate("X", pattern, [], null, EntityType.Custom, out _, out var refusal));
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_whose_automaton_would_be_huge_is_refused()
    {
        Assert.False(CustomRecognizer.TryCreate("X", "((a{1,100}){1,100}){1,100}", [], null, EntityType.Custom, out _, out var refusal));
        Assert.Contains("linear time", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_check_is_refused_with_the_known_ones()
    {
        Assert.False(CustomRecognizer.TryCreate("X", "a+", [], "crc", EntityType.Custom, out _, out var refusal));
        Assert.Contains("luhn", refusal, StringComparison.Ordinal);
    }

    private static string Marked(string text, DetectionPolicy policy) => Detect.Marked(text, new DetectionContext { Policy = policy });
}
