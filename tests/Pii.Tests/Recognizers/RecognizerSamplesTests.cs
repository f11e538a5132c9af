using EventAgents.Pii.Reading;
using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii.Tests.Recognizers;

/// <summary>Every recognizer finds what its samples mark with « and », and leaves alone what it says it ignores.</summary>
public class RecognizerSamplesTests
{
    public static TheoryData<string> Names => [.. RecognizerList.All.Select(recognizer => recognizer.GetType().Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_recognizer_finds_its_samples(string name)
    {
        var recognizer = Named(name);
        Assert.NotEmpty(recognizer.Finds);
        Assert.All(recognizer.Finds, sample => Assert.Equal(sample, Marked(recognizer, sample.Replace("«", "").Replace("»", ""))));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_recognizer_ignores_its_counter_samples(string name)
    {
        var recognizer = Named(name);
        Assert.NotEmpty(recognizer.Ignores);
        Assert.All(recognizer.Ignores, sample => Assert.Equal(sample, Marked(recognizer, sample)));
    }

    private static Recognizer Named(string name) => RecognizerList.All.Single(recognizer => recognizer.GetType().Name == name);

    private static string Marked(Recognizer recognizer, string text)
    {
        var findings = new List<Finding>();
        recognizer.Find(Scan.Of(text, []), findings);
        findings.RemoveAll(finding => finding.Score < DetectionPolicy.DefaultThreshold);
        Overlaps.Resolve(findings);
        foreach (var finding in Enumerable.Reverse(findings)) text = text.Insert(finding.End, "»").Insert(finding.Start, "«");
        return text;
    }
}
