using EventAgents.Pii.Tagger;
using EventAgents.Pii.Training;

namespace EventAgents.Pii.Tests.Training;

/// <summary>The shipped model on labelled documents; skipped where they are not on this machine.</summary>
public class ShippedModelTests
{
    [Theory]
    [InlineData("btc_dev", 0.55)]
    [InlineData("wnut17_dev", 0.50)]
    [InlineData("sec_dev", 0.30)]
    [InlineData("meddocan_es_dev", 0.93)]
    public void Persons_are_found_better_than_by_word_lists_or_capitals(string set, double atLeast)
    {
        var file = Path.Combine(DataFolder(), "dev", set + ".jsonl.gz");
        Assert.SkipUnless(File.Exists(file), "The labelled documents are not on this machine (EVENTAGENTS_PII_DATA).");
        var sets = new Dictionary<string, IReadOnlyList<LabelledDocument>> { [set] = [.. LabelledFile.Read(file)] };

        var (_, tagger, lists, capitals) = Assert.Single(EvaluationRun.ComparePersons(TaggerModel.LoadEmbedded(), sets));

        Assert.True(tagger > lists && tagger > capitals && tagger >= atLeast, $"tagger {tagger:0.000}, word lists {lists:0.000}, capitals {capitals:0.000}");
    }

    private static string DataFolder()
    {
        if (Environment.GetEnvironmentVariable("EVENTAGENTS_PII_DATA") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "EventAgents.sln"))) return Path.Combine(folder.FullName, "..", "shared", "data");
        return "";
    }
}
