using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>The data folder as training sees it: what is learnt from, what is judged on, and what is held out of the first for the second.</summary>
public sealed class TrainingData
{
    // Every tenth document of these is news that nothing is trained on.
    private static readonly string[] NewsFiles = ["gum_ccby", "re3d", "wikigold"];

    // Formal English is rare among the texts and frequent in what people send.
    private static readonly string[] Repeated = ["gum_ccby", "re3d", "sec_train"];
    private const int FormalRepeats = 12;

    /// <summary>The name of the development set of prompts.</summary>
    public const string PromptSet = "prompts";

    // Prompts are what the model is for, and there are fewer of them than of anything else.
    private const int PromptRepeats = 4;

    private TrainingData(IReadOnlyList<LabelledDocument> training, IReadOnlyDictionary<string, IReadOnlyList<LabelledDocument>> development)
    {
        Training = training;
        Development = development;
    }

    /// <summary>Documents to learn from, in the order of files and lines.</summary>
    public IReadOnlyList<LabelledDocument> Training { get; }

    /// <summary>Documents to judge on, by the set's name; <c>news</c> is the set held out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LabelledDocument>> Development { get; }

    /// <summary>Reads a data folder with <c>train</c>, <c>dev</c> and <c>sharealike</c> in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prompts">Folder of our own prompts, with <c>train</c> and <c>dev</c> in it; null for none.</param>
    /// <param name="withShareAlike">Whether to learn from the documents under a share-alike licence too.</param>
    /// <exception cref="DirectoryNotFoundException">The folder, or one of the three in it, is not there.</exception>
    public static TrainingData Read(string folder, string? prompts, bool withShareAlike)
    {
        var training = new List<LabelledDocument>();
        var news = new List<LabelledDocument>();
        foreach (var part in (string[])["train", "sharealike"])
            foreach (var file in Files(Path.Combine(folder, part)))
            {
                var isNews = NewsFiles.Contains(Name(file));
                if (part == "sharealike" && !withShareAlike && !isNews) continue;
                foreach (var document in LabelledFile.Read(file).Where((_, number) => !IsThinnedOut(file, number)))
                    if (isNews && IsHeldOut(document)) news.Add(document);
                    else if (part == "train" || withShareAlike)
                        for (var times = Repeated.Contains(Name(file)) ? FormalRepeats : 1; times > 0; times--) training.Add(document);
            }

        var development = Files(Path.Combine(folder, "dev")).ToDictionary(Name, file => (IReadOnlyList<LabelledDocument>)[.. LabelledFile.Read(file)]);
        development["news"] = news;
        if (prompts is not null)
        {
            List<LabelledDocument> own = [.. PromptFiles(prompts, "train").SelectMany(LabelledFile.Read)];
            for (var times = PromptRepeats; times > 0; times--) training.AddRange(own);
            development[PromptSet] = [.. PromptFiles(prompts, "dev").SelectMany(LabelledFile.Read)];
        }
        return new(training, development);
    }

    /// <summary>The files of our own prompts, in the order of their names.</summary>
    /// <param name="folder">The folder of prompts.</param>
    /// <param name="part"><c>train</c> or <c>dev</c>.</param>
    /// <exception cref="DirectoryNotFoundException">The folder, or the part, is not there.</exception>
    public static IEnumerable<string> PromptFiles(string folder, string part) =>
        Directory.GetFiles(Path.Combine(folder, part), "*.jsonl").Order(StringComparer.Ordinal);

    /// <summary>The labelled files of a folder, in the order of their names.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public static IReadOnlyList<string> Files(string folder) => [.. Directory.GetFiles(folder, "*.jsonl.gz").Order(StringComparer.Ordinal)];

    /// <summary>The name of a labelled file without its endings.</summary>
    public static string Name(string file) => Path.GetFileName(file).Split('.')[0];

    // A third of the running text would else be newspapers of a hundred years ago, badly read; with a quarter of them everything else is learnt better.
    private static bool IsThinnedOut(string file, int number) => Name(file).StartsWith("europeana", StringComparison.Ordinal) && number % 4 != 0;

    // GUM's texts are cut into pieces numbered at the end; one text must not be on both sides.
    private static bool IsHeldOut(LabelledDocument document)
    {
        var id = document.Id.StartsWith("gum-", StringComparison.Ordinal) ? document.Id[..document.Id.LastIndexOf('-')] : document.Id;
        return FeatureHash.Feature(0, FeatureHash.Of(id)) % 10 == 0;
    }
}
