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

    [Theory]
    [InlineData("mail falcon@example.com now", "mail «EMAIL falcon@example.com» now")]
    [InlineData("mail falcon@example.com now", "mail «CODE falcon@example.com» now", EntityType.Email)]
    [InlineData("mail falcon@example.com now", "mail «EMAIL falcon@example.com» now", EntityType.Code)]
    [InlineData("a falcon flies", "a «CODE falcon» flies", EntityType.Code)]
    [InlineData("grey falcon@example.com now", "«CODE grey falcon@example.com» now")]
    public void What_is_denied_leaves_neither_as_part_of_what_passes_nor_in_part(string text, string marked, params EntityType[] passing)
    {
        var policy = new DetectionPolicy { Deny = new Dictionary<string, EntityType> { ["falcon"] = EntityType.Code, ["grey falcon"] = EntityType.Code } };
        Assert.Equal(marked, Detect.Marked(text, new DetectionContext { Policy = policy, Passes = (type, _) => passing.Contains(type) }));
    }

    [Fact]
    public void An_own_pattern_is_not_hidden_by_a_finding_that_passes()
    {
        Assert.True(CustomRecognizer.TryCreate("BOX", "[a-z]+@example", [], null, EntityType.Custom, out var recognizer, out _));
        var context = new DetectionContext { Policy = new DetectionPolicy { Custom = [recognizer] }, Passes = (type, _) => type == EntityType.Email };
        Assert.Equal("mail «BOX ada@example.com», «BOX ada@example»", Detect.Marked("mail ada@example.com, ada@example", context));
    }

    [Fact]
    public void A_value_that_is_allowed_does_not_come_back_as_a_part_or_a_repetition() =>
        Assert.Equal("Agent: hello\nhelp@example.com and HELP@example.com", Marked(
            "Agent: hello\nhelp@example.com and HELP@example.com", new DetectionPolicy { Allow = ["help@example.com"] }));

    [Fact]
    public void A_value_on_both_lists_is_reported() =>
        Assert.Equal("«CODE Falcon» flies", Marked("Falcon flies", new DetectionPolicy
        {
            Allow = ["Falcon"],
            Deny = new Dictionary<string, EntityType> { ["Falcon"] = EntityType.Code },
        }));

    [Theory, InlineData(0), InlineData(1_018), InlineData(1_023), InlineData(1_024), InlineData(1_279), InlineData(2_047), InlineData(5_000)]
    public void A_custom_recognizer_finds_wherever_in_a_long_text_the_value_stands(int at)
    {
        Assert.True(CustomRecognizer.TryCreate("ORCHARD", "\\bOR-[0-9]{8}\\b", [], null, EntityType.Custom, out var recognizer, out _));
        var policy = new DetectionPolicy { Custom = [recognizer] };
        var (before, behind) = (at == 0 ? "" : new string('x', at - 1) + ' ', ' ' + new string('y', 3_000));
        Assert.Equal($"{before}«ORCHARD OR-12345678»{behind}", Marked($"{before}OR-12345678{behind}", policy));
        var inAWord = new string('x', at + 1);
        Assert.Equal($"{inAWord}OR-12345678", Marked($"{inAWord}OR-12345678", policy));
    }

    [Theory, InlineData(10), InlineData(300), InlineData(1_024), InlineData(9_000)]
    public void A_match_is_found_to_its_end_however_long_it_is(int length)
    {
        Assert.True(CustomRecognizer.TryCreate("NOTE", "note: .*", [], null, EntityType.Custom, out var recognizer, out _));
        var text = new string('y', 700) + "note: " + new string('x', length) + "\nnote: a\n" + new string('y', 3_000);
        var findings = new List<Finding>();
        recognizer.Find(text, findings);
        Assert.Equal([(700, length + 6), (length + 707, 7)], findings.Select(finding => (finding.Start, finding.Length)));
    }

    /// <summary>Each match looks on to the end for an x; looked for in the whole text, that would be 10^11 steps.</summary>
    [Fact]
    public void Many_matches_that_each_look_far_ahead_stay_linear()
    {
        Assert.True(CustomRecognizer.TryCreate("B", "b(.*x)?", [], null, EntityType.Custom, out var recognizer, out _));
        var findings = new List<Finding>();
        recognizer.Find(new string('b', 300_000), findings);
        Assert.Equal(300_000, findings.Count);
    }

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
