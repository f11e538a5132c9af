namespace EventAgents.Pii.Tests;

/// <summary>Where a recognizer takes a part of what the tagger found, the rest does not leave.</summary>
public class RemaindersTests
{
    [Theory]
    [InlineData(EntityType.Password, "hunter2", "it is hunter2@10.0.0.1 for ada@example.com", "it is «PASSWORD hunter2»@«IP 10.0.0.1» for «EMAIL ada@example.com»")]
    [InlineData(EntityType.Person, "Ada Lovelace ada@example.com Byron", "by Ada Lovelace ada@example.com Byron", "by «PERSON Ada Lovelace» «EMAIL ada@example.com» «PERSON Byron»")]
    [InlineData(EntityType.Code, "K-8837 ada@example.com X", "K-8837 ada@example.com X", "«CODE K-8837» «EMAIL ada@example.com» X")]
    [InlineData(EntityType.Location, "Leeds ada@example.com", "in Leeds ada@example.com", "in Leeds «EMAIL ada@example.com»")]
    public void What_lies_outside_stays_found(EntityType type, string tagged, string text, string marked) =>
        Assert.Equal(marked, Detect.Marked(text, detector: PiiDetector.Create(Detect.Words(type, 0.9f, tagged))));

    [Fact]
    public void What_is_below_the_threshold_has_no_remainder()
    {
        var context = new DetectionContext { Policy = new DetectionPolicy { Thresholds = new Dictionary<EntityType, float> { [EntityType.Password] = 0.95f } } };
        Assert.Equal("it is hunter2@«IP 10.0.0.1» for «EMAIL ada@example.com»",
            Detect.Marked("it is hunter2@10.0.0.1 for ada@example.com", context, PiiDetector.Create(Detect.Words(EntityType.Password, 0.9f, "hunter2"))));
    }
}
