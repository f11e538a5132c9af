namespace EventAgents.Pii.Tests;

public class PiiDetectorTests
{
    [Fact]
    public void Findings_are_appended_to_what_the_list_holds()
    {
        var findings = new List<Finding> { new(0, 1, EntityType.Custom, 1, FindingSource.Context) };
        PiiDetector.Create().Find("mail ada@example.com", DetectionContext.None, findings);
        Assert.Equal([EntityType.Custom, EntityType.Email], findings.Select(finding => finding.Type));
    }

    [Fact]
    public void The_tagger_adds_what_no_pattern_finds()
    {
        var findings = new List<Finding>();
        PiiDetector.Create(new FirstFourCharacters()).Find("Anna called", DetectionContext.None, findings);
        Assert.Equal([new Finding(0, 4, EntityType.Person, 0.9f, FindingSource.Tagger)], findings);
    }

    private sealed class FirstFourCharacters : ITagger
    {
        public void Tag(ReadOnlySpan<char> text, List<Finding> findings) =>
            findings.Add(new Finding(0, 4, EntityType.Person, 0.9f, FindingSource.Tagger));
    }
}
